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
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One server connection: gathers a request, has it answered, writes the answer, and turns to the next. Requests
/// that come meanwhile (pipelining) wait in order.
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
    private boolean paused;
    private boolean turning;
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

    /// Whether the next piece may be taken: no answer is awaited, and the client reads those it got.
    private boolean ready() {
        return phase != Phase.ANSWERING
                && phase != Phase.ENDING
                && context().channel().isWritable();
    }

    private void pause(boolean now) {
        paused = now;
        context().channel().config().setAutoRead(!now);
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
            case ANSWERING, ENDING -> {}
        }
    }

    private void take(HttpObject piece) {
        try {
            DecoderResult result = piece.decoderResult();
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
        if (HttpUtil.getContentLength(request, -1L) > server.limits().bodyBytes()) {
            refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        String expect = request.headers().get(HttpHeaderNames.EXPECT);
        if (expect != null && !old) {
            if (!expect.equalsIgnoreCase("100-continue")) {
                refuse(HttpResponseStatus.EXPECTATION_FAILED);
                return;
            }
            context().writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        head = request;
        body = Body.NONE;
        phase = Phase.BODY;
    }

    private void gather(HttpContent content) {
        body = body.with(content.content());
        if (body.size() > server.limits().bodyBytes()) refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        else if (content instanceof LastHttpContent && head != null) dispatch(head);
    }

    private void dispatch(HttpRequest request) {
        phase = Phase.ANSWERING;
        deadline.none();
        CompletionStage<Response> answer;
        try {
            answer = server.handler()
                    .handle(Messages.request(request, body.bytes(), context().channel(), secure));
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
        if (phase != Phase.ANSWERING || head == null) return;
        boolean last = !keepAlive || inputEnded || server.closing();
        Response written = response != null ? response : server.failed(failure);
        Messages.write(context(), written, head, last, time.now());
        head = null;
        if (last) {
            end(false);
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
        if (paused) pause(false);
        ChannelFuture written = context().writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (linger && !inputEnded && !secure && context().channel() instanceof DuplexChannel duplex) {
            written.addListener(_ -> duplex.shutdownOutput());
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
            case ENDING -> context().close();
            case ANSWERING -> {}
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (phase != Phase.ANSWERING) ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
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
