package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A client's connection (or one stream of an HTTP/2 connection): reads requests one after the other, has each
/// answered,
/// and ends when nothing moves for the idle timeout. Lives on its event loop.
final class Front extends ChannelInboundHandlerAdapter {
    /// Messages of pipelined requests that wait until those before them are answered.
    private static final int MOST_WAITING = 1024;

    private final Node node;
    private final Door door;
    private final Client client;
    private final Codecs.@Nullable RequestReader reader;
    private final Codecs.@Nullable ResponseWriter writer;
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(2);
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;
    private Duration keepAlive = Duration.ZERO;
    private long bornNanos;
    private long lastActivityNanos;
    private boolean closeAfter;
    private boolean discarding;
    private boolean oldClient;
    private boolean relaying;

    /// @param reader and `writer` are null for a stream of HTTP/2
    Front(
            Node node,
            Door door,
            Client client,
            Codecs.@Nullable RequestReader reader,
            Codecs.@Nullable ResponseWriter writer) {
        this.node = node;
        this.door = door;
        this.client = client;
        this.reader = reader;
        this.writer = writer;
    }

    private boolean http2() {
        return writer == null;
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "not connected");
    }

    private Channel channel() {
        return context().channel();
    }

    long lastActivityNanos() {
        return lastActivityNanos;
    }

    void touch() {
        lastActivityNanos = node.time().nanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        touch();
        bornNanos = lastActivityNanos;
        NodeSettings settings = node.settings();
        keepAlive = settings.keepAlive();
        watchIdle(settings.idleTimeout());
    }

    private void watchIdle(Duration timeout) {
        node.time(channel().eventLoop()).after(timeout, () -> {
            if (relaying || !channel().isOpen()) return;
            Duration limit = node.settings().idleTimeout();
            Duration left = limit.minusNanos(node.time().nanos() - lastActivityNanos);
            if (left.isNegative() || left.isZero()) idleTooLong();
            else watchIdle(left);
        });
    }

    private void idleTooLong() {
        Exchange current = exchange;
        if (current == null || current.responseBegun()) {
            if (current != null) current.give();
            exchange = null;
            context().close();
            return;
        }
        current.fail(current.requestDone() ? HttpResponseStatus.GATEWAY_TIMEOUT : HttpResponseStatus.REQUEST_TIMEOUT);
        watchIdle(node.settings().idleTimeout());
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        touch();
        if (busy(message)) {
            waiting.add(message);
            pause();
            if (waiting.size() > MOST_WAITING) abort();
            return;
        }
        handle(message);
    }

    /// Whether `message` belongs to a request after the one that is being answered.
    private boolean busy(Object message) {
        Exchange current = exchange;
        if (!waiting.isEmpty()) return true;
        return current != null && current.requestDone() && !(message instanceof io.netty.buffer.ByteBuf);
    }

    private void handle(Object message) {
        if (message instanceof FullHttpMessage full && message instanceof HttpRequest request) {
            HttpRequest head =
                    new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.uri(), request.headers());
            head.setDecoderResult(request.decoderResult());
            begin(head);
            body(new DefaultLastHttpContent(full.content(), full.trailingHeaders()));
        } else if (message instanceof HttpRequest request) {
            begin(request);
        } else if (message instanceof HttpContent content) {
            body(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        discarding = false;
        oldClient = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        closeAfter = !http2() && !HttpUtil.isKeepAlive(request);
        if (lastActivityNanos - bornNanos > keepAlive.toNanos()) closeAfter = true;
        if (reader != null) meterBytes(reader.takeBytes());
        boolean ambiguous = reader != null && reader.takeAmbiguous();
        HttpResponseStatus refusal = Screening.refusal(request, ambiguous, node);
        if (refusal != null) {
            closeAfter = true;
            answer(Answers.error(refusal, node.time().now()), request, true);
            return;
        }
        if (ambiguous && node.settings().desync() == NodeSettings.Desync.DEFENSIVE) closeAfter = true;
        if (HttpUtil.is100ContinueExpected(request)) welcome(request);
        Dispatch.dispatch(this, node, door, client, request);
    }

    /// The load balancer asks for the body itself; targets never see the expectation.
    /// Source:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
    private void welcome(HttpRequest request) {
        request.headers().remove(HttpHeaderNames.EXPECT);
        if (writer == null) return;
        writer.headOnly(false);
        context().writeAndFlush(Answers.proceed());
    }

    private void body(HttpContent content) {
        Exchange current = exchange;
        if (content.decoderResult().isFailure()) {
            content.release();
            if (current != null) current.fail(HttpResponseStatus.BAD_REQUEST);
            else if (!discarding) context().close();
            return;
        }
        if (current != null) current.requestBody(content);
        else content.release();
        if (content instanceof LastHttpContent) discarding = false;
    }

    /// Has the request answered by a target.
    void forward(Exchange next, HttpRequest request) {
        exchange = next;
        next.begin(channel().eventLoop(), request);
    }

    /// Has the request answered by the load balancer itself.
    void answer(HttpResponse response, HttpRequest request, boolean asError) {
        if (asError) node.meters().own(response.status().code());
        discarding = true;
        writeHead(response, request.method().equals(HttpMethod.HEAD));
        flush();
        if (closeAfter) Node.closeAfterWrites(channel());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        Exchange current = exchange;
        if (current != null) current.flushRequest();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        Exchange current = exchange;
        if (current != null && changed.channel().isWritable()) current.clientTakesMore();
    }

    boolean writable() {
        return channel().isWritable();
    }

    /// Reads no more from the client for now.
    void pause() {
        channel().config().setAutoRead(false);
    }

    void resume() {
        if (!channel().config().isAutoRead()) channel().config().setAutoRead(true);
    }

    /// Writes the head of a response.
    void writeHead(HttpResponse response, boolean headOnly) {
        if (writer != null) writer.headOnly(headOnly);
        if (!http2() && closeAfter) response.headers().set(Text.CONNECTION, HttpHeaderValues.CLOSE);
        else if (oldClient) response.headers().set(Text.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        context().write(response, context().voidPromise());
    }

    void writeBody(HttpContent content, boolean flush) {
        if (flush) context().writeAndFlush(content, context().voidPromise());
        else context().write(content, context().voidPromise());
    }

    /// Gives a response an end that the client can see: chunks, or for an old client the end of the connection.
    void delimit(HttpResponse response) {
        if (http2()) return;
        if (oldClient) closeAfter = true;
        else HttpUtil.setTransferEncodingChunked(response, true);
    }

    void flush() {
        context().flush();
    }

    void meterBytes(long count) {
        node.passed(count);
    }

    /// The response is over.
    void exchangeOver(boolean requestDone) {
        exchange = null;
        discarding = !requestDone;
        next();
    }

    /// The target has failed, and the client has heard nothing yet.
    void failed(HttpResponseStatus status, boolean requestDone) {
        exchange = null;
        if (!channel().isActive()) return;
        node.meters().own(status.code());
        if (!requestDone) closeAfter = true;
        discarding = true;
        writeHead(Answers.error(status, node.time().now()), false);
        flush();
        next();
    }

    /// Goes on with the next request, if one has come already.
    private void next() {
        if (closeAfter) {
            if (!http2()) Node.closeAfterWrites(channel());
            return;
        }
        while (!waiting.isEmpty()) {
            Object message = Objects.requireNonNull(waiting.peek());
            Exchange current = exchange;
            if (current != null && current.requestDone()) return;
            waiting.poll();
            handle(message);
            if (closeAfter && exchange == null) return;
        }
        Exchange current = exchange;
        if (current == null || !current.requestDone()) resume();
    }

    /// Ends the connection in the middle of a response.
    void abort() {
        exchange = null;
        context().close();
    }

    /// From now on bytes are passed both ways as they are.
    void relay(Back back, Backend target) {
        relaying = true;
        exchange = null;
        flush();
        Relay.join(node, target, channel(), back);
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        Exchange current = exchange;
        exchange = null;
        if (current == null) return;
        if (!current.responseBegun()) node.meters().own(current.requestDone() ? 460 : 400);
        current.give();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
        broken.close();
    }
}
