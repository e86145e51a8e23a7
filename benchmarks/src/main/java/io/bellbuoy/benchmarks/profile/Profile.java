package io.bellbuoy.benchmarks.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * What a recording says. Shares are of the samples of threads that ran Java code or native code; those that wait for the network
 * are left out.
 *
 * @param samples how many there are
 * @param methods shares by the method that ran
 * @param packages shares by the package of Bellbuoy that the thread was in, the innermost one, or what else it was
 * @param threads shares by the kind of thread: the name without digits
 * @param allocated shares of allocated bytes by class
 * @param pauses the sum of the collector's pauses
 */
record Profile(
        long samples,
        List<Share> methods,
        List<Share> packages,
        List<Share> threads,
        List<Share> allocated,
        Duration pauses) {

    static final String JAVA = "jdk.ExecutionSample";
    static final String NATIVE = "jdk.NativeMethodSample";
    static final String ALLOCATION = "jdk.ObjectAllocationSample";
    static final String PAUSE = "jdk.GCPhasePause";

    private static final String OURS = "io.bellbuoy.";
    /** Where a thread waits, which the recorder takes for native code that runs; on Linux, macOS and Windows. */
    private static final List<String> WAITING = List.of("EPoll.wait", "KQueue.poll", "SubSelector.poll0");

    /** @param part from 0 to 1 */
    record Share(String name, double part) {}

    /** Sums by name. */
    private static final class Counts {

        private final Map<String, Long> counts = new HashMap<>();
        private long sum;

        void add(String name, long weight) {
            counts.merge(name, weight, Long::sum);
            sum += weight;
        }

        List<Share> shares() {
            return counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(entry -> new Share(entry.getKey(), (double) entry.getValue() / sum))
                    .toList();
        }
    }

    /** @throws UncheckedIOException if it cannot be read */
    static Profile read(Path file) {
        Counts methods = new Counts();
        Counts packages = new Counts();
        Counts threads = new Counts();
        Counts allocated = new Counts();
        Duration pauses = Duration.ZERO;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                switch (event.getEventType().getName()) {
                    case JAVA, NATIVE -> {
                        List<RecordedFrame> frames = frames(event);
                        if (!frames.isEmpty() && !isWaiting(frames.get(0))) {
                            methods.add(name(frames.get(0)), 1);
                            packages.add(place(frames), 1);
                            threads.add(thread(event), 1);
                        }
                    }
                    case ALLOCATION -> allocated.add(className(event), event.getLong("weight"));
                    case PAUSE -> pauses = pauses.plus(event.getDuration());
                    default -> {}
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the recording " + file, e);
        }
        return new Profile(
                methods.sum, methods.shares(), packages.shares(), threads.shares(), allocated.shares(), pauses);
    }

    private static List<RecordedFrame> frames(RecordedEvent event) {
        return event.getStackTrace() == null ? List.of() : event.getStackTrace().getFrames();
    }

    private static boolean isWaiting(RecordedFrame top) {
        return WAITING.contains(name(top));
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    /** The innermost frame of ours counts: what it calls is its time. */
    private static String place(List<RecordedFrame> frames) {
        Function<RecordedFrame, String> type =
                frame -> packageOf(frame.getMethod().getType());
        return frames.stream()
                .map(type)
                .filter(name -> name.startsWith(OURS))
                .findFirst()
                .orElseGet(() -> library(frames.stream().map(type).toList()));
    }

    private static String packageOf(RecordedClass type) {
        int end = type.getName().lastIndexOf('.');
        return end < 0 ? "" : type.getName().substring(0, end);
    }

    private static String library(List<String> packages) {
        return packages.stream()
                .filter(name -> name.startsWith("org.") || name.startsWith("tools."))
                .findFirst()
                .map(name -> {
                    String[] parts = name.split("\\.");
                    return String.join(".", List.of(parts).subList(0, Math.min(4, parts.length)));
                })
                .orElse("JDK");
    }

    private static String thread(RecordedEvent event) {
        RecordedThread thread = event.getThread("sampledThread");
        String name = thread == null || thread.getJavaName() == null ? "?" : thread.getJavaName();
        return name.replaceAll("[0-9]+", "N");
    }

    private static String className(RecordedEvent event) {
        @Nullable RecordedClass type = event.getClass("objectClass");
        return type == null ? "?" : type.getName();
    }
}
