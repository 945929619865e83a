package io.windtunnel.cloud.storage.s3.web;

import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.s3.S3Host;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// What a request's host and path say it is about.
///
/// @param bucket empty for none
/// @param key empty for the bucket itself
/// @param website whether it came to a website's endpoint
public record Aim(String bucket, String key, boolean website) {
    public static Aim of(WireRequest request) {
        S3Host host = S3Host.of(request.headers().first("host", ""));
        String path = request.rawPath().startsWith("/") ? request.rawPath().substring(1) : request.rawPath();
        boolean website = host != null && host.website();
        if (host != null && host.bucket() != null) return new Aim(host.bucket(), decoded(path), website);
        int slash = path.indexOf('/');
        return slash < 0
                ? new Aim(decoded(path), "", website)
                : new Aim(decoded(path.substring(0, slash)), decoded(path.substring(slash + 1)), website);
    }

    /// The bucket alone, for those who ask often.
    public static String bucket(WireRequest request) {
        String name = request.headers().first("host", "");
        S3Host host = name.startsWith("localhost") || name.startsWith("127.") ? null : S3Host.of(name);
        if (host != null && host.bucket() != null) return host.bucket();
        String path = request.rawPath();
        int start = path.startsWith("/") ? 1 : 0;
        int slash = path.indexOf('/', start);
        return path.substring(start, slash < 0 ? path.length() : slash);
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) return text;
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
