package io.bellbuoy.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the figures were taken on.
 *
 * @param cores the number of processors that the JVM sees
 * @param processor the processor's name, or its architecture where the system does not tell
 * @param memoryBytes memory of the machine or container
 * @param os name and version of the operating system
 * @param jdk vendor and version of the JDK
 */
public record Machine(int cores, String processor, long memoryBytes, String os, String jdk) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
    private static final double GIB = 1 << 30;

    /** The machine that this runs on. */
    public static Machine here() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                cpuModel(),
                system.getTotalMemorySize(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
    }

    private static String cpuModel() {
        try {
            Matcher model = MODEL.matcher(Files.exists(CPU_INFO) ? Files.readString(CPU_INFO) : "");
            return model.find() ? model.group(1).strip() : System.getProperty("os.arch");
        } catch (IOException unreadable) {
            return System.getProperty("os.arch");
        }
    }

    @Override
    public String toString() {
        return "%d cores of %s, %.0f GiB, %s, JDK %s".formatted(cores, processor, memoryBytes / GIB, os, jdk);
    }
}
