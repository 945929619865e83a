package io.windtunnel.cloud.messaging.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryPolicyTest {
    private static List<Long> pauses(String policy) {
        DeliveryPolicy read = DeliveryPolicy.parse("{\"healthyRetryPolicy\":" + policy + "}");
        List<Long> pauses = new ArrayList<>();
        for (int retry = 1; read.pauseMillis(retry) >= 0; retry++) pauses.add(read.pauseMillis(retry) / 1_000);
        return pauses;
    }

    @Test
    void fourPhasesFollowOneAnother() {
        assertThat(pauses("{\"minDelayTarget\":1,\"maxDelayTarget\":60,\"numRetries\":9,\"numNoDelayRetries\":2,"
                        + "\"numMinDelayRetries\":2,\"numMaxDelayRetries\":2,\"backoffFunction\":\"linear\"}"))
                .containsExactly(0L, 0L, 1L, 1L, 1L, 30L, 60L, 60L, 60L);
        assertThat(pauses("{\"numRetries\":3}")).containsExactly(20L, 20L, 20L);
    }

    @ParameterizedTest
    @CsvSource({
        "linear,'1,20,40,59,79,98,118'",
        "exponential,'1,2,4,8,16,32,64'",
        "geometric,'1,2,4,10,24,53,118'",
        "arithmetic,'1,6,17,34,56,84,118'"
    })
    void pausesGrowAsTheFunctionSays(String function, String expected) {
        assertThat(pauses("{\"minDelayTarget\":1,\"maxDelayTarget\":118,\"numRetries\":7,\"backoffFunction\":\""
                        + function + "\"}"))
                .isEqualTo(
                        List.of(expected.split(",")).stream().map(Long::valueOf).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"numRetries\":101}|less than or equal to 100",
                "{\"minDelayTarget\":30,\"maxDelayTarget\":20}|not above maxDelayTarget",
                "{\"numRetries\":1,\"numNoDelayRetries\":2}|sum of the other numbers",
                "{\"backoffFunction\":\"wild\"}|backoffFunction must be",
                "{\"numRetries\":\"x\"}|must be an integer"
            })
    void whatCannotBeIsRefused(String policy, String reason) {
        assertThatThrownBy(() -> pauses(policy)).hasMessageContaining(reason);
    }
}
