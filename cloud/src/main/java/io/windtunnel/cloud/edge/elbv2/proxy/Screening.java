package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is refused before any rule is looked at.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
final class Screening {
    /// Addresses in an `X-Forwarded-For`, and bytes of one header.
    private static final int MOST_FORWARDED = 30;

    private static final int LONGEST_HEADER = 16 * 1024;
    private static final HttpResponseStatus TOO_MANY_FORWARDED = new HttpResponseStatus(463, "");

    private Screening() {}

    /// The status a request is refused with, or null when it may pass. Takes invalid headers away where that is asked
    /// for.
    static @Nullable HttpResponseStatus refusal(HttpRequest request, boolean ambiguous, Node node) {
        if (request.decoderResult().isFailure())
            return malformed(request.decoderResult().cause());
        if (request.protocolVersion().majorVersion() != 1) return HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
        if (request.method().equals(HttpMethod.TRACE)) return HttpResponseStatus.METHOD_NOT_ALLOWED;
        HttpHeaders headers = request.headers();
        if (request.protocolVersion().minorVersion() > 0 && !headers.contains(HttpHeaderNames.HOST))
            return HttpResponseStatus.BAD_REQUEST;
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        if (coding != null && request.protocolVersion().minorVersion() == 0) return HttpResponseStatus.BAD_REQUEST;
        if (coding != null && !coding.equalsIgnoreCase("chunked") && !coding.equalsIgnoreCase("identity"))
            return HttpResponseStatus.NOT_IMPLEMENTED;
        if (ambiguous) {
            node.meters().notCompliant();
            if (node.settings().desync() == NodeSettings.Desync.STRICTEST) return HttpResponseStatus.BAD_REQUEST;
        }
        if (node.settings().dropInvalidHeaders()) dropInvalid(headers, node);
        if (tooManyForwarded(headers)) return TOO_MANY_FORWARDED;
        return tooLong(headers) ? HttpResponseStatus.BAD_REQUEST : null;
    }

    private static HttpResponseStatus malformed(@Nullable Throwable cause) {
        boolean coding = cause != null && String.valueOf(cause.getMessage()).contains("transfer coding");
        if (coding) return HttpResponseStatus.NOT_IMPLEMENTED;
        return cause instanceof TooLongHttpLineException
                ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                : HttpResponseStatus.BAD_REQUEST;
    }

    private static boolean tooManyForwarded(HttpHeaders headers) {
        String forwarded = headers.get(Text.X_FORWARDED_FOR);
        if (forwarded == null) return false;
        int commas = 0;
        for (int i = 0; i < forwarded.length(); i++) if (forwarded.charAt(i) == ',') commas++;
        return commas >= MOST_FORWARDED;
    }

    /// Only a request line and header of more than one header's limit need to be looked at one by one; the reader has
    /// held the whole to 64 KB.
    private static boolean tooLong(HttpHeaders headers) {
        var all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = all.next();
            if (header.getKey().length() + header.getValue().length() > LONGEST_HEADER) return true;
        }
        return false;
    }

    private static void dropInvalid(HttpHeaders headers, Node node) {
        List<String> dropped = new ArrayList<>();
        for (String name : headers.names()) if (!name.matches("[-A-Za-z0-9]+")) dropped.add(name);
        if (dropped.isEmpty()) return;
        dropped.forEach(headers::remove);
        node.meters().droppedHeaders();
    }
}
