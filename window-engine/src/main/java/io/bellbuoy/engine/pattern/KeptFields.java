package io.bellbuoy.engine.pattern;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** By stream, the positions of the fields that a taken event keeps, since a condition or an alert reads them later. */
final class KeptFields {

    private final Map<String, SortedSet<Integer>> positions = new TreeMap<>();
    private final List<EarlierNames.Name> names;

    /** @param names the names of events by their number; more may be added behind */
    KeptFields(List<EarlierNames.Name> names) {
        this.names = names;
    }

    void add(Reference reference) {
        if (reference.kind() != Reference.Kind.COUNT) {
            positions
                    .computeIfAbsent(names.get(reference.name()).stream(), any -> new TreeSet<>())
                    .add(reference.field());
        }
    }

    /** Where a taken event keeps a field; negative for one that is not kept. */
    int placeOf(Reference reference) {
        if (reference.kind() == Reference.Kind.COUNT) {
            return -1;
        }
        return Arrays.binarySearch(of(names.get(reference.name()).stream()), reference.field());
    }

    /** Ascending. */
    int[] of(String stream) {
        return positions.getOrDefault(stream, new TreeSet<>()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** For each of some streams. */
    Map<String, int[]> of(Iterable<String> streams) {
        Map<String, int[]> kept = new LinkedHashMap<>();
        streams.forEach(stream -> kept.put(stream, of(stream)));
        return kept;
    }
}
