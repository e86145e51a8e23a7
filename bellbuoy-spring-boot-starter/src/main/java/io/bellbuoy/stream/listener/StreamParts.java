package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.stream.commit.TransactionalProducers;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.emit.OutgoingRecords;
import io.bellbuoy.stream.emit.OutputRecords;
import io.bellbuoy.stream.lists.BroadcastLists;
import io.bellbuoy.stream.monitor.ProcessingMonitor;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.state.StateStores;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * What all consumer threads share.
 *
 * @param inForce the rules in force
 * @param advanceWhenIdle whether the clock moves the watermark on while all sources are idle; off for replays
 * @param inputs the input topics
 * @param outputs makes the outputs of a consumer thread
 * @param stores keeps state; not closed by the runtime
 * @param producers opens the producers of the transactions
 * @param monitor hears what is done
 * @param rules counts what rules do
 * @param board shows where each task stands
 * @param queries takes reads of state
 * @param keys learns the number of partitions
 * @param lists reads the topics of lists
 * @param clock the time that idle sources and timers see
 */
public record StreamParts(
        RulesInForce inForce,
        boolean advanceWhenIdle,
        List<InputTopic> inputs,
        Function<OutgoingRecords, OutputRecords> outputs,
        StateStores stores,
        TransactionalProducers producers,
        ProcessingMonitor monitor,
        RuleObserver rules,
        TaskBoard board,
        KeyedQueries queries,
        KeyPartitions keys,
        BroadcastLists lists,
        Clock clock) {

    public StreamParts {
        inputs = List.copyOf(inputs);
    }
}
