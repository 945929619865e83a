package io.windtunnel.fabric.http;

import java.nio.charset.StandardCharsets;

/// A response. `Content-Length`, `Date` and `Connection` are the server's to add.
///
/// @param content its body: in memory, or of a server that streams, a stream, which is read by a virtual thread
public record Response(int status, Fields fields, Content content) {
    private static final byte[] NO_BODY = {};

    /// A response whose whole body is in memory.
    public Response(int status, Fields fields, byte[] body) {
        this(status, fields, Content.of(body));
    }

    /// The whole body; what is a stream is read first.
    public byte[] body() {
        return content.bytes();
    }

    /// A response without a body.
    public static Response of(int status) {
        return new Response(status, new Fields(), NO_BODY);
    }

    /// A response of plain text in UTF-8.
    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text);
    }

    /// A response of text in UTF-8.
    public static Response of(int status, String contentType, String text) {
        return new Response(status, Fields.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }

    /// The body as UTF-8.
    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }
}
