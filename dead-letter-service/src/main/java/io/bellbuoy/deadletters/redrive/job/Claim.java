package io.bellbuoy.deadletters.redrive.job;

/**
 * What a job got of what was selected.
 *
 * @param job its id
 * @param claimed how many are its own now
 * @param elsewhere how many it did not get: another job has them, or somebody is dealing with them, or they are more than
 *     a job takes
 * @param withoutOrigin how many are left open since their headers do not name the topic they came from, and no target was
 *     given
 */
public record Claim(long job, long claimed, long elsewhere, long withoutOrigin) {}
