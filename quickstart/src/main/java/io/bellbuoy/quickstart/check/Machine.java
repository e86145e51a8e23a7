package io.bellbuoy.quickstart.check;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was found on this machine.
 *
 * @param javaFeature the feature version of the running JVM, such as 17
 * @param javaHome where that JVM is installed
 * @param compiler whether {@code javac} is beside it
 * @param memoryBytes memory that can be had without swapping
 * @param diskBytes space for this user on the disk of the demo's directory
 * @param directory the demo's directory
 * @param busyPorts the ports asked about on which something listens already
 * @param temporaryDirectory {@code java.io.tmpdir}
 * @param temporaryFault why a program cannot be run from there; null if it can
 */
public record Machine(
        int javaFeature,
        Path javaHome,
        boolean compiler,
        long memoryBytes,
        long diskBytes,
        Path directory,
        List<Integer> busyPorts,
        Path temporaryDirectory,
        @Nullable String temporaryFault) {

    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB");
    private static final int KIB = 1024;
    private static final int PROBE_SECONDS = 10;

    /**
     * Looks at this machine.
     *
     * @param directory where the demo will keep its data; need not exist
     * @param ports the ports to try on the loopback address
     */
    public static Machine probe(Path directory, List<Integer> ports) {
        Path home = Path.of(System.getProperty("java.home"));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return new Machine(
                Runtime.version().feature(),
                home,
                Files.isExecutable(home.resolve("bin/javac")) || Files.isExecutable(home.resolve("bin/javac.exe")),
                availableMemory(),
                existingParent(directory).toFile().getUsableSpace(),
                directory,
                ports.stream().filter(Machine::isBusy).toList(),
                temporary,
                faultOf(temporary));
    }

    private static long availableMemory() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long container = system.getFreeMemorySize();
        try {
            // Free memory leaves out the page cache, which Linux gives back on demand; a container's own limit still
            // counts.
            Matcher available = AVAILABLE.matcher(Files.readString(Path.of("/proc/meminfo")));
            return available.find()
                    ? Math.min(Long.parseLong(available.group(1)) * KIB, system.getTotalMemorySize())
                    : container;
        } catch (IOException noProcFileSystem) {
            // macOS keeps little memory free on purpose: what is installed says more.
            return system.getTotalMemorySize();
        }
    }

    private static Path existingParent(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static boolean isBusy(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }

    private static @Nullable String faultOf(Path temporary) {
        Path script =
                temporary.resolve("bellbuoy-check-" + ProcessHandle.current().pid() + ".sh");
        try {
            Files.deleteIfExists(script);
            Files.createFile(
                    script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(script, "#!/bin/sh\nexit 0\n");
            return run(script);
        } catch (IOException refused) {
            return refused.getMessage() == null ? refused.getClass().getSimpleName() : refused.getMessage();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            script.toFile().delete();
        }
    }

    private static @Nullable String run(Path script) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder(script.toString()).start();
        if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
            probe.destroyForcibly();
            return "a script in it did not end within " + PROBE_SECONDS + " s";
        }
        return probe.exitValue() == 0 ? null : "a script in it ended with " + probe.exitValue();
    }

    /** The busy ports, sorted, as text. */
    String busyPortsText() {
        return new TreeSet<>(busyPorts).toString().replaceAll("[\\[\\]]", "");
    }
}
