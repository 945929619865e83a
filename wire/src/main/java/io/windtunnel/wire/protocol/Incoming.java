package io.windtunnel.wire.protocol;

import io.windtunnel.wire.Headers;
import io.windtunnel.wire.Payload;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.codec.Form;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A request with the views of it that routing and decoding share. Its body's content coding is undone when the body
/// is first asked for.
///
/// Thread safety: none; it belongs to the thread that answers it.
public final class Incoming {
    private final WireRequest request;
    private final Function<WireRequest, Payload> opening;
    private Headers headers;
    private @Nullable Payload payload;
    private byte @Nullable [] body;
    private @Nullable String path;
    private @Nullable Form query;
    private @Nullable Form parameters;
    private Map<String, String> labels = Map.of();

    /// @param opening undoes the content coding of the body
    public Incoming(WireRequest request, Function<WireRequest, Payload> opening) {
        this.request = request;
        this.opening = opening;
        this.headers = request.headers();
    }

    /// A request whose body is coded no further.
    public Incoming(WireRequest request, byte[] body) {
        this(request, _ -> Payload.of(body));
    }

    public String method() {
        return request.method();
    }

    /// The path by which operations are found: as sent, or with the bucket before it that the host names.
    public String path() {
        return path == null ? request.rawPath() : path;
    }

    /// Finds the operation by `routed` instead of the path that was sent.
    public void path(String routed) {
        path = routed;
    }

    public String rawQuery() {
        return request.rawQuery();
    }

    public Headers headers() {
        return headers;
    }

    /// Decodes `others` instead of the fields that were sent.
    public void headers(Headers others) {
        headers = others;
    }

    /// The body, its content coding undone.
    public Payload payload() {
        Payload known = payload;
        if (known == null) payload = known = opening.apply(request);
        return known;
    }

    /// Decodes `opened` instead of the body that was sent.
    public void payload(Payload opened) {
        payload = opened;
        body = null;
    }

    /// The whole body; what is a stream is read first.
    public byte[] body() {
        byte[] known = body;
        if (known == null) body = known = payload().bytes();
        return known;
    }

    /// The media type of the body in lower case, without parameters; empty when there is none.
    public String mediaType() {
        return mediaType(headers.first("content-type", ""));
    }

    static String mediaType(String field) {
        int semicolon = field.indexOf(';');
        return (semicolon < 0 ? field : field.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /// The parameters of the query string.
    public Form query() {
        if (query == null) query = Form.parse(request.rawQuery());
        return query;
    }

    /// The parameters of the query string and, where a form is posted, of the body.
    public Form parameters() {
        if (parameters == null) {
            boolean form = method().equals("POST") && mediaType().equals("application/x-www-form-urlencoded");
            parameters = form ? Form.parse(request.rawQuery()) : query();
            if (form) parameters.add(new String(body(), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /// What stands in the path for each label of the operation's template, still percent-encoded.
    public Map<String, String> labels() {
        return labels;
    }

    void labels(Map<String, String> matched) {
        labels = matched;
    }
}
