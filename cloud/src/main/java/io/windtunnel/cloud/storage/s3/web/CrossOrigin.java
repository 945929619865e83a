package io.windtunnel.cloud.storage.s3.web;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Buckets;
import io.windtunnel.cloud.storage.s3.settings.Cors;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Cross-origin requests, held against a bucket's rules.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
public final class CrossOrigin {
    private final Buckets buckets;

    public CrossOrigin(Buckets buckets) {
        this.buckets = buckets;
    }

    /// Answers a preflight.
    public WireResponse preflight(WireRequest request, String requestId) {
        String origin = request.headers().first("Origin");
        String method = request.headers().first("Access-Control-Request-Method");
        if (origin == null)
            return refused(400, "BadRequest", "Insufficient information. Origin request header needed.", requestId);
        if (method == null) return refused(400, "BadRequest", "Invalid Access-Control-Request-Method: null", requestId);
        Bucket bucket = buckets.find(Aim.of(request).bucket());
        Cors cors = bucket == null ? null : bucket.settings().cors().set();
        if (cors == null)
            return refused(
                    403,
                    "AccessForbidden",
                    bucket == null
                            ? "CORSResponse: Bucket not found"
                            : "CORSResponse: CORS is not enabled for this bucket.",
                    requestId);
        String asked = request.headers().first("Access-Control-Request-Headers");
        Cors.Rule rule = cors.find(origin, method, names(asked));
        if (rule == null)
            return refused(
                    403,
                    "AccessForbidden",
                    "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, "
                            + "request method / Access-Control-Request-Method or Access-Control-Request-Headers are "
                            + "not whitelisted by the resource's CORS spec.",
                    requestId);
        Headers headers = new Headers().add("x-amz-request-id", requestId);
        Cors.answer(headers, rule, origin, true, asked);
        return new WireResponse(200, headers, new byte[0]);
    }

    private static List<String> names(@Nullable String asked) {
        List<String> names = new ArrayList<>();
        if (asked == null) return names;
        for (String each : asked.split(",", -1))
            if (!each.isBlank()) names.add(each.strip().toLowerCase(Locale.ROOT));
        return names;
    }

    private static WireResponse refused(int status, String code, String message, String requestId) {
        String document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
                + message.replace("&", "&amp;").replace("<", "&lt;") + "</Message><RequestId>" + requestId
                + "</RequestId></Error>";
        Headers headers = Headers.of("Content-Type", "application/xml", "x-amz-request-id", requestId);
        return new WireResponse(status, headers, document.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds what a page of another origin must be told.
    public void complete(WireRequest request, WireResponse response) {
        String origin = request.headers().first("Origin");
        if (origin == null || request.method().equals("OPTIONS")) return;
        Bucket bucket = buckets.find(Aim.of(request).bucket());
        Cors cors = bucket == null ? null : bucket.settings().cors().set();
        Cors.Rule rule = cors == null ? null : cors.find(origin, request.method(), List.of());
        if (rule != null) Cors.answer(response.headers(), rule, origin, false, null);
    }
}
