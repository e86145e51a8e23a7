package io.bellbuoy.quickstart.check;

import java.util.List;

/**
 * What the demo needs.
 *
 * @param javaFeature the lowest Java version
 * @param memoryBytes memory for all its processes
 * @param diskBytes space for the broker's log and the state
 * @param ports the ports it will listen on, all on the loopback address
 */
public record Requirements(int javaFeature, long memoryBytes, long diskBytes, List<Integer> ports) {

    private static final long MIB = 1024L * 1024;
    private static final int JAVA = 17;
    private static final long PROCESSES_MIB = 2500;
    private static final long BASE_DISK_MIB = 1024;
    private static final long BYTES_AN_EVENT = 2048;

    /** What a demo of so many events needs on these ports. */
    public static Requirements of(long events, List<Integer> ports) {
        return new Requirements(JAVA, PROCESSES_MIB * MIB, BASE_DISK_MIB * MIB + events * BYTES_AN_EVENT, ports);
    }
}
