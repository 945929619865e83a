package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectContinueTest {
    private final ServerConnection connection = new ServerConnection();

    @Test
    void theClientIsToldToGoOn() {
        connection.send("POST / HTTP/1.1\nHost: x\nContent-Length: 5\nExpect: 100-continue\n\n");
        assertThat(connection.received()).startsWith("HTTP/1.1 100 Continue\r\n\r\n");
        connection.send("hello");
        assertThat(connection.received()).endsWith("POST / 5");
        connection.close();
    }

    @Test
    void theClientIsSparedABodyThatIsTooLong() {
        connection.send("POST / HTTP/1.1\nHost: x\nContent-Length: 5000\nExpect: 100-continue\n\n");
        assertThat(connection.received()).startsWith("HTTP/1.1 413 ").doesNotContain("100 Continue");
        connection.close();
    }

    @Test
    void anotherExpectationFails() {
        connection.send("POST / HTTP/1.1\nHost: x\nContent-Length: 5\nExpect: a-miracle\n\n");
        assertThat(connection.received()).startsWith("HTTP/1.1 417 ");
        connection.close();
    }
}
