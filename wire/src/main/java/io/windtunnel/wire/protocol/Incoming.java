package io.windtunnel.wire.protocol;

import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.codec.Form;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request whose body's content coding is undone, with the views of it that routing and decoding share.
///
/// Thread safety: none; it belongs to the thread that answers it.
public final class Incoming {
    private final WireRequest request;
    private final byte[] body;
    private @Nullable Form query;
    private @Nullable Form parameters;
    private Map<String, String> labels = Map.of();

    public Incoming(WireRequest request, byte[] body) {
        this.request = request;
        this.body = body;
    }

    public String method() {
        return request.method();
    }

    public String rawPath() {
        return request.rawPath();
    }

    public Headers headers() {
        return request.headers();
    }

    public byte[] body() {
        return body;
    }

    /// The media type of the body in lower case, without parameters; empty when there is none.
    public String mediaType() {
        return mediaType(headers().first("content-type", ""));
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

    /// The parameters of the query string and, where it is a form, of the body.
    public Form parameters() {
        if (parameters == null) {
            parameters = Form.parse(request.rawQuery());
            if (mediaType().equals("application/x-www-form-urlencoded"))
                parameters.add(new String(body, StandardCharsets.UTF_8));
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
