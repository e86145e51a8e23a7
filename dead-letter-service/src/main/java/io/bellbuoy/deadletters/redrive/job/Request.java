package io.bellbuoy.deadletters.redrive.job;

import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param selection what to redrive; only what is open is taken
 * @param target the topic that all of it goes to; null for each to the topic that it came from
 * @param by who asks
 */
public record Request(Selection selection, @Nullable String target, Care care, String by) {}
