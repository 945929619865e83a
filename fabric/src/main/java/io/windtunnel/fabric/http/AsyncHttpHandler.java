package io.windtunnel.fabric.http;

import java.util.concurrent.CompletionStage;

/// Answers requests later. It is called on the connection's event loop and must not block; the stage may be
/// completed by any thread.
@FunctionalInterface
public interface AsyncHttpHandler {
    CompletionStage<Response> handle(Request request);
}
