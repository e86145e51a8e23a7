package io.bellbuoy.engine.succession;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateKey;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the state of a task consists of, as a value of that state: which kinds of cells the rule set has, and what of earlier
 * rule sets is still to be removed. Immutable.
 *
 * @param version the version of the rule set
 * @param kinds the kinds of cells by number
 * @param removed kinds of which all cells are to be removed
 * @param stripped kinds of which some parts are to be removed from all values
 * @param earlier versions that were in force before and are not now, the latest first, each once, {@value #REMEMBERED} at most
 */
public record Inventory(
        String version,
        Map<Integer, Kind> kinds,
        Set<Integer> removed,
        Map<Integer, Set<Integer>> stripped,
        List<String> earlier) {

    /** An instance that is further behind than so many changes is not known to be. */
    static final int REMEMBERED = 16;

    /** The cell that holds it. */
    public static final Cells CELLS = new Cells();

    /** The key of that cell, in a space of its own. */
    public static final StateKey KEY = new StateKey(AlertIds.number("task-space"), "");

    /**
     * A kind of cells.
     *
     * @param parts what its values consist of, see {@link CellType#parts}
     * @param owners numbers of the rules and features that alone decide about it; none if it belongs to a stream
     */
    public record Kind(Set<Integer> parts, Set<Integer> owners) {

        /** Copies both in order. */
        public Kind {
            parts = Collections.unmodifiableSet(new TreeSet<>(parts));
            owners = Collections.unmodifiableSet(new TreeSet<>(owners));
        }
    }

    /** Copies what is given, in order. */
    public Inventory {
        kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
        removed = Collections.unmodifiableSet(new TreeSet<>(removed));
        stripped = Collections.unmodifiableMap(new TreeMap<>(stripped));
        earlier = List.copyOf(earlier);
    }

    /** That of a rule set which nothing went before. */
    public static Inventory of(String version, Map<Integer, Kind> kinds) {
        return new Inventory(version, kinds, Set.of(), Map.of(), List.of());
    }

    /** How a feature is named as an owner of state. */
    public static String feature(String name) {
        return "feature '" + name + "'";
    }

    /** How a rule is named as an owner of state. */
    public static String rule(String name) {
        return "rule '" + name + "'";
    }

    /** An owner's number in the inventory. */
    public static int number(String owner) {
        return AlertIds.number("owner", owner);
    }

    /** What a task's state holds; null if nothing was noted yet. */
    public static @Nullable Inventory find(TaskState state) {
        KeyState key = state.of(KEY);
        return (Inventory) key.get(CELLS.id(), 0);
    }

    void store(TaskState state) {
        state.put(state.of(KEY), CELLS.id(), 0, this);
    }

    /**
     * This inventory after another one: with all that is to be removed of it, and what was not removed before.
     *
     * @param cold the owners that begin without the state they had
     */
    public Inventory after(@Nullable Inventory before, Set<Integer> cold) {
        if (before == null) {
            return this;
        }
        Set<Integer> gone = new TreeSet<>(before.removed);
        Map<Integer, Set<Integer>> less = new TreeMap<>();
        before.stripped.forEach((kind, parts) -> less.put(kind, new TreeSet<>(parts)));
        before.kinds.forEach((number, old) -> {
            Kind now = kinds.get(number);
            if (now == null || isCold(now, old, cold)) {
                gone.add(number);
            } else {
                Set<Integer> parts = new TreeSet<>(old.parts);
                parts.removeAll(now.parts);
                less.computeIfAbsent(number, any -> new TreeSet<>()).addAll(parts);
            }
        });
        less.keySet().removeAll(gone);
        less.values().removeIf(Set::isEmpty);
        return new Inventory(version, kinds, gone, less, earlierThan(before));
    }

    private List<String> earlierThan(Inventory before) {
        if (before.version.equals(version)) {
            return before.earlier;
        }
        return Stream.concat(Stream.of(before.version), before.earlier.stream())
                .filter(other -> !other.equals(version))
                .limit(REMEMBERED)
                .toList();
    }

    /** State goes when one of its owners begins cold and none of the others had it before. */
    private static boolean isCold(Kind now, Kind old, Set<Integer> cold) {
        return now.owners.stream().anyMatch(cold::contains)
                && now.owners.stream().allMatch(owner -> cold.contains(owner) || !old.owners.contains(owner));
    }

    /** Whether anything is to be removed. */
    boolean isUntidy() {
        return !removed.isEmpty() || !stripped.isEmpty();
    }

    /** Whether rules would read what is to be removed, so that they must wait. */
    boolean isBlocking() {
        return removed.stream().anyMatch(kinds::containsKey)
                || stripped.entrySet().stream().anyMatch(entry -> isRead(entry.getKey(), entry.getValue()));
    }

    private boolean isRead(int kind, Set<Integer> parts) {
        Kind now = kinds.get(kind);
        return now != null && parts.stream().anyMatch(now.parts::contains);
    }

    /** Once everything is removed. */
    public Inventory tidy() {
        return new Inventory(version, kinds, Set.of(), Map.of(), earlier);
    }

    /** The form of the cell. */
    static final class Cells implements CellType<Inventory> {

        private final int id = AlertIds.number("inventory");

        @Override
        public int id() {
            return id;
        }

        /** It is the one cell that stays. */
        @Override
        public long wakeAt(long chunk, Inventory value) {
            return NEVER;
        }

        @Override
        public void write(Inventory value, StateOutput out) {
            out.writeText(value.version());
            out.writeUnsigned(value.kinds().size());
            value.kinds().forEach((number, kind) -> {
                out.writeSigned(number);
                write(kind.parts(), out);
                write(kind.owners(), out);
            });
            write(value.removed(), out);
            out.writeUnsigned(value.stripped().size());
            value.stripped().forEach((number, parts) -> {
                out.writeSigned(number);
                write(parts, out);
            });
            out.writeUnsigned(value.earlier().size());
            value.earlier().forEach(out::writeText);
        }

        private static void write(Set<Integer> numbers, StateOutput out) {
            out.writeUnsigned(numbers.size());
            numbers.forEach(out::writeSigned);
        }

        @Override
        public Inventory read(StateInput in) {
            String version = in.readText();
            Map<Integer, Kind> kinds = new TreeMap<>();
            for (int count = in.readSize(); count > 0; count--) {
                kinds.put((int) in.readSigned(), new Kind(numbers(in), numbers(in)));
            }
            Set<Integer> removed = numbers(in);
            Map<Integer, Set<Integer>> stripped = new TreeMap<>();
            for (int count = in.readSize(); count > 0; count--) {
                stripped.put((int) in.readSigned(), numbers(in));
            }
            return new Inventory(version, kinds, removed, stripped, earlier(in));
        }

        /** An older form ends before them. */
        private static List<String> earlier(StateInput in) {
            List<String> earlier = new ArrayList<>();
            for (int count = in.isAtEnd() ? 0 : in.readSize(); count > 0; count--) {
                earlier.add(in.readText());
            }
            return earlier;
        }

        private static Set<Integer> numbers(StateInput in) {
            Set<Integer> numbers = new TreeSet<>();
            for (int count = in.readSize(); count > 0; count--) {
                numbers.add((int) in.readSigned());
            }
            return numbers;
        }
    }
}
