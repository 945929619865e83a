package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    @Test
    void aConnectionServesRequestAfterRequest() {
        try (ServerConnection connection = new ServerConnection()) {
            connection.send("GET /one?a=b HTTP/1.1\nHost: x\n\n");
            assertThat(connection.received())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("content-length: 14\r\n", "date: Tue, 24 Nov 2026 12:00:00 GMT\r\n")
                    .doesNotContain("connection:")
                    .endsWith("\r\n\r\nGET /one?a=b 0");
            connection.send("POST /two HTTP/1.1\nHost: x\nContent-Length: 5\n\nhello");
            assertThat(connection.received()).endsWith("POST /two 5");
            assertThat(connection.open()).isTrue();
            assertThat(connection.requests.getLast().text()).isEqualTo("hello");
            assertThat(connection.requests.getFirst().path()).isEqualTo("/one");
            assertThat(connection.requests.getFirst().query()).isEqualTo("a=b");
        }
    }

    @Test
    void endsWhenTheClientSaysSo() {
        try (ServerConnection connection = new ServerConnection()) {
            connection.send("GET / HTTP/1.1\nHost: x\nConnection: close\n\n");
            assertThat(connection.received()).contains("connection: close\r\n");
            assertThat(connection.open()).isFalse();
        }
    }

    @Test
    void anOldClientMustAskForIt() {
        try (ServerConnection connection = new ServerConnection()) {
            connection.send("GET / HTTP/1.0\nConnection: keep-alive\n\n");
            assertThat(connection.received()).contains("connection: keep-alive");
            assertThat(connection.open()).isTrue();
            connection.send("GET / HTTP/1.0\n\n");
            assertThat(connection.open()).isFalse();
        }
    }

    @Test
    void anIdleConnectionEndsSilently() {
        try (ServerConnection connection = new ServerConnection()) {
            connection.pass(Duration.ofSeconds(70));
            connection.send("GET / HTTP/1.1\nHost: x\n\n");
            connection.received();
            connection.pass(Duration.ofSeconds(74));
            assertThat(connection.open()).isTrue();
            connection.pass(Duration.ofSeconds(1));
            assertThat(connection.open()).isFalse();
            assertThat(connection.received()).isEmpty();
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        ArrayDeque<CompletableFuture<Response>> answers = new ArrayDeque<>();
        AsyncHttpHandler later = _ -> {
            answers.add(new CompletableFuture<>());
            return answers.getLast();
        };
        try (ServerConnection connection = new ServerConnection(later)) {
            connection.send("GET /1 HTTP/1.1\nHost: x\n\nPOST /2 HTTP/1.1\nHost: x\nContent-Length: 1\n\n!");
            connection.send("GET /3 HTTP/1.1\nHost: x\n\n");
            assertThat(answers).hasSize(1);
            answers.remove().complete(Response.text(200, "first"));
            assertThat(connection.received()).endsWith("first");
            assertThat(answers).hasSize(1);
            answers.remove().complete(Response.text(200, "second"));
            answers.remove().complete(Response.text(200, "third"));
            assertThat(connection.received()).containsSubsequence("second", "third");
            assertThat(connection.open()).isTrue();
        }
    }

    @Test
    void thousandsOfPipelinedRequestsCostNoStack() {
        ArrayDeque<CompletableFuture<Response>> first = new ArrayDeque<>();
        AsyncHttpHandler firstLater = _ -> {
            CompletableFuture<Response> answer = new CompletableFuture<>();
            if (first.isEmpty()) first.add(answer);
            else answer.complete(Response.of(204));
            return answer;
        };
        try (ServerConnection connection = new ServerConnection(firstLater)) {
            connection.send("GET / HTTP/1.1\nHost: x\n\n".repeat(HttpServer.MOST_PIPELINED));
            first.element().complete(Response.of(204));
            assertThat(connection.received().split("204 No Content", -1)).hasSize(HttpServer.MOST_PIPELINED + 1);
            assertThat(connection.requests).hasSize(HttpServer.MOST_PIPELINED);
        }
    }

    @Test
    void closingTheServerLetsAnswersUnderWayOut() {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        try (ServerConnection busy = new ServerConnection(_ -> answer)) {
            busy.send("GET / HTTP/1.1\nHost: x\n\n");
            busy.server.close();
            assertThat(busy.open()).isTrue();
            answer.complete(Response.text(200, "done"));
            assertThat(busy.received()).contains("connection: close").endsWith("done");
            assertThat(busy.open()).isFalse();
        }
        try (ServerConnection idle = new ServerConnection()) {
            idle.server.close();
            assertThat(idle.open()).isFalse();
        }
    }
}
