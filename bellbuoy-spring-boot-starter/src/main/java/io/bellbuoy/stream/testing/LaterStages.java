package io.bellbuoy.stream.testing;

import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.engine.output.OutputSink;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.StageRecord;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.stream.emit.OutgoingRecords;
import io.bellbuoy.stream.emit.StageTopics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The stages behind the first, a task each, and the topics between them. */
final class LaterStages implements OutgoingRecords {

    private record Stage(Plan plan, TaskState state, Task task, Queue<byte[]> records) {}

    private final OutgoingRecords outputs;
    private final List<Stage> stages = new ArrayList<>();
    private final Map<String, Stage> byTopic = new HashMap<>();

    /** @param outputs takes all records but those for a stage */
    LaterStages(Plan plan, OutgoingRecords outputs) {
        this.outputs = outputs;
        for (Plan behind : plan.behind()) {
            TaskState state = TaskState.inMemory(behind.cellTypes());
            Task task = new Task(behind, state, true, RuleObserver.NOOP);
            Stage stage = new Stage(behind, state, task, new ArrayDeque<>());
            stages.add(stage);
            byTopic.put(StageTopics.name(plan.rules().application(), behind.stage()), stage);
        }
    }

    @Override
    public void send(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
        Stage stage = byTopic.get(record.topic());
        if (stage == null) {
            outputs.send(record);
        } else {
            stage.records().add(Objects.requireNonNull(record.value()));
        }
    }

    @Override
    public void duplicate(String stream) {
        outputs.duplicate(stream);
    }

    /**
     * Runs the stages on what was sent to them, a batch each.
     *
     * @param lists what was read of lists
     */
    void run(Map<String, ListContent> lists, OutputSink sink) {
        for (Stage stage : stages) {
            lists.forEach(stage.task()::list);
            for (byte[] next = stage.records().poll();
                    next != null;
                    next = stage.records().poll()) {
                stage.task().process(StageRecord.read(next, stage.plan()), sink);
            }
            stage.task().tell(sink);
            stage.state().commit();
            stage.task().committed();
        }
    }
}
