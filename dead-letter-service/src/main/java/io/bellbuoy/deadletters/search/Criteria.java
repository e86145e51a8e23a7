package io.bellbuoy.deadletters.search;

import java.util.Map;

/**
 * What is looked for, as a condition.
 *
 * @param sql over the columns of the table {@code dead_letter} with the alias {@code d}, with named parameters
 * @param parameters their values
 * @param description in words; nothing that is masked
 */
public record Criteria(String sql, Map<String, Object> parameters, String description) {}
