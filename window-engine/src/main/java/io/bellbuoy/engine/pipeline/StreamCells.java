package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.alerting.Lifts;
import io.bellbuoy.engine.arrival.EventBuffer;
import io.bellbuoy.engine.arrival.JoinCells;
import io.bellbuoy.engine.arrival.PairedStreams;
import io.bellbuoy.engine.arrival.SeenIds;
import io.bellbuoy.engine.arrival.WaitCells;
import io.bellbuoy.engine.detector.DetectorCells;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.plan.Compiled;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.StageChain;
import io.bellbuoy.engine.plan.StreamPlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.state.CellType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one stage keeps of events themselves, beside what is computed of them: the ids that were seen, those that wait for
 * the watermark, for a partner or for an entry of a table.
 */
final class StreamCells {

    /** The key space of events that wait in a later stage. */
    private static final int BUFFERED = AlertIds.number("space", "waiting") | 1;

    private final StageChain chain;
    private final int stage;
    private final Compiled compiled;
    private final List<DetectorCells<?>> detectors;
    private final Lifts lifts;
    private final PairedStreams pairs;
    private final Map<String, EventBuffer> buffers = new LinkedHashMap<>();
    private final Map<String, SeenIds> seenIds = new LinkedHashMap<>();
    private final Map<String, WaitCells> waits = new LinkedHashMap<>();

    /** @param streams those whose events arrive at the stage; not those of joins, whose events are made there */
    StreamCells(StageChain chain, int stage, List<StreamPlan> streams, List<DetectorCells<?>> detectors, Lifts lifts) {
        this.chain = chain;
        this.stage = stage;
        this.compiled = chain.compiled(stage);
        this.detectors = detectors;
        this.lifts = lifts;
        this.pairs =
                new PairedStreams(compiled.joins(), (join, moment) -> isSeen(join, moment) || isSentOn(join, moment));
        streams.stream().map(StreamPlan::spec).forEach(this::add);
        if (stage == 0) {
            compiled.rules().stream()
                    .filter(rule -> !rule.awaited().isEmpty())
                    .forEach(rule -> waits.put(rule.spec().name(), new WaitCells(rule, stream(rule, streams))));
        }
    }

    private static StreamSpec stream(RulePlan rule, List<StreamPlan> streams) {
        return streams.stream()
                .map(StreamPlan::spec)
                .filter(stream -> stream.name().equals(rule.spec().stream()))
                .findFirst()
                .orElseThrow();
    }

    private void add(StreamSpec stream) {
        String name = stream.name();
        if (stage == 0 && stream.deduplicate() != null) {
            seenIds.put(name, new SeenIds(name, stream.deduplicate().toMillis()));
        }
        if (isTakenInOrder(name)) {
            KeyBy by = stage == 0 ? null : new KeyBy(BUFFERED, chain.key(stage), stream.schema());
            buffers.put(name, new EventBuffer(stream, by));
        }
    }

    private boolean isTakenInOrder(String stream) {
        return isSeen(stream, Evaluate.AT_WATERMARK) || pairs.isInOrder(stream) || chain.gathersInOrder(stage, stream);
    }

    private boolean isSentOn(String join, Evaluate moment) {
        return chain.hops(stage, join).stream().anyMatch(hop -> hop.moments().contains(moment));
    }

    private boolean isSeen(String stream, Evaluate moment) {
        boolean byRules = compiled.streams().stream()
                .anyMatch(plan ->
                        plan.spec().name().equals(stream) && !plan.at(moment).isEmpty());
        if (moment == Evaluate.AT_WATERMARK) {
            return byRules || lifts.inOrder().containsKey(stream);
        }
        return byRules
                || lifts.onArrival().containsKey(stream)
                || detectors.stream()
                        .anyMatch(cells -> cells.detector().stream().equals(stream));
    }

    @Nullable
    EventBuffer buffer(String stream) {
        return buffers.get(stream);
    }

    /** Whether events of a stream wait, for the watermark or for entries of tables. */
    boolean holds(String stream) {
        return buffers.containsKey(stream)
                || waits.values().stream().anyMatch(cells -> cells.stream().equals(stream));
    }

    @Nullable
    SeenIds seenIds(String stream) {
        return seenIds.get(stream);
    }

    @Nullable
    WaitCells waits(String rule) {
        return waits.get(rule);
    }

    /** What joins keep. */
    List<JoinCells> joins() {
        return pairs.cells();
    }

    /** The kinds of all these cells. */
    List<CellType<?>> types() {
        List<CellType<?>> types = new ArrayList<>();
        for (JoinCells join : pairs.cells()) {
            types.add(join.left());
            types.add(join.right());
        }
        types.addAll(buffers.values());
        types.addAll(waits.values());
        types.addAll(seenIds.values());
        return types;
    }
}
