package io.bellbuoy.stream.standby;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which instances stand by for a task, by rendezvous hashing (Thaler and Ravishankar, "Using name-based mappings to increase hit
 * rates", 1998): each instance has a score for each task, and the best but the owner have the copies. Every instance computes
 * the same, and one that comes or goes changes only the tasks that it stands by for.
 */
public final class Placement {

    private Placement() {}

    /**
     * The tasks that an instance stands by for.
     *
     * @param self its name
     * @param copies how many instances beside the owner
     * @param partitions the number of tasks
     * @param owners the owner of each task that has one
     * @param instances all of the group
     */
    static Set<Integer> of(
            String self, int copies, int partitions, Map<Integer, String> owners, Collection<String> instances) {
        Set<Integer> tasks = new TreeSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            String owner = owners.get(partition);
            boolean stands = ranked(partition, instances).stream()
                    .filter(instance -> !instance.equals(owner))
                    .limit(copies)
                    .anyMatch(self::equals);
            if (stands) {
                tasks.add(partition);
            }
        }
        return tasks;
    }

    /** The instances, the one that should have a task first if it does not run where it ran before. */
    public static List<String> ranked(int partition, Collection<String> instances) {
        return instances.stream()
                .distinct()
                .sorted(Comparator.comparingLong((String instance) -> score(partition, instance))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** FNV-1a of the name and the task, with the finalizer of SplitMix64, since FNV leaves like names near each other. */
    private static long score(int partition, String instance) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < instance.length(); i++) {
            hash = (hash ^ instance.charAt(i)) * 0x100000001B3L;
        }
        hash += 0x9E3779B97F4A7C15L * (partition + 1);
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        return hash ^ hash >>> 31;
    }
}
