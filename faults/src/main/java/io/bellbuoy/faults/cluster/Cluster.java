package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.ProcessFile;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Brokers and the instances of one service, and how they get over what happens to them. For one thread. */
public final class Cluster implements AutoCloseable {

    /** The group, and what the service's internal topics begin with. */
    public static final String APPLICATION = "faults";

    /** What it reads. */
    public static final String INPUT = "transactions";

    /** What the second stage reads, and its group. */
    private static final String STAGE = APPLICATION + "-stage-1";

    private static final int PARTITIONS = 4;
    private static final int INSTANCES = 4;
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(180);
    private static final Duration SHARED_LIMIT = Duration.ofSeconds(20);
    /** What was committed before is seen only so much later. */
    private static final Duration SIGHT = Duration.ofMillis(250);

    private final ClusterSettings settings;
    private final Brokers brokers;
    private final RulesFile rules;
    private final List<Instance> instances;
    private final List<Duration> takeovers = new ArrayList<>();
    private final Topics topics;
    private final List<Progress> progress = new ArrayList<>();
    private final Administration administration;

    private Cluster(ClusterSettings settings, Brokers brokers, RulesFile rules, List<Instance> instances) {
        this.settings = settings;
        this.brokers = brokers;
        this.rules = rules;
        this.instances = instances;
        this.topics = Topics.open(brokers.bootstrapServers());
        List<String> outputs =
                List.of(INPUT, INPUT + "-dlt", "faults-late", "faults-alerts", "faults-actions", "faults-features");
        outputs.forEach(topic -> topics.createMissing(topic, PARTITIONS));
        this.administration = new Administration(brokers.bootstrapServers());
        watch(APPLICATION, INPUT);
        if (settings.staged()) {
            watch(STAGE, STAGE);
        }
    }

