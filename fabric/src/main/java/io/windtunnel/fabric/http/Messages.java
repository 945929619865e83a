package io.windtunnel.fabric.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.windtunnel.fabric.net.Origin;
import io.windtunnel.kernel.identity.Place;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Our messages to and from the codec's.
final class Messages {
    private record WrittenDate(long second, String text) {}

    private static volatile WrittenDate date = new WrittenDate(Long.MIN_VALUE, "");

    private Messages() {}

    static Request request(HttpRequest head, Content body, Channel channel, boolean secure) {
        Fields fields = new Fields();
        var each = head.headers().iteratorAsString();
        while (each.hasNext()) {
            var field = each.next();
            fields.add(field.getKey(), field.getValue());
        }
        return new Request(head.method().name(), head.uri(), fields, body, origin(channel), secure);
    }

    private static Origin origin(Channel channel) {
        Origin known = channel.attr(Origin.KEY).get();
        if (known != null) return known;
        InetSocketAddress peer = channel.remoteAddress() instanceof InetSocketAddress address
                ? address
                : InetSocketAddress.createUnresolved("unknown", 0);
        return new Origin(Place.INTERNET, null, peer, false);
    }

    /// Writes `response` as the answer to `request`; does not flush. Of a body that is a stream it writes the head
    /// only, and returns whether the stream is to follow.
    static boolean write(ChannelHandlerContext ctx, Response response, HttpRequest request, boolean last, Instant now) {
        boolean bodiless = response.status() == 204 || response.status() == 304;
        boolean toHead = request.method().equals(HttpMethod.HEAD);
        boolean streamed = !response.content().isGathered();
        boolean follows = streamed && !bodiless && !toHead;
        HttpResponse written = follows ? head(response) : whole(response, bodiless || toHead || streamed);
        HttpHeaders headers = written.headers();
        response.fields().forEach(headers::add);
        if (!bodiless && !HttpUtil.isTransferEncodingChunked(written) && !(toHead && hasLength(headers))) {
            if (response.content().length() >= 0) headers.set(HttpHeaderNames.CONTENT_LENGTH, length(response));
            else if (follows) headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        if (!headers.contains(HttpHeaderNames.DATE)) headers.set(HttpHeaderNames.DATE, date(now));
        if (last) headers.set(HttpHeaderNames.CONNECTION, "close");
        else if (!request.protocolVersion().isKeepAliveDefault()) headers.set(HttpHeaderNames.CONNECTION, "keep-alive");
        ctx.write(written);
        return follows;
    }

    private static long length(Response response) {
        return response.content().length();
    }

    private static HttpResponse head(Response response) {
        return new DefaultHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                DefaultHttpHeadersFactory.headersFactory());
    }

    private static HttpResponse whole(Response response, boolean empty) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                empty ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(response.body()),
                DefaultHttpHeadersFactory.headersFactory(),
                DefaultHttpHeadersFactory.trailersFactory());
    }

    private static boolean hasLength(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    }

    private static String date(Instant now) {
        WrittenDate written = date;
        if (written.second != now.getEpochSecond()) {
            String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
            date = written = new WrittenDate(now.getEpochSecond(), text);
        }
        return written.text;
    }
}
