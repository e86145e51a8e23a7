package io.bellbuoy.deadletters.security;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;

/** Reads roles from a claim. Whoever has none may log in, and sees nothing. */
final class ClaimedRoles implements GrantedAuthoritiesMapper {

    private final String claim;

    ClaimedRoles(String claim) {
        this.claim = claim;
    }

    @Override
    public Collection<? extends GrantedAuthority> mapAuthorities(Collection<? extends GrantedAuthority> authorities) {
        Set<GrantedAuthority> roles = new HashSet<>();
        for (GrantedAuthority authority : authorities) {
            if (authority instanceof OAuth2UserAuthority user) {
                add(roles, at(user.getAttributes()));
            }
        }
        return roles;
    }

    private @Nullable Object at(Map<String, Object> claims) {
        if (claims.containsKey(claim)) {
            return claims.get(claim);
        }
        Object found = claims;
        for (String step : claim.split("\\.")) {
            found = found instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return found;
    }

    private static void add(Set<GrantedAuthority> roles, @Nullable Object claimed) {
        if (claimed instanceof Collection<?> several) {
            several.forEach(one -> add(roles, one));
        } else if (claimed != null) {
            for (Role role : Role.values()) {
                if (role.name().equals(claimed.toString().toUpperCase(Locale.ROOT))) {
                    roles.add(new SimpleGrantedAuthority("ROLE_" + role));
                }
            }
        }
    }
}
