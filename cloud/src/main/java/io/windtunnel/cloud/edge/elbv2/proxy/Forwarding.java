package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.HttpConversionUtil;
import org.jspecify.annotations.Nullable;

/// The headers a target is sent: what the client sent, told of the way it came.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
final class Forwarding {
    private Forwarding() {}

    static void rewrite(HttpRequest request, Node node, Door door, Client client) {
        HttpHeaders headers = request.headers();
        NodeSettings settings = node.settings();
        connection(headers, client);
        request.setProtocolVersion(HttpVersion.HTTP_1_1);
        forwardedFor(headers, settings, client);
        headers.set(Text.X_FORWARDED_PROTO, door.scheme());
        headers.set(Text.X_FORWARDED_PORT, Integer.toString(door.port()));
        headers.set(Text.X_AMZN_TRACE_ID, trace(headers.get(Text.X_AMZN_TRACE_ID), node));
        if (!settings.preserveHost()) host(headers, door);
        if (settings.tlsHeaders() && client.tlsVersion() != null && client.tlsCipher() != null) {
            headers.set(Text.X_AMZN_TLS_VERSION, client.tlsVersion());
            headers.set(Text.X_AMZN_TLS_CIPHER, client.tlsCipher());
        }
    }

    /// Takes away what was meant for the load balancer's own connection; an upgrade is passed on.
    private static void connection(HttpHeaders headers, Client client) {
        String connection = headers.get(HttpHeaderNames.CONNECTION);
        boolean upgrade = connection != null
                && headers.contains(HttpHeaderNames.UPGRADE)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderNames.UPGRADE, true);
        if (connection != null) headers.remove(HttpHeaderNames.CONNECTION);
        if (upgrade) headers.set(Text.CONNECTION, "upgrade");
        else headers.remove(HttpHeaderNames.UPGRADE);
        headers.remove(Text.KEEP_ALIVE).remove(Text.PROXY_CONNECTION);
        if (client.http2())
            headers.remove(HttpConversionUtil.ExtensionHeaderNames.STREAM_ID.text())
                    .remove(HttpConversionUtil.ExtensionHeaderNames.SCHEME.text())
                    .remove(HttpConversionUtil.ExtensionHeaderNames.PATH.text());
    }

    private static void forwardedFor(HttpHeaders headers, NodeSettings settings, Client client) {
        switch (settings.forwardedFor()) {
            case REMOVE -> headers.remove(Text.X_FORWARDED_FOR);
            case PRESERVE -> {}
            case APPEND -> {
                String own = settings.clientPortInForwardedFor() ? client.ip() + ":" + client.port() : client.ip();
                String sent = headers.get(Text.X_FORWARDED_FOR);
                headers.set(
                        Text.X_FORWARDED_FOR,
                        sent == null ? own : String.join(", ", headers.getAll(Text.X_FORWARDED_FOR)) + ", " + own);
            }
        }
    }

    private static String trace(@Nullable String sent, Node node) {
        String fresh = "1-" + Text.hex(node.time().now().getEpochSecond(), 8) + "-" + node.traceDigits();
        if (sent == null) return "Root=" + fresh;
        return sent.contains("Root=") ? "Self=" + fresh + ";" + withoutSelf(sent) : "Root=" + fresh + ";" + sent;
    }

    private static String withoutSelf(String sent) {
        return sent.replaceAll("Self=[^;]*;?", "");
    }

    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
    private static void host(HttpHeaders headers, Door door) {
        String host = headers.get(HttpHeaderNames.HOST);
        if (host == null) return;
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > 0 && host.indexOf(']') < colon;
        if (door.standardPort()) {
            if (hasPort) headers.set(Text.HOST, host.substring(0, colon));
        } else if (!hasPort) {
            headers.set(Text.HOST, host + ":" + door.port());
        }
    }
}
