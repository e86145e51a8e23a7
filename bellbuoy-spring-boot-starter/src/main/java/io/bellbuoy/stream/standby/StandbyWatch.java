package io.bellbuoy.stream.standby;

import io.bellbuoy.stream.state.Standbys;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the group again and again, and says what to stand by for. While the group rebalances, all stays as it is. */
public final class StandbyWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandbyWatch.class);
    private static final long EVERY_MILLIS = 2_000;

    private final StandbyGroup group;
    private final String self;
    private final int copies;
    private final Standbys standbys;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "bellbuoy-standby-watch");
        made.setDaemon(true);
        return made;
    });

    private Set<Integer> last = Set.of();

    /**
     * @param self the name of this instance
     * @param copies how many instances stand by for a task
     * @param standbys not closed here
     */
    public StandbyWatch(StandbyGroup group, String self, int copies, Standbys standbys) {
        this.group = group;
        this.self = self;
        this.copies = copies;
        this.standbys = standbys;
    }

    /** Begins to look. */
    public void start() {
        thread.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            group.look().ifPresent(this::place);
        } catch (KafkaException e) {
            LOG.debug("The standbys stay as they are: the group could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // An exception would end the schedule without a word.
            LOG.warn("The standbys stay as they are; tried again in {} ms", EVERY_MILLIS, e);
        }
    }

    private void place(StandbyGroup.View view) {
        Set<Integer> tasks = view.instances().contains(self)
                ? Placement.of(self, copies, view.partitions(), view.owners(), view.instances())
                : Set.of();
        if (!tasks.equals(last)) {
            last = new TreeSet<>(tasks);
            LOG.info("Standing by for tasks {}", last);
        }
        standbys.follow(tasks);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
