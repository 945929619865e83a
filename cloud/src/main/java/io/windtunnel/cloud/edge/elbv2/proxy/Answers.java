package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/// What the load balancer answers by itself. The pages are as observed.
final class Answers {
    private Answers() {}

    private static String words(HttpResponseStatus status) {
        return switch (status.code()) {
            case 503 -> "503 Service Temporarily Unavailable";
            case 504 -> "504 Gateway Time-out";
            case 414 -> "414 Request-URI Too Large";
            case 408 -> "408 Request Time-out";
            case 405 -> "405 Not Allowed";
            case 463, 464 -> Integer.toString(status.code());
            default -> status.code() + " " + status.reasonPhrase();
        };
    }

    /// An error, with its page.
    static FullHttpResponse error(HttpResponseStatus status, Instant now) {
        String words = words(status);
        HttpResponseStatus told = new HttpResponseStatus(status.code(), words.length() > 4 ? words.substring(4) : "");
        return full(told, "text/html", page(words), now);
    }

    static String page(String words) {
        return "<html>\r\n<head><title>" + words + "</title></head>\r\n<body>\r\n<center><h1>" + words
                + "</h1></center>\r\n</body>\r\n</html>\r\n";
    }

    static FullHttpResponse full(HttpResponseStatus status, String contentType, String body, Instant now) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes));
        response.headers()
                .set(Text.SERVER, Text.OWN_NAME)
                .set(Text.DATE, DateFormatter.format(Date.from(now)))
                .set(Text.CONTENT_TYPE, contentType)
                .set(Text.CONTENT_LENGTH, Integer.toString(bytes.length));
        return response;
    }

    /// The answer to a client that waits before it sends its body.
    static FullHttpResponse proceed() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
    }
}
