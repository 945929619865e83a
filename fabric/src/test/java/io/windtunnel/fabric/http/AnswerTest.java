package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static ServerConnection answering(Response response) {
        return new ServerConnection(_ -> CompletableFuture.completedFuture(response));
    }

    @Test
    void aHandlersBugIsAnInternalServerError() {
        AsyncHttpHandler thrower = _ -> {
            throw new IllegalStateException("thrown for the test");
        };
        try (ServerConnection connection = new ServerConnection(thrower)) {
            connection.send("GET / HTTP/1.1\nHost: x\n\n");
            assertThat(connection.received()).startsWith("HTTP/1.1 500 ").doesNotContain("thrown");
            assertThat(connection.open()).isTrue();
        }
        try (ServerConnection connection = new ServerConnection(
                _ -> CompletableFuture.failedFuture(new IllegalStateException("failed for the test")))) {
            connection.send("GET / HTTP/1.1\nHost: x\n\n");
            assertThat(connection.received()).startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void headGetsTheLengthAndNoBody() {
        try (ServerConnection connection = answering(Response.text(200, "hello"))) {
            connection.send("HEAD / HTTP/1.1\nHost: x\n\n");
            assertThat(connection.received()).contains("content-length: 5\r\n").endsWith("\r\n\r\n");
        }
    }

    @Test
    void someStatusesHaveNoBody() {
        for (int status : new int[] {204, 304}) {
            try (ServerConnection connection = answering(Response.text(status, "hello"))) {
                connection.send("GET / HTTP/1.1\nHost: x\n\n");
                assertThat(connection.received()).doesNotContain("content-length", "hello");
            }
        }
    }

    @Test
    void aBodyIsChunkedOnRequest() {
        Response chunked = new Response(200, Fields.of("Transfer-Encoding", "chunked"), "hello".getBytes());
        try (ServerConnection connection = answering(chunked)) {
            connection.send("GET / HTTP/1.1\nHost: x\n\n");
            assertThat(connection.received())
                    .endsWith("\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
                    .doesNotContain("content-length");
        }
    }
}
