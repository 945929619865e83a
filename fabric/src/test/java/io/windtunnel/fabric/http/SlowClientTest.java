package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SlowClientTest {
    @Test
    void aHeaderByDripsIsCutOffAfterItsTime() {
        try (ServerConnection connection = new ServerConnection()) {
            connection.pass(Duration.ofSeconds(60));
            connection.send("GET / HTTP/1.1\nHost: x\n");
            for (int second = 0; second < 19; second++) {
                connection.pass(Duration.ofSeconds(1));
                connection.send("X: y\n");
            }
            assertThat(connection.open()).isTrue();
            connection.pass(Duration.ofSeconds(1));
            assertThat(connection.received()).startsWith("HTTP/1.1 408 ");
            assertThat(connection.open()).isFalse();
        }
    }

    @Test
    void aBodyMayTakeItsTimeButNotPause() {
        try (ServerConnection connection = new ServerConnection()) {
            connection.send("POST / HTTP/1.1\nHost: x\nContent-Length: 100\n\n");
            for (int i = 0; i < 10; i++) {
                connection.pass(Duration.ofSeconds(9));
                connection.send("a");
            }
            assertThat(connection.open()).isTrue();
            connection.pass(Duration.ofSeconds(10));
            assertThat(connection.received()).startsWith("HTTP/1.1 408 ");
            assertThat(connection.open()).isFalse();
        }
    }

    @Test
    void aSlowHandlerIsNotTheClientsFault() {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        try (ServerConnection connection = new ServerConnection(_ -> answer)) {
            connection.send("GET / HTTP/1.1\nHost: x\n\n");
            connection.pass(Duration.ofHours(1));
            assertThat(connection.open()).isTrue();
            answer.complete(Response.of(204));
            assertThat(connection.received()).startsWith("HTTP/1.1 204 ");
            connection.pass(Duration.ofSeconds(75));
            assertThat(connection.open()).isFalse();
        }
    }

    @Test
    void aClientThatReadsNoAnswersGetsNoMore() {
        try (ServerConnection connection = new ServerConnection()) {
            reads(connection, false);
            connection.send("GET /1 HTTP/1.1\nHost: x\n\nGET /2 HTTP/1.1\nHost: x\n\n");
            assertThat(connection.requests).isEmpty();
            reads(connection, true);
            assertThat(connection.requests).hasSize(2);
        }
        try (ServerConnection connection = new ServerConnection()) {
            connection.send("GET /1 HTTP/1.1\nHost: x\n\n");
            reads(connection, false);
            connection.send("GET /2 HTTP/1.1\nHost: x\n\n");
            connection.pass(Duration.ofSeconds(75));
            assertThat(connection.open()).isFalse();
            assertThat(connection.requests).hasSize(1);
        }
    }

    private static void reads(ServerConnection connection, boolean reads) {
        connection.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, reads);
        connection.channel.runPendingTasks();
    }
}
