package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HalfClosedTest {
    @Test
    void aClientThatHasSentEverythingStillGetsItsAnswer() {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        try (ServerConnection connection = new ServerConnection(_ -> answer)) {
            connection.send("GET / HTTP/1.1\nHost: x\n\n");
            connection.endInput();
            assertThat(connection.open()).isTrue();
            answer.complete(Response.text(200, "late"));
            assertThat(connection.received()).endsWith("late");
            assertThat(connection.open()).isFalse();
        }
    }

    @Test
    void anIdleConnectionEndsWithItsClient() {
        try (ServerConnection connection = new ServerConnection()) {
            connection.endInput();
            assertThat(connection.open()).isFalse();
        }
    }

    @Test
    void halfARequestIsNone() {
        try (ServerConnection connection = new ServerConnection()) {
            connection.send("POST / HTTP/1.1\nHost: x\nContent-Length: 5\n\nhel");
            connection.endInput();
            assertThat(connection.open()).isFalse();
            assertThat(connection.requests).isEmpty();
        }
    }

    @Test
    void anAnswerForAClientThatHasGoneIsForgotten() {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        try (ServerConnection connection = new ServerConnection(_ -> answer)) {
            connection.send("GET / HTTP/1.1\nHost: x\n\nGET /next HTTP/1.1\nHost: x\n\n");
            connection.channel.close();
            answer.complete(Response.text(200, "for nobody"));
            assertThat(connection.received()).isEmpty();
            assertThat(connection.requests).hasSize(1);
        }
    }
}
