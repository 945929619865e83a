package io.windtunnel.simulation.model;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.windtunnel.cloud.edge.elbv2.proxy.RequestView;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.traffic.Url;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What all requests of one template have in common.
final class RequestModel {
    final int id;
    final String method;
    final int bytes;
    private final String basePath;
    private final String host;
    private final HttpHeaders headers;
    private final String clientIp;
    private final Supplier<String> paths;
    private final boolean drawn;
    private final RequestView fixed;

    /// @param id a number of its own within a world, from 0
    RequestModel(int id, RequestTemplate template, Url url, String clientIp, Supplier<String> paths) {
        this.id = id;
        this.method = template.method();
        this.basePath = url.basePath();
        this.host = url.host().toLowerCase(Locale.ROOT);
        this.clientIp = clientIp;
        this.paths = paths;
        this.drawn = template.path().stream().anyMatch(part -> part instanceof RequestTemplate.Key);
        this.headers = new DefaultHttpHeaders();
        headers.set("host", url.authority()).set("user-agent", "windtunnel").set("accept", "*/*");
        template.headers().forEach(headers::set);
        this.fixed = view(drawn ? "/" : paths.get());
        int body = template.body().getBytes(StandardCharsets.UTF_8).length;
        if (body > 0) headers.set("content-length", Integer.toString(body));
        this.bytes = head(fixed.path()) + body;
    }

    /// The bytes of a request's line and header as the live generator sends them.
    private int head(String path) {
        int sum = method.length() + path.length() + " HTTP/1.1".length() + 1 + 2 + 2;
        for (var header : headers)
            sum += header.getKey().length() + header.getValue().length() + 4;
        return sum;
    }

    /// The path of the next request; null when all are the same.
    @Nullable
    String drawPath() {
        return drawn ? paths.get() : null;
    }

    /// The request as rules look at it.
    RequestView view(@Nullable String path) {
        if (path == null) return fixed;
        String target = basePath + path;
        int question = target.indexOf('?');
        return new RequestView(
                method,
                host,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                clientIp);
    }

    /// Whether every request has the same path.
    boolean fixedPath() {
        return !drawn;
    }

    /// The request's target, as a server sees it.
    String target(@Nullable String path) {
        return path == null ? fixed.path() : basePath + path;
    }
}
