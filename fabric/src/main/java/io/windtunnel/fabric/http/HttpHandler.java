package io.windtunnel.fabric.http;

/// Answers requests, each on a virtual thread of its own: it may block.
@FunctionalInterface
public interface HttpHandler {
    /// The answer. What it throws is a bug: the client gets 500 and the trace is printed.
    Response handle(Request request) throws Exception;
}
