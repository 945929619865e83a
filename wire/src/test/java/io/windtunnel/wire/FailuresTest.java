package io.windtunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.wire.protocol.WireProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    /// Each service's list of errors in its API reference.
    @ParameterizedTest
    @CsvSource({
        "logs, AWS_JSON_1_1, InvalidParameterException",
        "ssm, AWS_JSON_1_1, ValidationException",
        "application-autoscaling, AWS_JSON_1_1, ValidationException",
        "autoscaling, AWS_QUERY, ValidationError",
    })
    void aBrokenConstraintIsCalledAsTheServiceDoes(String service, Protocol protocol, String code) {
        ApiFace face = ApiFace.dynamic(ServiceModel.load(service), (_, _, _) -> {
            throw new UnsupportedOperationException();
        });
        assertThat(Failures.of(AwsException.validation("1 validation error detected"), WireProtocol.of(protocol), face)
                        .code())
                .isEqualTo(code);
    }
}
