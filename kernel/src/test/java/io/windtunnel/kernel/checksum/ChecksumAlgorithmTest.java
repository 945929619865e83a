package io.windtunnel.kernel.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.random.RandomStreams;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumAlgorithmTest {
    private static final long SEED = 20261127;

    private final RandomGenerator random = new RandomStreams(SEED).stream("bodies");

    @ParameterizedTest
    @CsvSource({
        "CRC32, cbf43926",
        "CRC32C, e3069283",
        "CRC64NVME, ae8b14860a799888",
        "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    })
    void hasTheCheckValueOfItsSpecification(ChecksumAlgorithm algorithm, String value) {
        byte[] sum = algorithm.of("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(HexFormat.of().formatHex(sum)).isEqualTo(value);
        assertThat(sum).hasSize(algorithm.bytes());
    }

    private byte[] body(int length) {
        byte[] body = new byte[length];
        random.nextBytes(body);
        return body;
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameHoweverTheBytesCome(ChecksumAlgorithm algorithm) {
        for (int round = 0; round < 200; round++) {
            byte[] body = body(random.nextInt(300));
            ChecksumAlgorithm.Running running = algorithm.start();
            for (int at = 0; at < body.length; ) {
                int length = 1 + random.nextInt(body.length - at);
                running.update(body, at, length);
                at += length;
            }
            assertThat(running.value()).as("seed %d", SEED).isEqualTo(algorithm.of(body));
        }
    }

    @Test
    void takesSixteenBytesAtAStepAsOneAtATime() {
        byte[] body = body(1_000);
        Crc64Nvme steps = new Crc64Nvme();
        steps.update(body, 3, 900);
        Crc64Nvme single = new Crc64Nvme();
        for (int i = 3; i < 903; i++) single.update(body[i]);
        assertThat(steps.getValue()).isEqualTo(single.getValue());
        steps.reset();
        assertThat(steps.getValue()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void joinsPartsOrSaysThatItCannot(ChecksumAlgorithm algorithm) {
        for (int round = 0; round < 100; round++) {
            byte[] whole = body(1 + random.nextInt(5_000));
            int cut = random.nextInt(whole.length + 1);
            byte[] first = algorithm.of(Arrays.copyOf(whole, cut));
            byte[] second = algorithm.of(Arrays.copyOfRange(whole, cut, whole.length));
            int length = whole.length - cut;
            if (algorithm.isJoinable())
                assertThat(algorithm.join(first, second, length))
                        .as("seed %d, %d and %d bytes", SEED, cut, length)
                        .isEqualTo(algorithm.of(whole));
            else
                assertThatThrownBy(() -> algorithm.join(first, second, length))
                        .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
