package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is done with a request that has passed the screening: the routes are asked, and their action is carried out.
final class Dispatch {
    /// The longest `Location` of a redirect, characters.
    /// Source:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    private static final int LONGEST_LOCATION = 8 * 1024;

    private Dispatch() {}

    static void dispatch(Front front, Node node, Door door, Client client, HttpRequest request) {
        if (!node.ceiling().admitsRequest()) {
            front.answer(
                    Answers.error(
                            HttpResponseStatus.SERVICE_UNAVAILABLE, node.time().now()),
                    request,
                    true);
            return;
        }
        Routes routes = door.routes();
        Routes.Action action = routes.otherwise();
        if (!routes.rules().isEmpty()) {
            node.ceiling().rules(routes.rules().size());
            node.meters().ruleEvaluations(routes.rules().size());
            action = routes.choose(view(request, client));
        }
        switch (action) {
            case Routes.Forward forward -> forward(front, node, door, client, request, forward);
            case Routes.Redirect redirect -> redirect(front, node, door, client, request, redirect);
            case Routes.Fixed fixed -> {
                node.meters().fixed();
                front.answer(
                        Answers.full(
                                HttpResponseStatus.valueOf(fixed.status()),
                                fixed.contentType(),
                                fixed.body(),
                                node.time().now()),
                        request,
                        fixed.status() >= 300);
            }
        }
    }

    private static void forward(
            Front front, Node node, Door door, Client client, HttpRequest request, Routes.Forward forward) {
        Cookies.Set cookies = Cookies.of(forward, request.headers(), node, door.secure());
        Pool pool = cookies.pool();
        Backend target = pool == null ? null : cookies.target(node.time().nanos());
        if (pool == null || target == null) {
            front.answer(
                    Answers.error(
                            HttpResponseStatus.SERVICE_UNAVAILABLE, node.time().now()),
                    request,
                    true);
            return;
        }
        String group = pool.settings().group();
        node.meters().chosen(group);
        if (pool.routable().failedOpen()) node.meters().failedOpen(group);
        Forwarding.rewrite(request, node, door, client);
        front.forward(new Exchange(front, node, pool, target, cookies, request), request);
    }

    private static void redirect(
            Front front, Node node, Door door, Client client, HttpRequest request, Routes.Redirect redirect) {
        RequestView view = view(request, client);
        String protocol = fill(redirect.protocol(), view, door).toLowerCase(Locale.ROOT);
        String query = fill(redirect.query(), view, door);
        String location = protocol + "://" + fill(redirect.host(), view, door) + ":"
                + fill(redirect.port(), view, door) + fill(redirect.path(), view, door)
                + (query.isEmpty() ? "" : "?" + query);
        if (location.length() > LONGEST_LOCATION) {
            front.answer(
                    Answers.error(
                            HttpResponseStatus.INSUFFICIENT_STORAGE, node.time().now()),
                    request,
                    true);
            return;
        }
        HttpResponseStatus status = HttpResponseStatus.valueOf(redirect.status());
        FullHttpResponse response = Answers.error(status, node.time().now());
        response.headers().set(Text.LOCATION, location);
        node.meters().redirected();
        front.answer(response, request, true);
    }

    private static String fill(String pattern, RequestView view, Door door) {
        if (pattern.indexOf('#') < 0) return pattern;
        return pattern.replace("#{protocol}", door.scheme())
                .replace("#{host}", view.host())
                .replace("#{port}", Integer.toString(door.port()))
                .replace("#{path}", view.path().startsWith("/") ? view.path().substring(1) : view.path())
                .replace("#{query}", view.query());
    }

    private static RequestView view(HttpRequest request, Client client) {
        String uri = request.uri();
        int question = uri.indexOf('?');
        return new RequestView(
                request.method().name(),
                host(request.headers().get(HttpHeaderNames.HOST)),
                path(question < 0 ? uri : uri.substring(0, question)),
                question < 0 ? "" : uri.substring(question + 1),
                request.headers(),
                client.ip());
    }

    /// The path of a request target, which may be a whole URL.
    private static String path(String target) {
        int scheme = target.indexOf("://");
        if (target.startsWith("/") || scheme < 0) return target;
        int slash = target.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }

    private static String host(@Nullable String header) {
        if (header == null) return "";
        int colon = header.lastIndexOf(':');
        boolean port = colon > 0 && header.indexOf(']') < colon;
        return (port ? header.substring(0, colon) : header).toLowerCase(Locale.ROOT);
    }
}
