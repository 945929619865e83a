package io.windtunnel.fabric.http;

import io.windtunnel.fabric.run.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/// Answers requests, each on a virtual thread of its own: it may block.
@FunctionalInterface
public interface HttpHandler {
    /// The answer. What it throws is a bug: the client gets 500 and the trace is logged.
    Response handle(Request request) throws Exception;

    /// This handler, run on virtual threads.
    default AsyncHttpHandler on(Threads threads) {
        return request -> {
            CompletableFuture<Response> answer = new CompletableFuture<>();
            try {
                threads.run(() -> {
                    try {
                        answer.complete(handle(request));
                    } catch (Throwable failure) { // whatever it is, the client must not wait for ever
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (RejectedExecutionException closing) {
                answer.complete(Response.of(503));
            }
            return answer;
        };
    }
}
