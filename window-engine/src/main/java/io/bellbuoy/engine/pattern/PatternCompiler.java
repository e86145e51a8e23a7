package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.condition.ExpressionCompiler;
import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns the steps of a declaration into the stages of its automaton. Used for one pattern. */
final class PatternCompiler {

    private final ExpressionCompiler expressions = new ExpressionCompiler();
    private final List<Step> steps;
    private final Schema schema;
    private final String owner;
    private final SortedSet<Integer> kept = new TreeSet<>();
    private final List<String> names = new ArrayList<>();

    PatternCompiler(PatternSpec spec, Schema schema, String owner) {
        this.steps = spec.steps();
        this.schema = schema;
        this.owner = owner;
        for (Step step : steps) {
            for (String name : PatternSpec.names(step)) {
                if (schema.has(name)) {
                    throw new PatternException("pattern, name", "'" + name + "', which is a field", "another name");
                }
            }
        }
    }

    /** A condition whose references are known, but not yet which fields are kept. */
    private record Draft(@Nullable Expression expression, List<StepCondition.Reference> references) {}

    private record StageDraft(Step.Occurrence step, int firstName, List<Draft> alternatives, List<Draft> absent) {}

    List<Stage> stages() {
        List<StageDraft> drafts = drafts();
        int[] fields = keptFields();
        List<Stage> stages = new ArrayList<>();
        for (StageDraft draft : drafts) {
            stages.add(new Stage(
                    draft.firstName(),
                    conditions(draft.alternatives(), fields),
                    draft.step().contiguity() == Contiguity.STRICT,
                    draft.step().times(),
                    draft.step().optional(),
                    conditions(draft.absent(), fields)));
        }
        return stages;
    }

    /** The names of events by number, after {@link #stages()}. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** The positions of the fields that taken events keep, ascending, after {@link #stages()}. */
    int[] keptFields() {
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<StageDraft> drafts() {
        List<StageDraft> drafts = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Occurrence occurrence) {
                List<Draft> alternatives = new ArrayList<>();
                occurrence.alternatives().forEach(one -> alternatives.add(draft(one.name(), one.where())));
                drafts.add(new StageDraft(occurrence, names.size(), alternatives, new ArrayList<>()));
                names.addAll(PatternSpec.names(step));
            } else if (step instanceof Step.Absence absence) {
                drafts.get(drafts.size() - 1).absent().add(draft(absence.name(), absence.where()));
            }
        }
        return drafts;
    }

    private Draft draft(String name, @Nullable String where) {
        if (where == null) {
            return new Draft(null, List.of());
        }
        Names scope = new Names();
        schema.fields().forEach(field -> scope.add(field.name(), field.type()));
        List<StepCondition.Reference> references = new ArrayList<>();
        for (int earlier = 0; earlier < names.size(); earlier++) {
            for (int i = 0; i < schema.size(); i++) {
                Field field = schema.fields().get(i);
                scope.add(names.get(earlier) + "." + field.name(), field.type());
                references.add(new StepCondition.Reference(earlier, i));
            }
        }
        String place = owner + ", pattern, step '" + name + "', where";
        Expression expression = expressions.compileCondition(where, scope, place);
        expression.slots().stream()
                .filter(slot -> slot >= schema.size())
                .forEach(slot -> kept.add(references.get(slot - schema.size()).field()));
        return new Draft(expression, references);
    }

    private List<StepCondition> conditions(List<Draft> drafts, int[] fields) {
        return drafts.stream()
                .map(draft -> draft.expression() == null
                        ? StepCondition.ALWAYS
                        : new StepCondition(draft.expression(), schema.size(), draft.references(), fields))
                .toList();
    }
}
