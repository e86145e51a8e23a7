package io.bellbuoy.quickstart.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerSettingsTests {

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(new BrokerSettings(Path.of("data"), 19092, 19093).properties())
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:19092")
                .containsEntry("auto.create.topics.enable", "false")
                .containsEntry("transaction.state.log.replication.factor", "1")
                .containsEntry("transaction.state.log.min.isr", "1")
                .containsEntry("offsets.topic.replication.factor", "1");
    }

    @Test
    void portsMustBePortsAndDiffer() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BrokerSettings(Path.of("data"), 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BrokerSettings(Path.of("data"), 1, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new BrokerSettings(Path.of("data"), 9, 9));
    }
}
