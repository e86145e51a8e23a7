package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetAgreementTests {

    private static final TopicPartition PAYMENTS = new TopicPartition("payments", 3);
    private static final TopicPartition LOGINS = new TopicPartition("logins", 3);

    @Test
    void equalOffsetsAgree() {
        assertThat(of(Map.of(PAYMENTS, 7L, LOGINS, 9L), Map.of(PAYMENTS, 7L, LOGINS, 9L)))
                .isEqualTo(new OffsetAgreement.Agreed(Map.of(PAYMENTS, 7L, LOGINS, 9L)));
    }

    @Test
    void whatOneSideDoesNotKnowIsTakenFromTheOther() {
        assertThat(of(Map.of(PAYMENTS, 7L), Map.of(LOGINS, 9L)))
                .isEqualTo(new OffsetAgreement.Agreed(Map.of(PAYMENTS, 7L, LOGINS, 9L)));
    }

    @Test
    void whatNeitherKnowsIsLeftOut() {
        assertThat(of(Map.of(PAYMENTS, 7L), Map.of())).isEqualTo(new OffsetAgreement.Agreed(Map.of(PAYMENTS, 7L)));
    }

    @Test
    void differentOffsetsAreRefusedWithTheWayOut() {
        OffsetAgreement refused = of(Map.of(PAYMENTS, 7L, LOGINS, 9L), Map.of(PAYMENTS, 0L, LOGINS, 9L));
        assertThat(refused).isInstanceOfSatisfying(OffsetAgreement.Refused.class, it -> assertThat(it.message())
                .contains("'fraud'", "payments-3=group at 0, state log at 7", "--reset-offsets")
                .doesNotContain("logins"));
    }

    @Test
    void topicsThatAreNoLongerReadDoNotMatter() {
        TopicPartition removed = new TopicPartition("removed", 3);
        assertThat(of(Map.of(PAYMENTS, 7L, removed, 1L), Map.of(PAYMENTS, 7L, removed, 5L)))
                .isEqualTo(new OffsetAgreement.Agreed(Map.of(PAYMENTS, 7L)));
    }

    private static OffsetAgreement of(Map<TopicPartition, Long> log, Map<TopicPartition, Long> group) {
        return OffsetAgreement.of("fraud", List.of(PAYMENTS, LOGINS), log, group);
    }
}
