package io.bellbuoy.stream.standby;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTests {

    private static final List<String> THREE = List.of("pod-0", "pod-1", "pod-2");

    private static Map<Integer, String> owners(int partitions, List<String> instances) {
        return IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> partition, partition -> instances.get(partition % instances.size())));
    }

    private static List<String> standbysOf(int partition, int copies, Map<Integer, String> owners, List<String> all) {
        return all.stream()
                .filter(instance -> Placement.of(instance, copies, owners.size(), owners, all)
                        .contains(partition))
                .toList();
    }

    @Test
    void eachTaskHasAsManyCopiesAsAskedForAndNoneWithItsOwner() {
        Map<Integer, String> owners = owners(30, THREE);

        for (int partition = 0; partition < 30; partition++) {
            assertThat(standbysOf(partition, 1, owners, THREE)).hasSize(1).doesNotContain(owners.get(partition));
            assertThat(standbysOf(partition, 2, owners, THREE)).hasSize(2).doesNotContain(owners.get(partition));
        }
    }

    @Test
    void anInstanceAloneHasNoCopies() {
        assertThat(Placement.of("pod-0", 1, 4, owners(4, List.of("pod-0")), Set.of("pod-0")))
                .isEmpty();
    }

    @Test
    void aTaskWithoutOwnerIsCopiedToo() {
        assertThat(standbysOf(0, 1, Map.of(), THREE)).isEmpty();
        assertThat(Placement.of("pod-0", 1, 1, Map.of(), Set.of("pod-0"))).containsExactly(0);
    }

    @Test
    void anotherInstanceTakesCopiesAndMovesNoOthers() {
        List<String> four = new ArrayList<>(THREE);
        four.add("pod-3");
        Map<Integer, String> owners = owners(60, THREE);

        for (int partition = 0; partition < 60; partition++) {
            List<String> after = standbysOf(partition, 1, owners, four);
            assertThat(after).isSubsetOf(standbysOf(partition, 1, owners, THREE).get(0), "pod-3");
        }
    }

    @Test
    void copiesAreSpread() {
        Map<Integer, String> owners = owners(300, THREE);

        for (String instance : THREE) {
            assertThat(Placement.of(instance, 1, 300, owners, THREE)).hasSizeBetween(70, 130);
        }
    }

    /** Pinned: instances of different versions must agree. */
    @Test
    void theOrderOfInstancesIsThatOfTheirScores() {
        assertThat(IntStream.range(0, 6).mapToObj(partition -> Placement.ranked(partition, THREE)
                        .get(0)))
                .containsExactly("pod-0", "pod-2", "pod-1", "pod-1", "pod-1", "pod-1");
    }

    @Test
    void namesAreThoseOfThreadsWithoutTheirNumber() {
        assertThat(InstanceName.of("pod-1-0", "fraud-pod-1-0")).isEqualTo("pod-1");
        assertThat(InstanceName.of(null, "fraud-3fa2-11")).isEqualTo("fraud-3fa2");
        assertThat(InstanceName.of("", "fraud|host:8080|0")).isEqualTo("fraud|host:8080");
    }
}
