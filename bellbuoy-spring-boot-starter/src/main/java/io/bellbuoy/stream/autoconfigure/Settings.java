package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.emit.EmitSettings;
import io.bellbuoy.stream.listener.ListenerSettings;
import io.bellbuoy.stream.state.StateSettings;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The settings of the runtime's parts, from properties. */
final class Settings {

    private static final DataSize CHECKPOINT_TRANSACTION = DataSize.ofMegabytes(5);
    private static final Duration CHECKPOINT_TRANSACTION_TIME = Duration.ofSeconds(5);

    private Settings() {}

    static StateSettings state(BellbuoyProperties properties) {
        BellbuoyProperties.State state = properties.state();
        BellbuoyProperties.Checkpoint checkpoint = state.checkpoint();
        return new StateSettings(
                RuleSetFactory.applicationId(properties),
                state.directory(),
                state.blockCache().toBytes(),
                state.writeBuffers().toBytes(),
                state.cacheEntries(),
                checkpoint.local().duration(),
                checkpoint.remote().duration(),
                checkpoint.remoteLogVolume().toBytes(),
                checkpoint.logMinimumAge().duration(),
                CHECKPOINT_TRANSACTION.toBytes(),
                CHECKPOINT_TRANSACTION_TIME);
    }

    static EmitSettings emit(BellbuoyProperties properties, RuleSetFactory factory) {
        String application = RuleSetFactory.applicationId(properties);
        String alerts = Checks.optional(properties.alerts().topic());
        Checks checks = new Checks("bellbuoy");
        String decisions = Checks.optional(properties.decisions().topic());
        return EmitSettings.of(
                        application,
                        factory.output(checks, "alerts.topic", alerts == null ? application + "-alerts" : alerts),
                        factory.output(
                                checks, "actions.topic", properties.actions().topic()))
                .withDecisions(factory.output(
                        checks, "decisions.topic", decisions == null ? application + "-decisions" : decisions));
    }

    static ListenerSettings listener(BellbuoyProperties properties, List<InputTopic> inputs) {
        return ListenerSettings.of(
                        RuleSetFactory.applicationId(properties),
                        properties.instanceId(),
                        properties.advertisedAddress(),
                        inputs.stream().map(InputTopic::topic).toList(),
                        properties.concurrency(),
                        properties.groupProtocol())
                .withStandby(properties.state().standby());
    }
}
