package io.windtunnel.fabric.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.windtunnel.fabric.net.Destination;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// One request and its response, on a client's connection.
final class ClientExchange extends SimpleChannelInboundHandler<HttpObject> {
    private final Destination to;
    private final Request request;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private int status;
    private Fields fields = new Fields();
    private Body body = Body.NONE;

    ClientExchange(Destination to, Request request) {
        this.to = to;
        this.request = request;
    }

    CompletableFuture<Response> answer() {
        return answer;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        DefaultFullHttpRequest message = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(request.method()),
                request.target(),
                Unpooled.wrappedBuffer(request.body()));
        request.fields().forEach(message.headers()::add);
        if (!message.headers().contains(HttpHeaderNames.HOST))
            message.headers().set(HttpHeaderNames.HOST, to.ip() + ":" + to.port());
        if (request.body().length > 0) message.headers().set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
        message.headers().set(HttpHeaderNames.CONNECTION, "close");
        ctx.writeAndFlush(message);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject piece) {
        if (piece.decoderResult().isFailure()) {
            answer.completeExceptionally(new IOException(
                    "not an HTTP answer from " + to, piece.decoderResult().cause()));
            return;
        }
        if (piece instanceof HttpResponse head) begin(head);
        if (piece instanceof HttpContent content) {
            body = body.with(content.content());
            if (body.size() > HttpClient.MOST_BODY_BYTES)
                answer.completeExceptionally(new IOException("the answer of " + to + " is too long"));
            else if (piece instanceof LastHttpContent && status >= 200)
                answer.complete(new Response(status, fields, body.bytes()));
        }
    }

    private void begin(HttpResponse head) {
        status = head.status().code();
        fields = new Fields();
        var each = head.headers().iteratorAsString();
        while (each.hasNext()) {
            var field = each.next();
            fields.add(field.getKey(), field.getValue());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        answer.completeExceptionally(new IOException(to + " closed the connection without an answer"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        answer.completeExceptionally(
                cause instanceof IOException known ? known : new IOException("exchange with " + to + " failed", cause));
    }
}
