package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.condition.EvaluationException;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.condition.ExpressionCompiler;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns the steps of a declaration into the stages of its automaton. Used for one pattern. */
final class PatternCompiler {

    private final ExpressionCompiler expressions = new ExpressionCompiler();
    private final PatternSource source;
    private final List<EarlierNames.Name> names = new ArrayList<>();
    private final KeptFields kept = new KeptFields(names);
    private final Map<String, BitSet> reads = new HashMap<>();
    private final Set<String> shown = new TreeSet<>();
    private final List<StageDraft> drafts = new ArrayList<>();
    private final MatchValues values;

    /** An event whose condition is compiled, but not yet where the fields of earlier events are kept. */
    private record Draft(Step.Alternative event, @Nullable Expression where, EarlierNames names) {}

    private record StageDraft(Step.Occurrence step, int firstName, List<Draft> alternatives, List<Draft> absent) {}

    PatternCompiler(PatternSource source) {
        this.source = source;
        source.spec().steps().forEach(this::requireNoField);
        source.spec().steps().forEach(this::add);
        values = matchValues();
    }

    /** The stages in their order. */
    List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        for (StageDraft draft : drafts) {
            stages.add(new Stage(
                    draft.firstName(),
                    conditions(draft.alternatives()),
                    draft.step().contiguity() == Step.Contiguity.STRICT,
                    draft.step().times(),
                    draft.step().optional(),
                    conditions(draft.absent())));
        }
        return stages;
    }

    /** The names of events by number. */
    List<EarlierNames.Name> names() {
        return List.copyOf(names);
    }

    KeptFields kept() {
        return kept;
    }

    MatchValues values() {
        return values;
    }

    /** By stream, the positions of the fields that conditions and alerts read. */
    Map<String, BitSet> reads() {
        return reads;
    }

    private void requireNoField(Step step) {
        for (String name : step.names()) {
            for (Schema schema : source.schemas().values()) {
                boolean isField =
                        schema.fields().stream().anyMatch(field -> (field.name() + ".").startsWith(name + "."));
                if (isField) {
                    throw refused(name, "name", "'" + name + "', which is a field", "another name");
                }
            }
        }
    }

    private void add(Step step) {
        if (step instanceof Step.Occurrence occurrence) {
            int first = names.size();
            List<Draft> alternatives =
                    occurrence.alternatives().stream().map(this::draft).toList();
            boolean isWhole = alternatives.size() == 1 || !occurrence.times().isUnbounded();
            for (Step.Alternative one : occurrence.alternatives()) {
                names.add(new EarlierNames.Name(one.name(), source.streamOf(one), source.schemaOf(one), isWhole));
            }
            drafts.add(new StageDraft(occurrence, first, alternatives, new ArrayList<>()));
            alternatives.forEach(this::show);
        } else if (step instanceof Step.Absence absence) {
            drafts.get(drafts.size() - 1).absent().add(draft(absence.event()));
        }
    }

    private Draft draft(Step.Alternative event) {
        EarlierNames scope = new EarlierNames(source.schemaOf(event), names);
        if (event.where() == null) {
            return new Draft(event, null, scope);
        }
        String place = source.owner() + ", pattern, step '" + event.name() + "', where";
        Expression where = expressions.compileCondition(event.where(), scope.names(), place);
        if (neverHolds(where) || expressions.contradictsItself(event.where(), scope.names(), place)) {
            throw refused(
                    event.name(), "where", "'" + event.where() + "', which never holds", "a condition on the event");
        }
        for (int slot : where.slots()) {
            if (slot < scope.fields()) {
                readsOf(source.streamOf(event)).set(slot);
            } else {
                keep(property(event.name(), "where"), scope.at(slot));
            }
        }
        scope.names().all().forEach((name, slot) -> {
            if (slot.index() >= scope.fields() && where.slots().contains(slot.index())) {
                shown.add(name);
            }
        });
        return new Draft(event, where, scope);
    }

    /** Whether a condition on nothing is false, or fails. */
    private static boolean neverHolds(Expression where) {
        try {
            return where.slots().isEmpty() && !where.holds(slot -> null);
        } catch (EvaluationException e) {
            return true;
        }
    }

    private BitSet readsOf(String stream) {
        return reads.computeIfAbsent(stream, any -> new BitSet());
    }

    /** What a condition asked of its own event is worth being shown. */
    private void show(Draft draft) {
        if (draft.where() != null) {
            for (int slot : draft.where().slots()) {
                if (slot < draft.names().fields()) {
                    Schema schema = source.schemaOf(draft.event());
                    String field = schema.fields().get(slot).name();
                    shown.add(draft.event().name() + (field.equals("count") ? ".last." : ".") + field);
                }
            }
        }
    }

    /** @param property where the reference stands */
    private void keep(String property, Reference reference) {
        EarlierNames.Name name = names.get(reference.name());
        if (!name.isWhole()) {
            throw new RuleException(
                    source.owner(),
                    property,
                    "'" + name.text()
                            + "', one of several alternatives of a step without a maximum, of whose events not all"
                            + " are kept",
                    "names of other steps; or a maximum for that step, as in times: 1..20");
        }
        kept.add(reference);
        if (reference.field() >= 0) {
            readsOf(name.stream()).set(reference.field());
        }
    }

    // ---- the whole match

    private MatchValues matchValues() {
        EarlierNames all = new EarlierNames(null, names);
        Expression when = expressions.compileCondition(source.when(), all.names(), source.owner() + ", when");
        when.slots().forEach(slot -> keep("when", all.at(slot)));
        for (String name : source.message()) {
            if (all.names().find(name) == null) {
                throw new RuleException(
                        source.owner(),
                        "message",
                        "'{" + name + "}'",
                        "a field of a step, as in {step.field}, or {step.count}"
                                + Nearest.hint(name, all.names().all().keySet()));
            }
        }
        return new MatchValues(when, all, kept, shown(all, when));
    }

    private Map<String, Reference> shown(EarlierNames all, Expression when) {
        Map<String, Reference> references = new LinkedHashMap<>();
        all.names().all().forEach((name, slot) -> {
            Reference reference = all.at(slot.index());
            boolean isAsked = source.message().contains(name) || when.slots().contains(slot.index());
            boolean isOfCondition =
                    names.get(reference.name()).isWhole() && (shown.contains(name) || isCountOfSeveral(reference));
            if (isAsked || isOfCondition) {
                keep("message", reference);
                references.put(name, reference);
            }
        });
        return references;
    }

    private boolean isCountOfSeveral(Reference reference) {
        return reference.kind() == Reference.Kind.COUNT
                && drafts.stream()
                        .filter(draft -> draft.firstName() <= reference.name()
                                && reference.name()
                                        < draft.firstName()
                                                + draft.alternatives().size())
                        .anyMatch(draft -> draft.step().times().max() > 1);
    }

    private List<StepCondition> conditions(List<Draft> events) {
        return events.stream()
                .map(draft -> new StepCondition(
                        draft.event().name(), source.streamOf(draft.event()), draft.where(), draft.names(), kept))
                .toList();
    }

    private RuleException refused(String step, String property, String found, String allowed) {
        return new RuleException(source.owner(), property(step, property), found, allowed);
    }

    private static String property(String step, String property) {
        return "pattern, step '" + step + "', " + property;
    }
}
