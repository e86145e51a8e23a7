package io.bellbuoy.deadletters.search;

import org.jspecify.annotations.Nullable;

/**
 * Which groups are wanted. What is null or blank does not matter.
 *
 * @param text found in exception, message pattern, own stack frame or rule, in upper or lower case
 * @param failureClass the class of failure of our own dead letters
 * @param service a service that failed with this cause
 * @param openOnly only groups with open dead letters
 * @param sort the order
 * @param limit how many at most, 1 to 200
 * @param after where the page before ended: {@link Page#next()}
 */
public record GroupQuery(
        @Nullable String text,
        @Nullable String failureClass,
        @Nullable String service,
        boolean openOnly,
        GroupSort sort,
        int limit,
        @Nullable String after) {

    /** @throws BadQueryException if a component is not allowed */
    public GroupQuery {
        text = Terms.given("text", text);
        failureClass = Terms.given("failureClass", failureClass);
        service = Terms.given("service", service);
        after = Terms.given("after", after);
        Terms.limit(limit);
    }
}
