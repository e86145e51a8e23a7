package io.bellbuoy.deadletters.security;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    /** No script and no style but our own files, nobody's frame, forms to ourselves alone. */
    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    SecurityFilterChain deskSecurity(
            HttpSecurity http, UsersProperties properties, ObjectProvider<ClientRegistrationRepository> providers) {
        ClientRegistrationRepository provider = providers.getIfAvailable();
        if (properties.users().isEmpty() && provider == null) {
            LOG.warn("Nobody can log in, since there is no user and no OpenID Connect provider: set"
                    + " bellbuoy.deadletters.users.<name>.password to a bcrypt hash and .roles to viewer, operator or"
                    + " admin, or set spring.security.oauth2.client.registration");
        }
        http.authorizeHttpRequests(requests -> {
            requests.requestMatchers(
                            "/actuator/health/**",
                            "/actuator/info",
                            "/login",
                            "/error",
                            "/desk.css",
                            // Browsers ask for it by themselves; it must not be what a login returns to.
                            "/favicon.ico",
                            "/webjars/**")
                    .permitAll();
            if (properties.openMetrics()) {
                requests.requestMatchers(HttpMethod.GET, "/actuator/prometheus", "/actuator/metrics/**")
                        .permitAll();
            }
            requests.requestMatchers("/audit", "/api/audit").hasRole("OPERATOR");
            requests.anyRequest().hasRole("VIEWER");
        });
        http.formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/groups"));
        // Without a mark in the address of the page that is returned to after the login.
        HttpSessionRequestCache wanted = new HttpSessionRequestCache();
        wanted.setMatchingRequestParameterName(null);
        http.requestCache(cache -> cache.requestCache(wanted));
        http.logout(logout -> logout.logoutSuccessUrl("/login?out"));
        AuthenticationEntryPoint challenge = new Challenge();
        AuthenticationEntryPoint login = new LoginUrlAuthenticationEntryPoint("/login");
        http.httpBasic(basic -> basic.authenticationEntryPoint(challenge));
        http.exceptionHandling(failures -> failures.authenticationEntryPoint((request, response, failure) -> {
            boolean inPage = request.getHeader("HX-Request") != null;
            (inPage || isForPrograms(request) ? challenge : login).commence(request, response, failure);
        }));
        if (provider != null) {
            http.oauth2Login(oidc -> oidc.loginPage("/login")
                    .defaultSuccessUrl("/groups")
                    .userInfoEndpoint(user -> user.userAuthoritiesMapper(new ClaimedRoles(properties.rolesClaim()))));
        }
        http.csrf(csrf -> csrf.requireCsrfProtectionMatcher(
                request -> CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request) && !isNoPageOfOthers(request)));
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(), microphone=(), geolocation=(), payment=()")));
        return http.build();
    }

    @Bean
    UserDetailsService deskUsers(UsersProperties properties) {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        properties
                .users()
                .forEach((name, user) -> users.createUser(User.withUsername(name)
                        .password(user.password())
                        .roles(user.roles().stream().map(Role::name).toArray(String[]::new))
                        .build()));
        return users;
    }

    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.withDefaultRolePrefix()
                .role("ADMIN")
                .implies("OPERATOR")
                .role("OPERATOR")
                .implies("VIEWER")
                .build();
    }

    static boolean isForPrograms(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/") || path.startsWith("/actuator") || path.startsWith("/v3/");
    }

    /**
     * Whether a request cannot be one that a page of somebody else has made a browser send for its user. A browser is never
     * asked for a password by a header, so it never sends one by itself; and without a session it does not say who its user is,
     * which is answered with 401.
     */
    private static boolean isNoPageOfOthers(HttpServletRequest request) {
        boolean bringsPassword = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        return isForPrograms(request) && (bringsPassword || request.getRequestedSessionId() == null);
    }
}
