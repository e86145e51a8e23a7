package io.bellbuoy.quickstart.demo;

import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.console.Progress;
import io.bellbuoy.quickstart.desk.Desk;
import io.bellbuoy.quickstart.generate.Defect;
import io.bellbuoy.quickstart.generate.TransactionGenerator;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.topic.Feeder;
import io.bellbuoy.quickstart.topic.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;

/** The stream through the service: one thread feeds, one collects, and this one watches both and the processes. */
final class Performance {

    private static final long WATCH_MILLIS = 100;
    private static final Duration COLLECT_LIMIT = Duration.ofMinutes(2);

    private final DemoSettings settings;
    private final Console console;
    private final ProcessGroup processes;
    private final List<ChildProcess> children;
    private final Desk desk;

    /**
     * Before the stream begins.
     *
     * @param children those that must live, the desk among them
     */
    Performance(
            DemoSettings settings, Console console, ProcessGroup processes, List<ChildProcess> children, Desk desk) {
        this.settings = settings;
        this.console = console;
        this.processes = processes;
        this.children = children;
        this.desk = desk;
    }

    /** Plays the whole stream and waits until the service has committed all of it. */
    Summary play(TransactionGenerator generator) {
        String bootstrap = settings.ports().bootstrapServers();
        Collector collector = new Collector(console);
        try (Topics topics = Topics.open(bootstrap);
                Feeder feeder = Feeder.open(bootstrap);
                Progress progress = Progress.of(console, "processed", settings.events())) {
            List<TopicPartition> outputs = topics.partitions(FraudTopics.OUTPUTS);
            CompletableFuture<Void> collecting =
                    async("bellbuoy-collector", () -> collector.run(bootstrap, outputs, processes::isClosing));
            Watch watch = new Watch(topics, progress, collecting);
            Feed feed = new Feed(generator, feeder);
            double eventsPerSecond = backlog(feed, watch);
            watch.await(async(
                    "bellbuoy-feed", () -> feed.atRate(settings.rate(), collector::sending, processes::isClosing)));
            feed.end();
            awaitCommitted(watch);
            progress.at(settings.events());
            return summary(generator, eventsPerSecond, awaitFindings(collector, watch));
        }
    }

    private double backlog(Feed feed, Watch watch) {
        long events = settings.events() - settings.steadyEvents();
        long start = System.nanoTime();
        watch.await(async("bellbuoy-feed", () -> feed.atFullSpeed(events, processes::isClosing)));
        awaitCommitted(watch);
        return events / ((System.nanoTime() - start) / 1e9);
    }

    /** What is looked at while something is waited for. */
    private final class Watch {
        private final Topics topics;
        private final Progress progress;
        private final CompletableFuture<Void> collecting;

        private Watch(Topics topics, Progress progress, CompletableFuture<Void> collecting) {
            this.topics = topics;
            this.progress = progress;
            this.collecting = collecting;
        }

        private void await(CompletableFuture<?> task) {
            while (!isDone(task)) {
                look();
            }
        }

        private void look() {
            if (collecting.isCompletedExceptionally()) {
                collecting.join();
            }
            long committed = topics.committed(FraudTopics.GROUP).entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(FraudTopics.TRANSACTIONS))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            progress.at(Math.min(committed, settings.events()));
        }
    }

    private Summary summary(TransactionGenerator generator, double eventsPerSecond, Collector.Findings findings) {
        long broken = Arrays.stream(Defect.values())
                .filter(Defect::isDeadLetter)
                .mapToLong(generator::count)
                .sum();
        return new Summary(
                settings.events(),
                eventsPerSecond,
                settings.rate(),
                broken + Till.PAYMENTS,
                generator.count(Defect.LATE),
                findings,
                collected(findings.deadLetterCount()),
                generator.labels());
    }

    /** What the desk has once it has so many dead letters. */
    private Desk.Stock collected(long deadLetters) {
        AtomicReference<Desk.Stock> stock = new AtomicReference<>(desk.stock());
        desk.process().awaitUntil("collect all " + deadLetters + " dead letters", COLLECT_LIMIT, () -> {
            stock.set(desk.stock());
            return stock.get().letters() >= deadLetters || processes.isClosing();
        });
        return stock.get();
    }

    /** Waits for as long as the processes live; until Ctrl-C, that is. */
    void keepRunning() {
        while (!processes.isClosing()) {
            isDone(new CompletableFuture<>());
        }
    }

    private void awaitCommitted(Watch watch) {
        Map<TopicPartition, Long> ends = watch.topics.ends(watch.topics.partitions(FraudTopics.INPUTS));
        while (!covers(watch.topics.committed(FraudTopics.GROUP), ends)) {
            isDone(new CompletableFuture<>());
            watch.look();
        }
    }

    private static boolean covers(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue() == 0 || committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private Collector.Findings awaitFindings(Collector collector, Watch watch) {
        CompletableFuture<Collector.Findings> findings = collector.catchUp();
        watch.await(findings);
        return findings.join();
    }

    /** Waits a moment for a task; true if it has ended well, its failure if it has not. */
    private boolean isDone(CompletableFuture<?> task) {
        children.forEach(ChildProcess::requireAlive);
        try {
            task.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted.", stopped);
        }
    }

    private static CompletableFuture<Void> async(String name, Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                        done.complete(null);
                    } catch (RuntimeException | Error failure) {
                        done.completeExceptionally(failure);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
