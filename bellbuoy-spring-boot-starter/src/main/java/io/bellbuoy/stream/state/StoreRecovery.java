package io.bellbuoy.stream.state;

import io.bellbuoy.stream.fault.FaultPoint;
import java.util.Locale;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Opens the local store of a task, or fills a new one from the checkpoint topic, with the same checks whether the task is to
 * process or a standby is to follow it. Used once.
 */
final class StoreRecovery {

    private final StateStores shared;
    private final int partition;
    private final LogBounds log;
    private final RestoreSteps steps;
    private final Progress progress;
    private long copied;
    private long copiedBytes;

    /** Hears how far the checkpoint topic is read. */
    @FunctionalInterface
    interface Progress {
        void reached(long offset, long end);
    }

    /** @param log what the state log had before */
    StoreRecovery(StateStores shared, int partition, LogBounds log, RestoreSteps steps, Progress progress) {
        this.shared = shared;
        this.partition = partition;
        this.log = log;
        this.steps = steps;
        this.progress = progress;
    }

    /**
     * A store to replay the log into.
     *
     * @throws StateLostException if neither store nor topics have the state
     * @throws StateStoreException if the local store is whole but cannot be used; try again later
     */
    OpenStore open(TopicReader reader) throws InterruptedException {
        StateTopics topics = shared.topics();
        StoreMeta expected = new StoreMeta(
                topics.applicationId(), shared.clients().topicId(topics.log()), partition, LogPosition.start());
        StoreDirectory directory = new StoreDirectory(shared.settings().directory(), partition);
        OpenStore opened = new StoreOpener(shared.memory(), directory, expected, log).open();
        steps.done("opened");
        boolean usable = false;
        try {
            FaultPoint.reached(FaultPoint.RESTORE_STORE_OPENED);
            OpenStore filled = opened.isStored() ? opened : rebuild(opened, reader);
            usable = true;
            return filled;
        } finally {
            if (!usable) {
                opened.rocks().close();
            }
        }
    }

    private OpenStore rebuild(OpenStore empty, TopicReader reader) throws InterruptedException {
        TopicPartition topic = shared.topics().checkpoint(partition);
        LogBounds copy = shared.clients().bounds(topic);
        try (RemoteCopy target = new RemoteCopy(empty.rocks())) {
            reader.read(topic, copy.start(), copy.end(), target::apply, at -> progress.reached(at, copy.end()));
            StoreMeta found = target.complete();
            FaultPoint.reached(FaultPoint.RESTORE_COPY_READ);
            requireUsable(found, empty.meta());
            if (found == null) {
                return empty;
            }
            target.seal(found);
            steps.done("copied");
            copied = target.entries();
            copiedBytes = target.bytes();
            return new OpenStore(empty.rocks(), found, true, empty.rebuilt());
        }
    }

    private void requireUsable(@Nullable StoreMeta found, StoreMeta expected) {
        TopicPartition logOfTask = shared.topics().log(partition);
        String state = "The state of task " + partition + " is lost: topic "
                + shared.topics().checkpoint();
        String wayOut =
                " To begin with empty state, stop all instances, delete the topics " + logOfTask.topic() + " and "
                        + shared.topics().checkpoint()
                        + " and the state directories, and set the consumer group's offsets.";
        if (found == null && log.start() > 0) {
            throw new StateLostException(state + " has no complete checkpoint, and " + logOfTask + " begins at offset "
                    + log.start() + "." + wayOut);
        }
        if (found != null && !found.isOf(expected)) {
            throw new StateLostException(state + " is a copy of another log than " + logOfTask + " of this application,"
                    + " which was perhaps made anew." + wayOut);
        }
        if (found != null && !log.contains(found.position().offset())) {
            throw new StateLostException(
                    state + " goes on at offset " + found.position().offset() + " of " + logOfTask + ", which has only "
                            + log.start() + " to " + log.end() + "." + wayOut);
        }
    }

    /** Where the store comes from, for people. */
    String describe(OpenStore open) {
        long from = open.meta().position().offset();
        RebuildReason reason = open.rebuilt();
        if (reason == null) {
            return "kept local state at log offset " + from;
        }
        if (!open.isStored() && reason == RebuildReason.MISSING) {
            return "began without stored state at log offset " + from;
        }
        return String.format(
                Locale.ROOT,
                "rebuilt from the checkpoint topic (%s) with %,d entries of %,d bytes at log offset %d",
                reason,
                copied,
                copiedBytes,
                from);
    }
}
