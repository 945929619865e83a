package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OversizedRequestTest {
    private final ServerConnection connection = new ServerConnection();

    private void refused(String status) {
        assertThat(connection.received()).startsWith("HTTP/1.1 " + status).contains("connection: close");
        assertThat(connection.open()).isFalse();
        assertThat(connection.requests).isEmpty();
        connection.close();
    }

    @Test
    void aRequestLineBeyondTheLimit() {
        connection.send("GET /" + "a".repeat(100) + " HTTP/1.1\nHost: x\n\n");
        refused("414 ");
    }

    @Test
    void aRequestLineWithoutEnd() {
        for (int i = 0; i < 50; i++) connection.send("GET /aaaaaaaaaa");
        refused("414 ");
    }

    @Test
    void aHeaderBeyondTheLimit() {
        connection.send("GET / HTTP/1.1\nHost: x\nCookie: " + "a".repeat(300) + "\n\n");
        refused("431 ");
    }

    @Test
    void aHeaderOfManyFields() {
        connection.send("GET / HTTP/1.1\nHost: x\n" + "a: b\n".repeat(200) + "\n");
        refused("431 ");
    }

    @Test
    void aDeclaredBodyBeyondTheLimitIsRefusedBeforeItIsSent() {
        connection.send("POST / HTTP/1.1\nHost: x\nContent-Length: 1001\n\n");
        refused("413 ");
    }

    @Test
    void aChunkedBodyBeyondTheLimit() {
        connection.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n");
        for (int i = 0; i < 11; i++) connection.send("64\n" + "a".repeat(100) + "\n");
        refused("413 ");
    }
}
