package io.windtunnel.simulation.model;

import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.rehearsal.measure.Counts;
import io.windtunnel.rehearsal.measure.Failure;
import io.windtunnel.rehearsal.plan.Distribution;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import io.windtunnel.rehearsal.traffic.Arrivals;
import io.windtunnel.rehearsal.traffic.Client;
import io.windtunnel.rehearsal.traffic.Mix;
import io.windtunnel.rehearsal.traffic.Url;
import io.windtunnel.simulation.engine.Actor;
import java.util.ArrayDeque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One stream of traffic: calls at the moments that the live generator would intend, and what becomes of them.
///
/// Thread safety: belongs to the engine's thread.
public final class TrafficModel {
    private final World world;
    private final TrafficPlan plan;
    private final Url url;
    private final World.Turn turn;
    private final List<Counts> counts;
    private final Host host;
    private final Arrivals arrivals;
    private final Mix mix;
    private final RandomGenerator lags;
    private final RequestModel[] requests;
    private final ClientModel[] clients;
    private final ArrayDeque<Call> pending = new ArrayDeque<>();
    private final Actor arrive = (now, _) -> arrive(now);
    private final Actor expire = (now, _) -> expire(now);
    private final long patienceNanos;
    private final long connectTimeoutNanos;
    private long beginNanos;
    private long due = Arrivals.OVER;
    private long settledNanos;
    private int next;
    private boolean expiring;
    private final @Nullable Sample sample;
    private long weighedAtTask = -1;
    private double every = 1;
    private double weighed;
    private int weight = 1;
    private long sent;
    private @Nullable Distribution lag;
    private long sentNanos;

    /// @param counts where its requests are counted: the stream's own, and the whole design's
    /// @param ip the clients' address on AWS's side; no other host's
    public TrafficModel(World world, TrafficPlan plan, Url url, List<Counts> counts, String ip) {
        this.world = world;
        this.plan = plan;
        this.url = url;
        this.turn = world.turn(url.host());
        this.counts = List.copyOf(counts);
        this.host = world.fabric().hosts().host(plan.from(), NamedAddress.INTERNET, ip);
        RandomStreams random = world.random().below("traffic " + plan.name());
        this.arrivals = new Arrivals(plan.rate(), plan.pacing(), random.stream("arrivals"));
        this.mix = new Mix(plan.send(), random.stream("mix"));
        this.lags = random.stream("lags");
        this.requests = new RequestModel[plan.send().size()];
        for (int i = 0; i < requests.length; i++)
            requests[i] = new RequestModel(world.nextRequestId(), plan.send().get(i), url, ip, mix.paths(i));
        this.clients = new ClientModel[plan.clients()];
        for (int i = 0; i < clients.length; i++)
            clients[i] = new ClientModel(world, this, Client.MOST_CONNECTIONS / plan.clients());
        this.sample = world.thinnedBy() > 1 ? world.sample() : null;
        this.patienceNanos = plan.timeout().toNanos();
        this.connectTimeoutNanos = plan.connectTimeout().toNanos();
    }

    Url url() {
        return url;
    }

    Place place() {
        return plan.from();
    }

    Host host() {
        return host;
    }

    boolean keepAlive() {
        return plan.keepAlive();
    }

    long connectTimeoutNanos() {
        return connectTimeoutNanos;
    }

    int turn() {
        return turn.take();
    }

    /// From now on the computer's own time is played too: each of the two timers on a request's way, the generator's
    /// that sends it and the stand-in's that answers it, is late by a draw from `lag`.
    public void lag(Distribution next) {
        lag = next == Distribution.NONE ? null : next;
    }

    /// Begins to send, the first request when `beginNanos` has come.
    public void start(long begin) {
        beginNanos = begin;
        due = arrivals.next(every());
        if (due != Arrivals.OVER) world.engine().at(beginNanos + due, arrive, 0);
    }

    /// How many requests the next call stands for; not a whole number where the targets are not a multiple of those
    /// that are kept.
    private double every() {
        if (world.thinnedBy() <= 1) return 1;
        long task = world.engine().tasks();
        if (task != weighedAtTask) {
            weighedAtTask = task;
            every = clients[0].weight();
        }
        return every;
    }

