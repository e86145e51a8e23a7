package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alerting.Blocks;
import io.bellbuoy.engine.detector.DetectorCells;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.measure.SharedState;
import io.bellbuoy.engine.plan.Compiled;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.slice.GlobalState;
import io.bellbuoy.engine.slice.WindowState;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.succession.Inventory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All kinds of cells that one stage keeps, and which of its rules and features own them. */
final class CellKinds {

    private final CellTypes types = new CellTypes();
    /** By rule and feature: what it keeps and reads. */
    private final Map<String, List<CellType<?>>> owned = new LinkedHashMap<>();

    CellKinds(Compiled compiled, List<DetectorCells<?>> detectors, StreamCells streams) {
        compiled.streams().stream()
                .flatMap(stream -> stream.shared().stream())
                .map(SharedState::state)
                .forEach(this::add);
        compiled.features().forEach(this::add);
        compiled.rules().forEach(this::add);
        compiled.tables().forEach(table -> types.add(table.state()));
        detectors.forEach(types::add);
        streams.types().forEach(types::add);
        types.add(Blocks.CELLS);
        types.add(Inventory.CELLS);
        compiled.lists().forEach(list -> list.cellTypes().forEach(types::add));
    }

    private void add(WindowState state) {
        types.add(state);
        if (state instanceof GlobalState global && global.backlog() != null) {
            types.add(global.backlog());
        }
    }

    private void add(FeaturePlan feature) {
        String owner = Inventory.feature(feature.spec().name());
        shares(owner, feature.measure());
        keeps(owner, feature.close());
    }

    private void add(RulePlan rule) {
        String owner = Inventory.rule(rule.spec().name());
        shares(owner, rule.measure());
        keeps(owner, rule.rung());
        keeps(owner, rule.close());
        keeps(owner, rule.suppressed());
        keeps(owner, rule.pattern() == null ? null : rule.pattern().cells());
        // Owned by nobody: a rule that begins cold forgets what it counted, not what people said.
        types.add(rule.snoozed());
    }

    /** What it reads may be read by others too, and belongs to a stream. */
    private void shares(String owner, @Nullable Measure measure) {
        if (measure != null) {
            own(owner, measure.state());
        }
        if (measure instanceof Measure.Global global) {
            own(owner, global.state().backlog());
        }
    }

    private void keeps(String owner, @Nullable CellType<?> type) {
        if (type != null) {
            types.add(type);
        }
        own(owner, type);
    }

    private void own(String owner, @Nullable CellType<?> type) {
        List<CellType<?>> own = owned.computeIfAbsent(owner, any -> new ArrayList<>());
        if (type != null) {
            own.add(type);
        }
    }

    CellTypes types() {
        return types;
    }

    /** By rule and feature, in the order of declaration: the kinds of state it keeps, those that others read too among them. */
    Map<String, List<CellType<?>>> owned() {
        return Collections.unmodifiableMap(owned);
    }

    /** @param version the version of the rule set */
    Inventory inventory(String version) {
        Map<Integer, Set<Integer>> owners = new TreeMap<>();
        owned.forEach((owner, own) -> own.forEach(type ->
                owners.computeIfAbsent(type.id(), any -> new TreeSet<>()).add(Inventory.number(owner))));
        Map<Integer, Inventory.Kind> kinds = new TreeMap<>();
        for (CellType<?> type : types.all()) {
            kinds.put(type.id(), new Inventory.Kind(type.parts(), owners.getOrDefault(type.id(), Set.of())));
        }
        return Inventory.of(version, kinds);
    }
}
