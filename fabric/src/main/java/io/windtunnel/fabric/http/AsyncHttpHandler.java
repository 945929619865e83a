package io.windtunnel.fabric.http;

import io.windtunnel.fabric.run.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/// Answers requests later. It is called on the connection's event loop and must not block; the stage may be
/// completed by any thread.
@FunctionalInterface
public interface AsyncHttpHandler {
    CompletionStage<Response> handle(Request request);

    /// This handler, called on virtual threads: it may block before it returns.
    default AsyncHttpHandler on(Threads threads) {
        return request -> {
            CompletableFuture<Response> answer = new CompletableFuture<>();
            try {
                threads.run(() -> {
                    try {
                        handle(request).whenComplete((response, failure) -> {
                            if (failure == null) answer.complete(response);
                            else answer.completeExceptionally(failure);
                        });
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