    /// How many requests, or connections, one of now stands for.
    int weight() {
        return weight;
    }

    /// Whole weights whose sum keeps up with that of the fractions.
    private int nextWeight(double fraction) {
        double before = Math.floor(weighed);
        weighed += fraction;
        return (int) (Math.floor(weighed) - before);
    }

    /// Calls that were sent, whatever each stood for.
    public long sent() {
        return sent;
    }

    /// Whether every request is answered or given up.
    public boolean over() {
        return due == Arrivals.OVER && pending.isEmpty();
    }

    /// Of every request that was meant to be sent before this, from the begin of the wind, it is known what became.
    public long settledNanos() {
        return over() ? Long.MAX_VALUE : settledNanos;
    }

    /// Takes the clients off the network.
    public void close() {
        host.close();
    }

    private void arrive(long nowNanos) {
        long intended = due;
        double stoodFor = every;
        weight = stoodFor == 1 ? 1 : Math.max(1, nextWeight(stoodFor));
        due = arrivals.next(every());
        if (due != Arrivals.OVER) world.engine().at(beginNanos + sendAt(due), arrive, 0);
        sent++;
        RequestModel request = requests[mix.draw()];
        Call call = world.calls().take(request, request.drawPath(), weight, intended);
        for (Counts each : counts) each.offered(intended, weight);
        pending.addLast(call);
        if (!expiring) expireAt(beginNanos + intended + patienceNanos);
        world.trace().note(nowNanos, call.number, 0);
        if (world.trace().told()) world.trace().tell(nowNanos, call.number, "sent", plan.name());
        clients[clients.length == 1 ? 0 : next++ % clients.length].send(call, nowNanos);
    }

    private long sendAt(long intended) {
        Distribution late = lag;
        if (late == null) return intended;
        sentNanos = Math.max(sentNanos, intended + late.drawNanos(lags));
        return sentNanos;
    }

    void answered(Call call, int status, long nowNanos) {
        call.clientDone = true;
        long latency = nowNanos - beginNanos - call.intendedNanos;
        if (lag != null) latency += lag.drawNanos(lags);
        for (Counts each : counts) each.answered(call.intendedNanos, latency, status, call.weight);
        if (sample != null) sample.answered(call.server, latency, status);
        world.trace().note(nowNanos, call.number, status);
        if (world.trace().told()) world.trace().tell(nowNanos, call.number, "answered", Integer.toString(status));
        settle();
    }

    void failed(Call call, Failure failure, long nowNanos) {
        if (call.clientDone) return;
        call.clientDone = true;
        for (Counts each : counts) each.failed(call.intendedNanos, failure, call.weight);
        if (sample != null) sample.failed(call.server);
        world.trace().note(nowNanos, call.number, failure.ordinal() + 1);
        if (world.trace().told()) world.trace().tell(nowNanos, call.number, "failed", failure.words());
        settle();
    }

    /// Those at the head that are done need not be watched any more.
    private void settle() {
        for (Call first = pending.peekFirst(); first != null && first.clientDone; first = pending.peekFirst()) {
            pending.removeFirst();
            settledNanos = first.intendedNanos;
            world.calls().release(first);
        }
    }

    private void expireAt(long atNanos) {
        expiring = true;
        world.engine().at(atNanos, expire, 0);
    }

    /// Gives up those whose patience is over. They stand in the order of their due times, and all are as patient.
    private void expire(long nowNanos) {
        expiring = false;
        while (true) {
            Call first = pending.peekFirst();
            if (first == null) return;
            long until = beginNanos + first.intendedNanos + patienceNanos;
            if (!first.clientDone && until > nowNanos) {
                expireAt(until);
                return;
            }
            if (first.clientDone) {
                settle();
                continue;
            }
            EndpointModel carrier = first.endpoint;
            failed(first, Failure.TIMEOUT, nowNanos);
            if (carrier != null) carrier.abandon(first, nowNanos);
        }
    }
}
