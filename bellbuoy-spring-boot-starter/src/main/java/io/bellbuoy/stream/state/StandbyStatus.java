package io.bellbuoy.stream.state;

/**
 * Where a standby stands.
 *
 * @param partition the task it stands by for
 * @param offset the next offset of the state log that it will apply; -1 before its store is open
 * @param lag records of the log, committed and not applied; -1 if not known yet
 * @param detail why it does not follow, empty if it does
 */
public record StandbyStatus(int partition, long offset, long lag, String detail) {}
