package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.stream.emit.EmitSettings;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.reload.RuleSource;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.kafka.core.KafkaAdmin;

/** Makes rules from the file as at the start, with the same checks, and sees to it that nothing else changes. */
final class RuleCompilation implements RuleSource {

    /** What may change while the service runs. */
    private static final Set<String> LIVE = Set.of("defaults", "features", "rules", "scorecards", "lists");

    private final Path file;
    private final @Nullable ClassLoader classes;
    private final ConfigurableEnvironment environment;
    private final BellbuoyProperties started;
    private final EmitSettings emit;
    private final List<Detector<?>> detectors;
    private final List<UserAggregate<?>> aggregates;
    private final RulesInForce inForce;
    private final KafkaAdmin kafkaAdmin;

    /** @param classes where resources of the class path were looked for at the start */
    RuleCompilation(
            @Nullable ClassLoader classes,
            ConfigurableEnvironment environment,
            BellbuoyProperties started,
            EmitSettings emit,
            List<Detector<?>> detectors,
            List<UserAggregate<?>> aggregates,
            RulesInForce inForce,
            KafkaAdmin kafkaAdmin) {
        this.file = Objects.requireNonNull(started.reload().file());
        this.classes = classes;
        this.environment = environment;
        this.started = started;
        this.emit = emit;
        this.detectors = List.copyOf(detectors);
        this.aggregates = List.copyOf(aggregates);
        this.inForce = inForce;
        this.kafkaAdmin = kafkaAdmin;
    }

    /** By the class loader of the start: threads of a web server have their own, whose resources equal no others. */
    @Override
    public Plan compile(byte[] content) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            return compiled(content);
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private Plan compiled(byte[] content) {
        ConfigurableEnvironment changed = RulesFile.of(file, content).over(environment);
        new PropertyNames().check(changed);
        BellbuoyProperties properties = DeclaredRules.validated(changed);
        requireSameSettings(properties);
        RuleSetFactory factory = new RuleSetFactory(properties);
        Plan plan = Plan.compile(factory.ruleSet(), detectors, aggregates);
        inForce.plan().requireSuccessor(plan);
        provideTopics(plan, factory);
        return plan;
    }

    private void requireSameSettings(BellbuoyProperties properties) {
        for (RecordComponent component : BellbuoyProperties.class.getRecordComponents()) {
            boolean same = Objects.equals(value(component, started), value(component, properties));
            if (!same && !LIVE.contains(component.getName())) {
                String property = PropertyNames.spelt(component);
                throw new RuleException(
                        "bellbuoy",
                        property,
                        "a change of " + property + ", which cannot change while the service runs",
                        "changes of " + String.join(", ", LIVE.stream().sorted().toList())
                                + "; or restart the service");
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, BellbuoyProperties of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A component of a record can be read.", e);
        }
    }

    /** New rules may publish to topics that are not there yet. */
    private void provideTopics(Plan plan, RuleSetFactory factory) {
        BellbuoyProperties.Topics topics = started.topics();
        TopicPlan needed = new TopicPlan(
                plan.rules(), factory.inputs(), emit, topics.partitions(), (short) topics.replicationFactor());
        try {
            new TopicSetup(needed, kafkaAdmin, topics.create()).run();
        } catch (BrokerUnreachableException e) {
            throw new TemporarilyUnavailableException(e);
        }
    }
}
