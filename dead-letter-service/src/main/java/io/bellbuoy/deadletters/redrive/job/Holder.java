package io.bellbuoy.deadletters.redrive.job;

/**
 * A job that has some of what is selected.
 *
 * @param job its id
 * @param by who asked for it
 * @param state what it is doing
 * @param count how many it has
 */
public record Holder(long job, String by, JobState state, long count) {}
