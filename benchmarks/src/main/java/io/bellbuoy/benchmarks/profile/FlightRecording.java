package io.bellbuoy.benchmarks.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/** Records this JVM by the Java Flight Recorder: where threads are each 10 ms, what is allocated, and pauses. Thread-safe. */
public final class FlightRecording implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(10);

    private final Path file;
    private final Recording recording = new Recording();
    private boolean closed;

    /** @param file where the recording goes in the end */
    public FlightRecording(Path file) {
        this.file = file;
    }

    /** Begins, which takes some time. */
    public synchronized void start() {
        if (!closed) {
            recording.enable(Profile.JAVA).withPeriod(EVERY);
            recording.enable(Profile.NATIVE).withPeriod(EVERY);
            recording.enable(Profile.ALLOCATION).with("throttle", "300/s");
            recording.enable(Profile.PAUSE);
            recording.start();
        }
    }

    /** Writes what was recorded, if it ever began. */
    @Override
    public synchronized void close() {
        closed = true;
        try (recording) {
            if (recording.getState() == RecordingState.RUNNING) {
                recording.stop();
                recording.dump(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
