package io.bellbuoy.stream.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmedFaultTests {

    @Test
    void happensAtTheNthTimeAtItsPointAndOnce() {
        ArmedFault fault = ArmedFault.parse("LOGGED:2");
        assertThat(fault.point()).isEqualTo(FaultPoint.LOGGED);
        assertThat(fault.isDue(FaultPoint.LOGGED)).isFalse();
        assertThat(fault.isDue(FaultPoint.POLLED)).isFalse();
        assertThat(fault.isDue(FaultPoint.LOGGED)).isTrue();
        assertThat(fault.isDue(FaultPoint.LOGGED)).isFalse();
    }

    @Test
    void aHeldThreadGoesOn() {
        ArmedFault fault = ArmedFault.parse("PROCESSED:1:PT0.01S");
        fault.reached(FaultPoint.PROCESSED);
        fault.reached(FaultPoint.PROCESSED);
        assertThat(fault.isDue(FaultPoint.PROCESSED)).isFalse();
    }

    @Test
    void aLostAnswerIsWhatAClientThrowsThatWaitedInVain() {
        ArmedFault fault = ArmedFault.parse("ANSWERED:2:LOST");
        fault.reached(FaultPoint.ANSWERED);
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> fault.reached(FaultPoint.ANSWERED))
                .withMessageContaining("ANSWERED");
        fault.reached(FaultPoint.ANSWERED);
    }

    @Test
    void nothingIsArmedWithoutTheProperty() {
        assertThat(ArmedFault.ofProperty()).isNull();
        for (FaultPoint point : FaultPoint.values()) {
            assertThat(point.isArmed()).isFalse();
            FaultPoint.reached(point);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "LOGGED", "LOGGED:", "LOGGED:0", "LOGGED:x", "NOWHERE:1", "LOGGED:1:soon", "LOGGED:1:PT1S:1"
            })
    void whatIsNoFaultIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArmedFault.parse(text))
                .withMessageContaining("bellbuoy.fault=" + text)
                .withMessageContaining("LOGGED:3");
    }
}
