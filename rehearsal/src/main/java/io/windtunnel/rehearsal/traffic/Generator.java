package io.windtunnel.rehearsal.traffic;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.measure.Failure;
import io.windtunnel.rehearsal.measure.Tally;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Sends one stream of traffic to one design and tallies what becomes of it.
///
/// Everything happens on one event loop. When the loop falls behind, requests are sent late but none is left out: their
/// latency is charged from when they were due, and the tally knows the lag.
public final class Generator {
    /// Requests sent in one go before the loop looks at its sockets again.
    private static final int MOST_AT_ONCE = 256;

    /// How often requests out of patience are looked for, wall time.
    private static final long SWEEP_MILLIS = 10;

    private final TrafficPlan plan;
    private final Time time;
    private final EventLoop loop;
    private final Url url;
    private final Tally tally;
    private final Arrivals arrivals;
    private final Mix mix;
    private final List<Client> clients;
    private final Host host;
    private final Deque<Exchange> pending = new ArrayDeque<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final Exchange.Ending ending = new Ending();
    private long beginNanos;
    private long due;
    private int turn;

    /// @param url where this design's stream goes
    /// @param ip the client's own address on AWS's side; no other host's
    public Generator(TrafficPlan plan, Url url, Tally tally, Fabric fabric, String ip) {
        this.plan = plan;
        this.time = fabric.time();
        this.loop = fabric.network().eventLoop();
        this.url = url;
        this.tally = tally;
        RandomStreams random = fabric.random().below("traffic " + plan.name());
        this.arrivals = new Arrivals(plan.rate(), plan.pacing(), random.stream("arrivals"));
        this.mix = new Mix(plan.send(), random.stream("mix"));
        this.host = fabric.network().host(plan.from(), NamedAddress.INTERNET, ip);
        this.clients = Stream.generate(() -> new Client(fabric, host, loop, url, plan))
                .limit(plan.clients())
                .toList();
    }

    /// Begins to send, the first request when `beginNanos` of scenario time has come. Ends when the last is answered or
    /// given up.
    public CompletableFuture<Void> start(long beginNanos) {
        loop.execute(() -> {
            this.beginNanos = beginNanos;
            due = arrivals.next();
            pump();
            sweep();
        });
        return finished;
    }

    /// Takes the clients off the network.
    public void close() {
        loop.execute(() -> {
            clients.forEach(Client::close);
            host.close();
        });
    }

    private void pump() {
        int sent = 0;
        long now = time.nanos() - beginNanos;
        while (due != Arrivals.OVER && due <= now) {
            if (sent++ == MOST_AT_ONCE) {
                loop.execute(this::pump);
                return;
            }
            long intended = due;
            due = arrivals.next();
            send(intended, now);
            now = time.nanos() - beginNanos;
        }
        if (due == Arrivals.OVER) return;
        long wait = time.onWall(Duration.ofNanos(due - now)).toNanos();
        loop.schedule(this::pump, wait, TimeUnit.NANOSECONDS);
    }

    private void send(long intended, long now) {
        tally.offered(intended, now - intended);
        Mix.Chosen chosen = mix.next();
        RequestTemplate template = chosen.template();
        String target = url.basePath() + chosen.path();
        boolean repeatable = switch (template.method()) {
            case "GET", "HEAD", "PUT", "DELETE", "OPTIONS" -> true;
            default -> false;
        };
        Exchange exchange = new Exchange(intended, () -> request(template, target), repeatable, ending);
        pending.addLast(exchange);
        clients.get(turn++ % clients.size()).send(exchange);
    }

    private FullHttpRequest request(RequestTemplate template, String target) {
        byte[] body = template.body().getBytes(StandardCharsets.UTF_8);
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(template.method()),
                target,
                body.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.HOST, url.authority());
        request.headers().set(HttpHeaderNames.USER_AGENT, "windtunnel");
        request.headers().set(HttpHeaderNames.ACCEPT, "*/*");
        template.headers().forEach((name, value) -> request.headers().set(name, value));
        if (body.length > 0) request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (!plan.keepAlive()) request.headers().set(HttpHeaderNames.CONNECTION, "close");
        return request;
    }

    /// Gives up those whose patience is over. They stand in the order of their due times, and all are as patient.
    private void sweep() {
        clients.forEach(Client::sweep);
        long now = time.nanos() - beginNanos;
        long patience = plan.timeout().toNanos();
        while (!pending.isEmpty()) {
            Exchange first = pending.peekFirst();
            if (!first.done() && first.intendedNanos + patience > now) break;
            pending.removeFirst();
            first.expire();
        }
        if (pending.isEmpty() && due == Arrivals.OVER) finished.complete(null);
        else loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private final class Ending implements Exchange.Ending {
        @Override
        public void answered(Exchange exchange, int status) {
            tally.answered(exchange.intendedNanos, time.nanos() - beginNanos - exchange.intendedNanos, status);
        }

        @Override
        public void failed(Exchange exchange, Failure failure) {
            tally.failed(exchange.intendedNanos, failure);
        }
    }
}