    /** @param topic which the service may have to make yet */
    private void watch(String group, String topic) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(i -> new TopicPartition(topic, i))
                .toList();
        progress.add(new Progress(Topics.open(brokers.bootstrapServers()), group, partitions));
    }

    /**
     * Empties the directory of a trial, starts the brokers, and no instance yet, and ends all processes after the work.
     *
     * @param main the main class of this program, which is started again as each broker
     * @throws Problem if the directory is not a trial's, or what the work throws
     */
    public static <T> T use(ClusterSettings settings, Class<?> main, Function<Cluster, T> work) {
        TrialDirectory directory = settings.directory();
        directory.claim();
        try (ProcessGroup processes = ProcessGroup.open(new ProcessFile(directory.processes()), directory.logs())) {
            directory.empty();
            try (Cluster cluster = start(settings, processes, main)) {
                return work.apply(cluster);
            }
        }
    }

    private static Cluster start(ClusterSettings settings, ProcessGroup processes, Class<?> main) {
        TrialDirectory directory = settings.directory();
        Brokers brokers = new Brokers(settings.brokers(), settings.portBase(), directory, processes, main);
        brokers.startAll();
        RulesFile rules = new RulesFile(directory.root().resolve("rules.yml"), settings.rules(), settings.staged());
        rules.begin();
        ServiceSettings service = new ServiceSettings(
                settings.jar(),
                RulesFile.copy("faults-service.yml", directory.root().resolve("application.yml")),
                rules.path(),
                directory.logs(),
                brokers.bootstrapServers(),
                settings.consumerProtocol(),
                settings.local(),
                settings.remote(),
                settings.more());
        List<Instance> instances = IntStream.range(0, INSTANCES)
                .mapToObj(i -> new Instance(i, service, directory.instance(i), processes))
                .toList();
        return new Cluster(settings, brokers, rules, instances);
    }

    public Brokers brokers() {
        return brokers;
    }

    /** An instance by its number, from 0 to 3; 0 and 1 run when no fault is at work. */
    public Instance instance(int number) {
        return instances.get(number);
    }

    /** The rules in force, to be changed. */
    public RulesFile rules() {
        return rules;
    }

    public ClusterSettings settings() {
        return settings;
    }

    public String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    /** How long a member of the group may be silent. */
    public Duration session() {
        return Duration.ofMillis(ServiceSettings.SESSION_MILLIS);
    }

    /**
     * Deletes an output topic while the instances are stopped where they are; what is committed in it is kept for the report.
     */
    public void deleteOutput(String topic) {
        administration.delete(topic);
    }

    /** Makes a topic again that was deleted. */
    public void createOutput(String topic) {
        topics.createMissing(topic, PARTITIONS);
    }

    /** What was committed in topics before they were deleted. */
    public List<ConsumerRecord<byte[], byte[]>> kept() {
        return administration.kept();
    }

    /** Forbids the service, and everybody else, to write to a topic. */
    public void deny(String topic) {
        administration.deny(topic);
    }

    /** The service may do everything again. */
    public void allowAll() {
        administration.allowAll();
    }

    /** Lets each producer of instances 0 and 1 that sends batches write only so much. */
    public void limit(int bytesPerSecond) {
        administration.limit(producers(), (double) bytesPerSecond);
    }

    /** Lets them write as much as they like. */
    public void unlimit() {
        administration.limit(producers(), null);
    }

    private static List<String> producers() {
        return IntStream.of(0, 1)
                .mapToObj(i -> APPLICATION + "-" + ServiceSettings.name(i) + "-0")
                .toList();
    }

    /** Deletes the offsets of the groups, of which no instance may run, as if they had expired. */
    public void expireOffsets() {
        for (String group : settings.staged() ? List.of(APPLICATION, STAGE) : List.of(APPLICATION)) {
            if (!Pause.until(SHARED_LIMIT, () -> administration.isEmpty(group))) {
                throw silence("Group " + group + " has members, though no instance runs.");
            }
            administration.deleteOffsets(group);
        }
    }

    /** The number of the broker that coordinates the group. */
    public int coordinator() {
        return administration.coordinator(APPLICATION);
    }

    /** Waits until every partition is on all the brokers that it should be on. */
    public void awaitReplicas() {
        if (!Pause.until(RECOVERY_LIMIT, administration::isReplicated)) {
            throw silence("Not every replica is in sync again within " + RECOVERY_LIMIT.toSeconds() + " s.");
        }
    }

    /** Waits until both instances have partitions, so that a fault of either is one; not for ever, since not all depends on it. */
    public void awaitShared() {
        Pause.until(SHARED_LIMIT, () -> administration.isShared(APPLICATION, 2));
    }

    /** Waits until every partition has committed something since now. */
    public void awaitRecovery() {
        awaitRecovery(System.nanoTime());
    }

    /**
     * Waits until every partition has committed something since an instance was killed, and notes how long that took.
     *
     * @param since when it was gone, by {@link System#nanoTime}
     */
    public void awaitTakeover(long since) {
        awaitRecovery(since);
        takeovers.add(Duration.ofNanos(System.nanoTime() - since));
    }

    private void awaitRecovery(long since) {
        boolean recovered = Pause.until(RECOVERY_LIMIT, () -> {
            requireAlive();
            return progress.stream().allMatch(each -> each.isEverySince(since + SIGHT.toNanos()));
        });
        if (!recovered) {
            throw silence("Not every partition has gone on within " + RECOVERY_LIMIT.toSeconds() + " s.");
        }
    }

    /** Waits until all of the input is processed. */
    public void awaitEnd(Duration limit) {
        Map<TopicPartition, Long> ends = topics.ends(topics.require(INPUT));
        boolean ended = Pause.until(limit, () -> {
            requireAlive();
            return progress.get(0).isAt(ends);
        });
        ended = ended && (!settings.staged() || Pause.until(limit, this::isStageRead));
        if (!ended) {
            throw silence("The input was not processed to its end " + ends + " within " + limit.toSeconds() + " s.");
        }
    }

    private boolean isStageRead() {
        requireAlive();
        return administration.isRead(STAGE, STAGE);
    }

    private void requireAlive() {
        brokers.requireAlive();
        for (Instance instance : instances) {
            if (instance.hasEnded()) {
                throw silence(instance.name() + " ended by itself.");
            }
        }
    }

    private Problem silence(String what) {
        return new Problem(what + " The logs are in " + settings.directory().logs() + ".");
    }

    /** What the instances have logged as something that people must act on, though nothing was wrong but what faults did. */
    public List<String> alarms() {
        return Alarms.in(settings.directory().logs());
    }

    /** How many records of the input are processed. */
    public long processed() {
        return progress.get(0).total();
    }

    /** How long each takeover took. */
    public List<Duration> takeovers() {
        return List.copyOf(takeovers);
    }

    /** How often instances were killed. */
    public int kills() {
        return instances.stream().mapToInt(Instance::kills).sum();
    }

    @Override
    public void close() {
        progress.forEach(Progress::close);
        administration.close();
        topics.close();
    }
}
