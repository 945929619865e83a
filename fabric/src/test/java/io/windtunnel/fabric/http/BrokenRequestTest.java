package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\n\n",
                "nonsense\n\n",
                "GET / HTTP/1.1\nHost x\n\n",
                "GET / HTTP/1.1\nHost: x\nContent-Length: abc\n\n",
                "GET / HTTP/1.1\nHost: x\nContent-Length: 1\nContent-Length: 2\n\n",
                "GET / HTTP/1.1\nHost: x\nContent-Length: -5\n\n",
                "GET / HTTP/1.1\nHost: x\nBad\u0001Name: y\n\n"
            })
    void isRefused(String request) {
        try (ServerConnection connection = new ServerConnection()) {
            connection.send(request);
            assertThat(connection.received()).startsWith("HTTP/1.1 400 ");
            assertThat(connection.open()).isFalse();
            assertThat(connection.requests).isEmpty();
        }
    }

    @Test
    void whatFollowsARefusalIsNotRead() {
        try (ServerConnection connection = new ServerConnection()) {
            connection.send("nonsense\n\nGET / HTTP/1.1\nHost: x\n\n");
            assertThat(connection.requests).isEmpty();
        }
    }

    @Test
    void anyBytesEndInAnAnswerOrAWait() {
        String alphabet = "GET POST / HTTP/1.1\r\n\r\nHost: x Content-Length: 3 Transfer-Encoding: chunked 0\0\u00ff";
        for (int seed = 0; seed < 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            try (ServerConnection connection = new ServerConnection()) {
                if (random.nextBoolean()) connection.send("POST / HTTP/1.1\nHost: x\n");
                for (int piece = random.nextInt(8); piece >= 0; piece--) {
                    int from = random.nextInt(alphabet.length());
                    connection.send(alphabet.substring(from, random.nextInt(from, alphabet.length())));
                }
                connection.pass(java.time.Duration.ofSeconds(80));
                assertThat(connection.open()).as("seed %d", seed).isFalse();
            }
        }
    }
}
