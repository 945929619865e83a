package io.windtunnel.fabric.http;

import io.windtunnel.fabric.net.Origin;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A request.
///
/// @param content its body: in memory, or where the server streams and it is long, a stream that blocks
/// @param target the path and query as sent, still percent-encoded
/// @param origin who sent it; null on a request that is yet to be sent
/// @param secure whether it came over TLS
public record Request(
        String method,
        String target,
        Fields fields,
        Content content,
        @Nullable Origin origin,
        boolean secure) {
    private static final byte[] NO_BODY = {};

    /// A request whose whole body is in memory.
    public Request(String method, String target, Fields fields, byte[] body, @Nullable Origin origin, boolean secure) {
        this(method, target, fields, Content.of(body), origin, secure);
    }

    /// The whole body; what is a stream is read first.
    public byte[] body() {
        return content.bytes();
    }

    /// A GET without fields besides those the client adds.
    public static Request get(String target) {
        return new Request("GET", target, new Fields(), NO_BODY, null, false);
    }

    public static Request post(String target, String contentType, byte[] body) {
        return new Request("POST", target, Fields.of("Content-Type", contentType), body, null, false);
    }

    /// The path as sent, without the query.
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /// The query as sent, without its question mark; empty when there is none.
    public String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    /// The body as UTF-8.
    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }
}
