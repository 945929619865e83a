package io.windtunnel.fabric.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.windtunnel.kernel.time.Time;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One server connection: gathers a request, has it answered, writes the answer, and turns to the next. Requests
/// that come meanwhile (pipelining) wait in order.
///
/// Of a server that streams, a long body is not gathered: the request is handed over with its head, and the body
/// follows while it is being answered. No more of the connection is read while the reader lags; an answer that is a
/// stream is sent no faster than the client takes it. An answer that does not wait for the body ends the connection.
///
/// What is wrong with a request is answered once, and then the connection ends: its reader and the client no longer
/// agree where the next request begins.
final class HttpExchanges extends ChannelInboundHandlerAdapter {
    /// Decoded pieces that may wait before the connection is no longer read.
    private static final int MOST_WAITING = 256;

    private enum Phase {
        IDLE,
        BODY,
        ANSWERING,
        SENDING,
        ENDING
    }

    private final HttpServer server;
    private final boolean secure;
    private final Time time;
    private final Deadline deadline;
    private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private Phase phase = Phase.IDLE;
    private @Nullable HttpRequest head;
    private Body body = Body.NONE;
    private boolean keepAlive = true;
    private boolean inputEnded;
    /// The body that is being streamed, until its end has come.
    private @Nullable BodyStream stream;

    /// The body that was streamed to the handler, until that has answered.
    private @Nullable BodyStream handed;

    private boolean lagging;
    private boolean paused;
    private boolean turning;
    private int underWay;
    private int pieces;
    private long unread;

    HttpExchanges(HttpServer server, boolean secure, Time loopTime) {
        this.server = server;
        this.secure = secure;
        this.time = loopTime;
        this.deadline = new Deadline(loopTime, this::expired);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        deadline.in(server.limits().idle());
    }

    private ChannelHandlerContext context() {
        if (context == null) throw new IllegalStateException("not in a pipeline");
        return context;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        pieces++;
        if (!(message instanceof HttpObject piece) || phase == Phase.ENDING) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (ready() && waiting.isEmpty()) {
            take(piece);
            return;
        }
        waiting.add(piece);
        if (!paused && waiting.size() > MOST_WAITING) pause(true);
    }

    /// Whether the next piece may be taken: no answer is awaited, and the client reads those it got; or it is of a body
    /// that is streamed.
    private boolean ready() {
        return switch (phase) {
            case IDLE, BODY -> context().channel().isWritable();
            case ANSWERING -> stream != null;
            case SENDING, ENDING -> false;
        };
    }

    private void pause(boolean now) {
        paused = now;
        context().channel().config().setAutoRead(!now && !lagging);
    }

    private void lag(boolean now) {
        lagging = now;
        context().channel().config().setAutoRead(!now && !paused);
    }

    /// How many pieces have been decoded.
    int pieces() {
        return pieces;
    }

    /// Called when bytes have been decoded: something of a request may have come that is not whole yet.
    ///
    /// @param before how many pieces had been decoded before those bytes
    void afterRead(int before) {
        switch (phase) {
            case IDLE -> {
                if (pieces == before) deadline.noLaterThan(server.limits().headerTime());
            }
            case BODY -> deadline.in(server.limits().bodyPause());
            case ANSWERING -> {
                if (stream != null && !lagging) deadline.in(server.limits().bodyPause());
            }
            case SENDING, ENDING -> {}
        }
    }

    private void take(HttpObject piece) {
        try {
            DecoderResult result = piece.decoderResult();
            if (stream != null) {
                if (result.isFailure()) breakOff("the body is not coded as HTTP has it");
                else if (piece instanceof HttpContent content) feed(stream, content);
                return;
            }
            if (result.isFailure()) refuse(statusOf(result.cause()));
            else if (piece instanceof HttpRequest request) begin(request);
            if (phase == Phase.BODY && piece instanceof HttpContent content) gather(content);
        } finally {
            ReferenceCountUtil.release(piece);
        }
    }

