package io.bellbuoy.deadletters.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The users viewer, operator, second (an operator too) and admin; the password is {@value #PASSWORD}. */
public final class Users {

    public static final String PASSWORD = "correct horse";

    /** What a configuration has of the password. */
    public static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);

    private Users() {}

    /** The properties that make them, and further ones. */
    public static String[] properties(String... further) {
        List<String> properties = new ArrayList<>(List.of(further));
        for (String user : List.of("viewer", "operator", "second", "admin")) {
            String role = user.equals("second") ? "operator" : user;
            properties.add("bellbuoy.deadletters.users." + user + ".password=" + HASH);
            properties.add("bellbuoy.deadletters.users." + user + ".roles=" + role);
        }
        return properties.toArray(String[]::new);
    }

    /** The header with which a user logs in. */
    public static String basic(String user) {
        byte[] credentials = (user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }
}
