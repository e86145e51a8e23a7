package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.condition.ExpressionException;
import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.join.TableState;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TableSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.state.CellType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The tables of a rule set, and which of them a rule reaches. */
final class Tables {

    private static final String PREFIX = "tables.";

    private final List<StreamSpec> declared;
    private final List<TablePlan> plans = new ArrayList<>();

    Tables(RuleSet rules, StreamNames streams) {
        this.declared = rules.streams();
        Set<String> names = new HashSet<>();
        for (TableSpec spec : rules.tables()) {
            RuleCompiler.requireIdentifier(spec.owner(), "name", spec.name());
            if (!names.add(spec.name())) {
                throw new RuleException("tables", spec.name(), "two tables of that name", "one");
            }
            StreamSpec stream = streams.require(spec.owner(), "stream", spec.name());
            if (stream.time().kind() == TimeSource.Kind.PROCESSING) {
                throw new RuleException(spec.owner(), "time", "processing", "a field of type timestamp, or ingestion");
            }
            long ttl = spec.ttl() == null ? CellType.NEVER : spec.ttl().toMillis();
            long retention = retention(spec, rules.tables(), rules.rules()).toMillis();
            plans.add(new TablePlan(spec, stream, new TableState(spec.name(), stream.schema(), retention, ttl)));
        }
    }

    /**
     * Late events may ask as of their own time, until the lateness is over that their rules allow; and events that wait for
     * some table ask all others when they have waited.
     */
    private static Duration retention(TableSpec spec, List<TableSpec> all, List<RuleSpec> rules) {
        Duration longestWait =
                all.stream().map(TableSpec::await).max(Duration::compareTo).orElse(Duration.ZERO);
        return lateness(spec, rules).plus(longestWait);
    }

    private static Duration lateness(TableSpec spec, List<RuleSpec> rules) {
        return rules.stream()
                .filter(rule -> mentions(rule, spec.name()))
                .map(RuleSpec::allowedLateness)
                .filter(lateness -> lateness.compareTo(spec.history()) > 0)
                .max(Duration::compareTo)
                .orElse(spec.history());
    }

    private static boolean mentions(RuleSpec rule, String table) {
        Pattern name = Pattern.compile("\\btables\\.\\s*" + table + "\\b");
        return name.matcher(rule.when()).find()
                || rule.message() != null && name.matcher(rule.message()).find();
    }

    List<TablePlan> plans() {
        return plans;
    }

    /**
     * Names the fields of the tables that a rule's stream reaches: those of its record key, which lie where the rule runs.
     *
     * @return the fields in the order of their slots
     */
    List<TableField> addNames(StreamSpec stream, Names names) {
        List<TableField> fields = new ArrayList<>();
        for (TablePlan plan : plans) {
            if (reaches(stream, plan)) {
                // A pair does not wait: which of its two records would be the dead letter to redrive is not known
                // later.
                TablePlan table = declared.contains(stream) ? plan : plan.withoutWait();
                List<Field> all = table.stream().schema().fields();
                for (int i = 0; i < all.size(); i++) {
                    names.add(
                            PREFIX + table.spec().name() + "." + all.get(i).name(),
                            all.get(i).type());
                    fields.add(new TableField(table, i));
                }
            }
        }
        return List.copyOf(fields);
    }

    private static boolean reaches(StreamSpec stream, TablePlan table) {
        return stream.key().equals(table.stream().key());
    }

    /** A better word for an unknown name, where it is that of a table which the rule does not reach. */
    RuntimeException explain(ExpressionException problem, String owner, RuleSpec rule, StreamSpec stream) {
        for (TablePlan table : plans) {
            if (!reaches(stream, table) && mentions(rule, table.spec().name())) {
                return new RuleException(
                        owner,
                        "when",
                        PREFIX + table.spec().name() + ", whose key is '"
                                + table.stream().key() + "', but the record key of stream '" + stream.name() + "' is '"
                                + stream.key() + "'",
                        "tables with the key of the rule's stream; read a topic that is keyed by '"
                                + table.stream().key() + "'");
            }
        }
        return problem;
    }
}
