package io.bellbuoy.stream.state;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How state is kept.
 *
 * @param applicationId the prefix of internal topics and transactional ids
 * @param directory where RocksDB keeps its files, a directory a task below it; one process at a time
 * @param blockCacheBytes memory for blocks read from RocksDB, of all tasks
 * @param writeBufferBytes memory for writes not yet in files, of all tasks
 * @param cacheEntries how many keys a task keeps on the heap
 * @param localInterval time between local checkpoints of a task
 * @param remoteInterval time between remote checkpoints of a task
 * @param remoteLogBytes volume of the log that makes a remote checkpoint due before its time
 * @param logMinimumAge age below which the log is not truncated, so that a returning instance finds its place
 * @param transactionBytes the size at which a transaction of a remote checkpoint is committed
 * @param transactionTime the time after which it is committed
 */
public record StateSettings(
        String applicationId,
        Path directory,
        long blockCacheBytes,
        long writeBufferBytes,
        int cacheEntries,
        Duration localInterval,
        Duration remoteInterval,
        long remoteLogBytes,
        Duration logMinimumAge,
        long transactionBytes,
        Duration transactionTime) {

    private static final long MEGABYTE = 1 << 20;

    public StateSettings {
        Objects.requireNonNull(directory, "directory");
        if (applicationId.isBlank()) {
            throw new IllegalArgumentException("applicationId is blank. Set bellbuoy.application-id.");
        }
        requirePositive("blockCacheBytes", blockCacheBytes);
        requirePositive("writeBufferBytes", writeBufferBytes);
        requirePositive("cacheEntries", cacheEntries);
        requirePositive("remoteLogBytes", remoteLogBytes);
        requirePositive("transactionBytes", transactionBytes);
        requirePositive("localInterval (ms)", localInterval.toMillis());
        requirePositive("remoteInterval (ms)", remoteInterval.toMillis());
        requirePositive("transactionTime (ms)", transactionTime.toMillis());
        if (logMinimumAge.isNegative()) {
            throw new IllegalArgumentException("logMinimumAge must not be negative, found " + logMinimumAge + ".");
        }
    }

    /** The defaults. */
    public static StateSettings of(String applicationId, Path directory) {
        return new StateSettings(
                applicationId,
                directory,
                64 * MEGABYTE,
                64 * MEGABYTE,
                200_000,
                Duration.ofSeconds(15),
                Duration.ofMinutes(5),
                256 * MEGABYTE,
                Duration.ofMinutes(10),
                5 * MEGABYTE,
                Duration.ofSeconds(5));
    }

    /** The same for a later stage, whose internal topics have a prefix of their own, in a directory below this one. */
    public StateSettings ofStage(String prefix, int stage) {
        return new StateSettings(
                prefix,
                directory.resolve("stage-" + stage),
                blockCacheBytes,
                writeBufferBytes,
                cacheEntries,
                localInterval,
                remoteInterval,
                remoteLogBytes,
                logMinimumAge,
                transactionBytes,
                transactionTime);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, found " + value + ".");
        }
    }
}
