package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadChunkTest {
    private static final String HEAD = "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n";

    @Test
    void goodChunksAreJoined() {
        try (ServerConnection connection = new ServerConnection()) {
            connection
                    .send(HEAD + "5\nhello\n")
                    .send("1;ext=1\n ")
                    .send("\n6\nwor")
                    .send("ld!\n0\nTrailer: t\n\n");
            assertThat(connection.requests)
                    .singleElement()
                    .satisfies(r -> assertThat(r.text()).isEqualTo("hello world!"));
            assertThat(connection.open()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\nhello\n0\n\n", "-1\nhello\n", "5\nhelloXX\n0\n\n", "fffffffffffffffff\n", "\n\n"})
    void isRefused(String chunks) {
        try (ServerConnection connection = new ServerConnection()) {
            connection.send(HEAD + chunks);
            assertThat(connection.received()).startsWith("HTTP/1.1 400 ");
            assertThat(connection.open()).isFalse();
            assertThat(connection.requests).isEmpty();
        }
    }
}
