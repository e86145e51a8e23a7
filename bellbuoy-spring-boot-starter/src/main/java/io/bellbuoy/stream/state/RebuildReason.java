package io.bellbuoy.stream.state;

/** Why a local store was not used. */
public enum RebuildReason {
    /** There is none, or it never completed a checkpoint. */
    MISSING("no local store"),
    /** It belongs to another application, cluster, topic or partition. */
    FOREIGN("foreign"),
    /** It was written by a version with another layout. */
    OTHER_FORMAT("other format"),
    /** Its position is beyond the end of the log. */
    AHEAD_OF_LOG("ahead of the log"),
    /** Its position is below the start of the log. */
    BELOW_LOG_START("below the start of the log"),
    /** Its files are damaged. */
    CORRUPT("corrupt");

    private final String words;

    RebuildReason(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
