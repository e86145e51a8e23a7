package io.bellbuoy.deadletters.security;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code bellbuoy.deadletters.users.*}, {@code roles-claim} and {@code open-metrics}.
 *
 * @param users who may log in with a password, by name; nobody by default
 * @param rolesClaim the claim of an OpenID Connect login that holds the roles viewer, operator or admin; names with dots
 *     lead into objects
 * @param openMetrics whether Prometheus may read the meters without logging in
 */
@ConfigurationProperties("bellbuoy.deadletters")
public record UsersProperties(
        @DefaultValue Map<String, User> users,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue("false") boolean openMetrics) {

    public UsersProperties {
        users = Map.copyOf(users);
        users.forEach(UsersProperties::check);
    }

    /**
     * Somebody who may log in.
     *
     * @param password encoded, with the name of the encoding before it, as in {@code {bcrypt}$2a$10$…}
     * @param roles viewer, operator or admin; viewer by default
     */
    public record User(
            String password, @DefaultValue("viewer") List<Role> roles) {

        @Override
        public String toString() {
            return "User" + roles;
        }
    }

    /** Not in the record of the user, since only here its name is known. The password itself is never told. */
    private static void check(String name, User user) {
        if (user.password() == null || !user.password().matches("\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./0-9A-Za-z]{53}")) {
            throw new IllegalArgumentException("bellbuoy.deadletters.users." + name
                    + ".password is " + (user.password() == null ? "missing" : "no bcrypt hash")
                    + "; it must be {bcrypt} and a hash. Make one with: htpasswd -bnBC 10 \"\" PASSWORD | tr"
                    + " -d ':\\n"
                    + "'");
        }
        if (user.roles().isEmpty()) {
            throw new IllegalArgumentException("bellbuoy.deadletters.users." + name
                    + ".roles is empty; it must hold one of viewer, operator, admin, or be left out for viewer.");
        }
    }
}
