package io.windtunnel.fabric.http;

import io.windtunnel.fabric.run.Threads;
import java.util.concurrent.CompletableFuture;

/// Answers requests, each on a virtual thread of its own: it may block.
@FunctionalInterface
public interface HttpHandler {
    /// The answer. What it throws is a bug: the client gets 500 and the trace is logged.
    Response handle(Request request) throws Exception;

    /// This handler, run on virtual threads.
    default AsyncHttpHandler on(Threads threads) {
        AsyncHttpHandler blocking = request -> {
            try {
                return CompletableFuture.completedStage(handle(request));
            } catch (Exception bug) {
                return CompletableFuture.failedStage(bug);
            }
        };
        return blocking.on(threads);
    }
}
