package io.windtunnel.cloud.storage.s3.web;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Buckets;
import io.windtunnel.cloud.storage.s3.object.ByteRange;
import io.windtunnel.cloud.storage.s3.object.HttpDates;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.settings.Website;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.Payload;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Buckets as websites: index and error documents, redirects. Every object can be read here, since this cloud lets
/// everybody in.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
public final class Websites {
    private final Buckets buckets;

    public Websites(Buckets buckets) {
        this.buckets = buckets;
    }

    /// Answers a request to a website's endpoint.
    public WireResponse answer(WireRequest request, Aim aim) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD"))
            return page(
                    405,
                    "Method Not Allowed",
                    "MethodNotAllowed",
                    "The specified method is not allowed " + "against this resource.");
        Bucket bucket = buckets.find(aim.bucket());
        if (bucket == null) return page(404, "Not Found", "NoSuchBucket", "The specified bucket does not exist");
        Website website = bucket.settings().website().set();
        if (website == null)
            return page(
                    404,
                    "Not Found",
                    "NoSuchWebsiteConfiguration",
                    "The specified bucket does not have a website configuration");
        Website.RedirectAll all = website.redirectAllRequestsTo();
        if (all != null) return redirect(301, address(request, all.protocol(), all.hostName(), aim.key()));
        return answer(request, bucket, website, aim.key());
    }

    private WireResponse answer(WireRequest request, Bucket bucket, Website website, String path) {
        Website.RoutingRule before = website.rule(path, 0);
        if (before != null) return redirect(request, before, path);
        Website.Index index = Objects.requireNonNull(website.indexDocument());
        String key = path.isEmpty() || path.endsWith("/") ? path + index.suffix() : path;
        StoredObject object = readable(bucket, key);
        if (object != null) return object(request, bucket, object, 200);
        if (!path.isEmpty() && !path.endsWith("/") && readable(bucket, path + "/" + index.suffix()) != null)
            return redirect(302, "/" + path + "/");
        Website.RoutingRule after = website.rule(path, 404);
        if (after != null) return redirect(request, after, path);
        Website.ErrorPage error = website.errorDocument();
        StoredObject page = error == null ? null : readable(bucket, error.key());
        return page == null
                ? page(404, "Not Found", "NoSuchKey", "The specified key does not exist.")
                : object(request, bucket, page, 404);
    }

    private static @Nullable StoredObject readable(Bucket bucket, String key) {
        StoredObject found = bucket.contents().current(key);
        return found == null || found.marker() ? null : found;
    }

    private WireResponse object(WireRequest request, Bucket bucket, StoredObject object, int status) {
        if (object.traits().redirect() != null)
            return redirect(301, Objects.requireNonNull(object.traits().redirect()));
        Headers headers = new Headers()
                .add("Content-Type", object.traits().type())
                .add("ETag", object.etag().quoted())
                .add("Last-Modified", HttpDates.text(object.modified()));
        add(headers, "Cache-Control", object.traits().cacheControl());
        add(headers, "Content-Encoding", object.traits().contentEncoding());
        add(headers, "Content-Language", object.traits().contentLanguage());
        add(headers, "Content-Disposition", object.traits().contentDisposition());
        object.traits().metadata().forEach((name, value) -> headers.add("x-amz-meta-" + name, value));
        String same = request.headers().first("If-None-Match");
        if (status == 200 && same != null && object.etag().isNamedBy(same))
            return new WireResponse(304, headers, new byte[0]);
        ByteRange range = new ByteRange(0, object.size());
        String asked = request.headers().first("Range");
        ByteRange part;
        try {
            part = status != 200 || asked == null ? null : ByteRange.of(asked, object.size());
        } catch (AwsException unsatisfiable) {
            return page(416, "Requested Range Not Satisfiable", unsatisfiable.code(), unsatisfiable.message());
        }
        if (part != null) headers.add("Content-Range", part.header(object.size()));
        Payload body = buckets.ground().bodies().payload(object.content(), part == null ? range : part);
        if (request.method().equals("HEAD")) {
            headers.add("Content-Length", Long.toString(body.length()));
            body = Payload.EMPTY;
        }
        return new WireResponse(part == null ? status : 206, headers, body);
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) headers.add(name, value);
    }

    private static WireResponse redirect(WireRequest request, Website.RoutingRule rule, String key) {
        Website.Redirect redirect = rule.redirect();
        String code = redirect.httpRedirectCode();
        String host = redirect.hostName() == null ? request.headers().first("host", "") : redirect.hostName();
        return redirect(
                code == null ? 301 : Integer.parseInt(code),
                address(request, redirect.protocol(), host, rule.rewritten(key)));
    }

    private static String address(WireRequest request, @Nullable String protocol, String host, String key) {
        return (protocol == null ? request.secure() ? "https" : "http" : protocol) + "://" + host + "/" + key;
    }

    private static WireResponse redirect(int status, String location) {
        return new WireResponse(status, Headers.of("Location", location), new byte[0]);
    }

    private static WireResponse page(int status, String title, String code, String message) {
        String html = "<html>\n<head><title>%d %s</title></head>\n<body>\n<h1>%d %s</h1>\n<ul>\n<li>Code: %s</li>\n"
                        .formatted(status, title, status, title, code)
                + "<li>Message: " + message + "</li>\n</ul>\n<hr/>\n</body>\n</html>\n";
        return new WireResponse(
                status, Headers.of("Content-Type", "text/html; charset=utf-8"), html.getBytes(StandardCharsets.UTF_8));
    }
}