    private static HttpResponseStatus statusOf(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private void begin(HttpRequest request) {
        keepAlive = HttpUtil.isKeepAlive(request);
        boolean old = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        if (!old && !request.headers().contains(HttpHeaderNames.HOST)) {
            refuse(HttpResponseStatus.BAD_REQUEST);
            return;
        }
        String expect = old ? null : request.headers().get(HttpHeaderNames.EXPECT);
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            refuse(HttpResponseStatus.EXPECTATION_FAILED);
            return;
        }
        long length = HttpUtil.getContentLength(request, -1L);
        HttpServer.Streaming streaming = server.streaming();
        if (streaming != null
                && (length > streaming.gatheredBytes() || length < 0 && HttpUtil.isTransferEncodingChunked(request))) {
            begin(request, length, expect != null);
            return;
        }
        if (length > server.limits().bodyBytes()) {
            refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        if (expect != null) proceed();
        head = request;
        body = Body.NONE;
        phase = Phase.BODY;
    }

    private void proceed() {
        context().writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }

    /// Hands over a request whose body is to follow.
    private void begin(HttpRequest request, long length, boolean expected) {
        head = request;
        BodyStream following = new BodyStream(
                () -> context().executor().execute(() -> wanted(expected)),
                () -> context().executor().execute(this::caughtUp));
        stream = following;
        handed = following;
        dispatch(request, Content.of(() -> following, length));
        if (stream == following && !expected) deadline.in(server.limits().bodyPause());
    }

    /// The body is read for the first time.
    private void wanted(boolean expected) {
        if (!expected || stream == null || phase != Phase.ANSWERING) return;
        proceed();
        deadline.in(server.limits().bodyPause());
    }

    private void caughtUp() {
        if (!lagging) return;
        lag(false);
        if (stream != null) deadline.in(server.limits().bodyPause());
    }

    private void feed(BodyStream following, HttpContent content) {
        boolean lags = following.offer(content.content().retain());
        if (content instanceof LastHttpContent) {
            following.end();
            stream = null;
            deadline.none();
            if (lagging) lag(false);
        } else if (lags && !lagging) {
            deadline.none();
            lag(true);
        }
    }

    /// The body that is awaited will not come whole.
    private void breakOff(String why) {
        keepAlive = false;
        if (stream != null) stream.fail(new IOException(why));
        stream = null;
        deadline.none();
        if (lagging) lag(false);
    }

    private void gather(HttpContent content) {
        body = body.with(content.content());
        if (body.size() > server.limits().bodyBytes()) refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        else if (content instanceof LastHttpContent && head != null) dispatch(head, Content.of(body.bytes()));
    }

    private void dispatch(HttpRequest request, Content content) {
        phase = Phase.ANSWERING;
        deadline.none();
        CompletionStage<Response> answer;
        try {
            answer = server.handler()
                    .handle(Messages.request(request, content, context().channel(), secure));
        } catch (RuntimeException bug) {
            answered(null, bug);
            return;
        }
        body = Body.NONE;
        answer.whenComplete((response, failure) -> {
            if (context().executor().inEventLoop()) answered(response, failure);
            else context().executor().execute(() -> answered(response, failure));
        });
    }

    private void answered(@Nullable Response response, @Nullable Throwable failure) {
        if (handed != null) handed.abandon();
        handed = null;
        if (phase != Phase.ANSWERING || head == null) return;
        boolean unread = stream != null;
        stream = null;
        deadline.none();
        boolean last = !keepAlive || inputEnded || server.closing() || unread;
        Response written = response != null ? response : server.failed(failure);
        boolean follows = Messages.write(context(), written, head, last, time.now());
        head = null;
        if (follows) send(written.content(), last, unread);
        else sent(last, unread);
    }

    /// The body of an answer follows its head.
    private void send(Content content, boolean last, boolean linger) {
        phase = Phase.SENDING;
        HttpServer.Streaming streaming = server.streaming();
        if (streaming == null) throw new IllegalStateException("this server gathers every body");
        BodyPump pump = new BodyPump(context(), content, new BodyPump.Progress() {
            @Override
            public void begun() {
                underWay++;
                deadline.in(server.limits().bodyPause());
            }

            @Override
            public void taken() {
                underWay--;
                if (phase != Phase.SENDING) return;
                if (underWay > 0) deadline.in(server.limits().bodyPause());
                else deadline.none();
            }

            @Override
            public void ended(boolean whole) {
                if (phase != Phase.SENDING) return;
                if (!whole) {
                    context().close();
                    return;
                }
                context().write(LastHttpContent.EMPTY_LAST_CONTENT);
                sent(last, linger);
            }
        });
        try {
            streaming.threads().run(pump);
        } catch (RejectedExecutionException closing) {
            context().close();
        }
    }

    /// The answer has been written, to its end.
    private void sent(boolean last, boolean linger) {
        if (last) {
            end(linger);
            return;
        }
        context().flush();
        phase = Phase.IDLE;
        rest();
        next();
    }

    /// Waits for the next request, or for the client to read the last answer.
    private void rest() {
        boolean read = context().channel().isWritable();
        unread = read ? 0 : context().channel().bytesBeforeWritable();
        deadline.in(read ? server.limits().idle() : server.limits().bodyPause());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (phase == Phase.IDLE && ctx.channel().isWritable()) {
            rest();
            next();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /// Takes what waits. An answer that is there at once comes back here: the first on the stack goes on.
    private void next() {
        if (turning) return;
        turning = true;
        while (ready() && !waiting.isEmpty()) take(waiting.remove());
        turning = false;
        if (paused && waiting.isEmpty()) pause(false);
    }

    private void refuse(HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        context().write(response);
        end(true);
    }

    /// The answer just written is the last.
    ///
    /// @param linger whether what the client still sends is read and forgotten for a while, so that its
    ///     sending does not destroy the answer on its way
    private void end(boolean linger) {
        phase = Phase.ENDING;
        head = null;
        body = Body.NONE;
        forgetWaiting();
        if (lagging) lag(false);
        if (paused) pause(false);
        ChannelFuture written = context().writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (linger && !inputEnded && context().channel() instanceof DuplexChannel duplex) {
            if (!secure) written.addListener(_ -> duplex.shutdownOutput());
            deadline.in(HttpServer.LINGER);
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// Ends the connection now if it is idle, else with the next answer.
    void drain() {
        if (phase == Phase.IDLE) context().close();
    }

    private void expired() {
        switch (phase) {
            case IDLE -> {
                if (deadline.shortened()) refuse(HttpResponseStatus.REQUEST_TIMEOUT);
                else if (unread > 0 && context().channel().bytesBeforeWritable() < unread) rest();
                else context().close();
            }
            case BODY -> refuse(HttpResponseStatus.REQUEST_TIMEOUT);
            case ENDING, SENDING -> context().close();
            case ANSWERING -> breakOff("the client paused for too long");
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (stream != null) breakOff("the client broke off");
            if (phase != Phase.ANSWERING && phase != Phase.SENDING) ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (stream != null) stream.fail(new IOException("the client broke off"));
        stream = null;
        phase = Phase.ENDING;
        deadline.cancel();
        forgetWaiting();
        body = Body.NONE;
        ctx.fireChannelInactive();
    }

    private void forgetWaiting() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        server.connectionFailed(cause);
        ctx.close();
    }
}
