package io.bellbuoy.engine.testing;

import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.TaskPlace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The stages behind the first of a tester, and the topics between them. */
final class TestStages {

    private final int partitions;
    /** By stage less 1 and partition. */
    private final List<List<TestPartition>> stages = new ArrayList<>();

    private final List<List<Queue<byte[]>>> topics = new ArrayList<>();
    private final Outputs out = new Outputs();
    private boolean paused;

    TestStages(Plan plan, int partitions) {
        this.partitions = partitions;
        for (Plan behind : plan.behind()) {
            List<TestPartition> tasks = new ArrayList<>();
            List<Queue<byte[]>> topic = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                tasks.add(new TestPartition(behind, place(i, partitions)));
                topic.add(new ArrayDeque<>());
            }
            stages.add(tasks);
            topics.add(topic);
        }
    }

    /** A task among so many, which share out the keys by their hash. */
    static TaskPlace place(int partition, int partitions) {
        return new TaskPlace(partition, partitions, (key, count) -> Math.floorMod(key.hashCode(), count));
    }

    /** Takes what a committed batch put out, of which records for a stage go into its topic. */
    void take(Outputs committed) {
        for (Output output : committed.all()) {
            if (output instanceof Output.Forward forward) {
                topics.get(forward.stage() - 1).get(forward.partition()).add(forward.record());
            }
        }
        committed.removeForwarded();
        out.addAll(committed);
    }

    void pause(boolean isPaused) {
        paused = isPaused;
    }

    /**
     * Runs the stages on what has been sent to them, a batch for each partition, and hands over what has come out.
     *
     * @param lists what was read of lists
     */
    void run(Map<String, ListContent> lists, Outputs into) {
        for (int stage = 0; stage < stages.size() && !paused; stage++) {
            for (int i = 0; i < partitions; i++) {
                TestPartition task = stages.get(stage).get(i);
                Queue<byte[]> records = topics.get(stage).get(i);
                if (!records.isEmpty()) {
                    task.take(lists);
                    records.forEach(task::process);
                    records.clear();
                    task.commit(this);
                }
            }
        }
        into.addAll(out);
        out.clear();
    }

    /** Loses the memory of every partition and comes back with the rules of a plan of as many stages. */
    void crash(Plan next) {
        if (next.behind().size() != stages.size()) {
            throw new IllegalArgumentException("The rules have " + next.behind().size()
                    + " stages behind the first, not " + stages.size() + "; that needs another application id.");
        }
        for (int i = 0; i < stages.size(); i++) {
            Plan plan = next.behind().get(i);
            stages.get(i).forEach(task -> task.crash(plan));
        }
    }

    long stateEntries() {
        return stages.stream()
                .flatMap(List::stream)
                .mapToLong(TestPartition::stateEntries)
                .sum();
    }
}
