package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One request at a target, from the choice of the target to the end of the response. Bodies are passed on as they
/// come;
/// when one side takes no more, the other is not read. Lives on the event loop of both connections.
///
/// A request is never sent to a second target: what fails is answered by the load balancer itself.
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
final class Exchange {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Front front;
    private final Node node;
    private final Pool pool;
    private final Backend target;
    private final Cookies.Set cookies;
    private final boolean head;
    private final boolean upgrade;
    private final ArrayDeque<Object> unsent = new ArrayDeque<>(2);
    private @Nullable Back back;
    private @Nullable HttpRequest unsentHead;
    private long sentNanos;
    private boolean requestDone;
    private boolean responseBegun;
    private boolean interim;
    private boolean keepBack;
    private boolean switching;
    private boolean over;

    Exchange(Front front, Node node, Pool pool, Backend target, Cookies.Set cookies, HttpRequest request) {
        this.front = front;
        this.node = node;
        this.pool = pool;
        this.target = target;
        this.cookies = cookies;
        this.head = request.method().equals(HttpMethod.HEAD);
        this.upgrade = request.headers().contains(HttpHeaderNames.UPGRADE);
    }

    boolean requestDone() {
        return requestDone;
    }

    boolean responseBegun() {
        return responseBegun;
    }

    boolean upgrade() {
        return upgrade;
    }

    /// Sends the request to the target: over a connection that is there, or over a new one.
    void begin(EventLoop loop, HttpRequest request) {
        target.begin();
        Back idle = target.take(loop);
        if (idle != null) {
            use(idle);
            unsentHead = request;
            return;
        }
        unsent.add(request);
        Back fresh = new Back(node, target);
        ChannelFuture attempt = node.connect(loop, target, pool.settings().secure(), fresh);
        attempt.addListener(done -> {
            if (done.isSuccess()) connected(fresh);
            else notConnected(Back.timedOut(done));
        });
        front.pause();
    }

    /// Writes the head of the request, if that was not done; a request without a body goes out in one piece.
    private void writeHead(Back to) {
        HttpRequest head = unsentHead;
        unsentHead = null;
        if (head != null) to.write(head);
    }

    private void writeWhole(Back to, HttpRequest head, LastHttpContent end) {
        unsentHead = null;
        to.write(new DefaultFullHttpRequest(
                head.protocolVersion(),
                head.method(),
                head.uri(),
                end.content(),
                head.headers(),
                end.trailingHeaders()));
    }

    private void use(Back chosen) {
        back = chosen;
        chosen.reader().headOnly(head);
        chosen.serve(this);
        sentNanos = node.time().nanos();
    }

    private void connected(Back fresh) {
        if (over) {
            fresh.close();
            return;
        }
        use(fresh);
        for (Object part = unsent.poll(); part != null; part = unsent.poll()) fresh.write(part);
        fresh.flush();
        if (fresh.channel().isWritable()) front.resume();
    }

    private void notConnected(boolean timedOut) {
        if (over) return;
        node.meters().targetUnreachable(pool.settings().group());
        fail(timedOut ? HttpResponseStatus.GATEWAY_TIMEOUT : HttpResponseStatus.BAD_GATEWAY);
    }

    /// A piece of the client's body, or its end.
    void requestBody(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (last) requestDone = true;
        if (over) {
            content.release();
            return;
        }
        if (back == null) {
            unsent.add(content);
            return;
        }
        HttpRequest head = unsentHead;
        if (head != null
                && content instanceof LastHttpContent end
                && !content.content().isReadable()) {
            writeWhole(back, head, end);
        } else {
            writeHead(back);
            back.write(content);
        }
        if (last) back.flush();
        else if (!back.channel().isWritable()) front.pause();
        if (last) sentNanos = front.lastActivityNanos();
    }

    void flushRequest() {
        if (back == null || requestDone) return;
        writeHead(back);
        back.flush();
    }

    void targetTakesMore() {
        if (!over && !requestDone) front.resume();
    }

    /// Whether the client takes no more for now.
    void clientTakesMore() {
        if (back != null) back.channel().config().setAutoRead(true);
    }

    /// The target's response, without its body.
    void response(HttpResponse response) {
        front.touch();
        if (response.decoderResult().isFailure()) {
            fail(HttpResponseStatus.BAD_GATEWAY);
            return;
        }
        HttpResponseStatus status = response.status();
        switching = status.code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code() && upgrade;
        interim = !switching && status.codeClass() == HttpStatusClass.INFORMATIONAL;
        if (interim) return;
        responseBegun = true;
        double seconds = (front.lastActivityNanos() - sentNanos) / NANOS_PER_SECOND;
        node.meters().answered(pool.settings().group(), status.code(), seconds);
        if (!switching) settle(response);
        cookies.addTo(response.headers());
        front.writeHead(response, head);
    }

    private void settle(HttpResponse response) {
        boolean selfDelimited = head
                || HttpUtil.isTransferEncodingChunked(response)
                || response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                || response.status().code() == 204
                || response.status().code() == 304;
        keepBack = selfDelimited && HttpUtil.isKeepAlive(response);
        response.headers()
                .remove(HttpHeaderNames.CONNECTION)
                .remove(Text.KEEP_ALIVE)
                .remove(Text.PROXY_CONNECTION)
                .remove(HttpHeaderNames.UPGRADE);
        response.setProtocolVersion(HttpVersion.HTTP_1_1);
        if (!selfDelimited) front.delimit(response);
    }

    /// A piece of the target's body, or its end.
    void responseBody(HttpContent content) {
        if (interim) {
            content.release();
            if (content instanceof LastHttpContent) interim = false;
            return;
        }
        if (over) {
            content.release();
            return;
        }
        if (content.decoderResult().isFailure()) {
            content.release();
            targetClosed();
            return;
        }
        front.touch();
        boolean last = content instanceof LastHttpContent;
        front.writeBody(content, last);
        if (last) end();
        else if (!front.writable() && back != null) back.channel().config().setAutoRead(false);
    }

    void flushResponse() {
        if (responseBegun && !over) front.flush();
    }

    private void end() {
        over = true;
        Back served = back;
        back = null;
        if (switching && served != null) {
            front.meterBytes(served.reader().takeBytes());
            front.relay(served, target);
            return;
        }
        target.end();
        if (served != null) {
            front.meterBytes(served.reader().takeBytes());
            served.release(keepBack && requestDone);
        }
        front.exchangeOver(requestDone);
    }

    /// The target's connection has ended while it was serving this.
    void targetClosed() {
        if (over) return;
        if (responseBegun) abort();
        else fail(HttpResponseStatus.BAD_GATEWAY);
    }

    /// The load balancer answers itself.
    void fail(HttpResponseStatus status) {
        if (over) return;
        give();
        front.failed(status, requestDone);
    }

    /// The response cannot be finished: the client must see that.
    private void abort() {
        give();
        front.abort();
    }

    /// The client is gone, or nothing has moved for too long.
    void give() {
        if (over) return;
        over = true;
        target.end();
        unsent.forEach(ReferenceCountUtil::release);
        unsent.clear();
        Back served = back;
        back = null;
        if (served != null) served.close();
    }
}
