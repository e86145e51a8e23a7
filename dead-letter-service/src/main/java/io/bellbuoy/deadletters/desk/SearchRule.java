package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.search.LetterQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who may search for what. Whoever can ask whether a hidden value is this one can read it, guess by guess; so those who may
 * not unmask search keys, headers' values and messages only where nothing is hidden, and payloads not at all.
 */
final class SearchRule {

    private final Masking masking;
    private final RoleHierarchy roles;

    SearchRule(Masking masking, RoleHierarchy roles) {
        this.masking = masking;
        this.roles = roles;
    }

    /**
     * Whether only the topic that is asked for may be looked into.
     *
     * @throws SearchDeniedException if it may not be searched at all
     */
    boolean isBoundToTopic(LetterQuery query) {
        if (mayUnmask()) {
            return false;
        }
        if (query.payload() != null) {
            throw new SearchDeniedException(
                    "Searching payloads needs the role operator. Ask without payload, or ask an admin for the role.");
        }
        String asked = asked(query);
        if (asked == null) {
            return false;
        }
        String topic = query.topic();
        if (topic == null) {
            throw new SearchDeniedException(
                    "Without the role operator, " + asked + " is searched only in one topic in which"
                            + " nothing is sensitive. Add the topic, or ask an admin for the role.");
        }
        if (!masking.of(topic, null).isEmpty()
                || !masking.of(topic + "-dlt", null).isEmpty()) {
            throw new SearchDeniedException("In the topic that you ask for there are sensitive fields, so searching "
                    + asked + " needs the role operator. Ask without it, or ask an admin for the role.");
        }
        return true;
    }

    private static @Nullable String asked(LetterQuery query) {
        if (query.key() != null) {
            return "key";
        }
        if (query.header() != null && query.header().contains("=")) {
            return "header with a value";
        }
        return query.text() != null ? "text" : null;
    }

    private boolean mayUnmask() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who != null
                && roles.getReachableGrantedAuthorities(who.getAuthorities()).stream()
                        .anyMatch(authority -> "ROLE_OPERATOR".equals(authority.getAuthority()));
    }
}
