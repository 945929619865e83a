package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Carrier;
import io.windtunnel.cloud.edge.elbv2.proxy.Carriers;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Link;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.fabric.net.Transit;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.simulation.engine.Actor;
import io.windtunnel.simulation.engine.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where the models stand: the nodes and servers by their hosts, and the way of a message between two places.
///
/// A message on a link without faults arrives at once, and costs nothing. On a slow one it takes what TCP takes
/// ([Transit]). On a cut one it is kept until TCP would send it again after the cut.
///
/// Thread safety: belongs to the engine's thread.
public final class World implements Carriers {
    /// A message that a cut keeps.
    private record Held(Call call, Link way, Actor arrival, long sinceNanos) {}

    private final Engine engine;
    private final Fabric fabric;
    private final Calls calls = new Calls();
    private final Trace trace;
    private final Map<NamedAddress, NodeModel> nodes = new LinkedHashMap<>();
    private final Map<Host, ServerModel> servers = new IdentityHashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final RandomGenerator chance;
    private final Map<String, Turn> turns = new HashMap<>();
    private final Sample sample = new Sample();
    private double thinnedBy = 1;
    private int requests;
    private long flushedMinute = Long.MIN_VALUE;

    public World(Engine engine, Fabric fabric, Trace trace) {
        this.engine = engine;
        this.fabric = fabric;
        this.trace = trace;
        this.chance = fabric.random().stream("ways");
        fabric.links().onChange(this::linksChanged);
        engine.watch(this::beforeTask);
    }

    Engine engine() {
        return engine;
    }

    Fabric fabric() {
        return fabric;
    }

    Calls calls() {
        return calls;
    }

    Trace trace() {
        return trace;
    }

    /// From now on one request stands for about so many, and one target of a pool for as many; 1 for all of them.
    public void thin(double by) {
        thinnedBy = by;
    }

    double thinnedBy() {
        return thinnedBy;
    }

    /// What thinned traffic has met.
    public Sample sample() {
        return sample;
    }

    /// A number for one more template of requests.
    int nextRequestId() {
        return requests++;
    }

    @Override
    public Carrier of(Making making) {
        Stand stand = making.stand();
        Host host = fabric.hosts().host(stand.place(), stand.realm(), stand.ip());
        NodeModel node = new NodeModel(this, host, making);
        nodes.put(new NamedAddress(stand.realm(), stand.ip()), node);
        return node;
    }

    @Nullable
    NodeModel node(NamedAddress address) {
        return nodes.get(address);
    }

    void gone(NodeModel node) {
        nodes.values().remove(node);
    }

    void serves(ServerModel server) {
        servers.put(server.host(), server);
    }

    void gone(ServerModel server) {
        servers.remove(server.host(), server);
        for (Call call : calls.all()) if (call.server == server && !call.nodeDone) lost(call, server);
    }

    /// A machine has gone while it was working on a call: its connection is reset, unless a cut hides that.
    private void lost(Call call, ServerModel server) {
        call.server = null;
        NodeModel node = call.node;
        if (node == null) return;
        if (way(server.host().place(), node.place()).quality().cut())
            node.patience(call, engine.time().nanos());
        else node.targetGone(call);
    }

    @Nullable
    ServerModel server(Host host) {
        return servers.get(host);
    }

    /// Whether a node stands at an address.
    public boolean plays(NamedAddress address) {
        return nodes.containsKey(address);
    }

    /// The addresses of a name, in an order that does not turn.
    public List<NamedAddress> addresses(String name, Place asker) {
        return fabric.names().addresses(name, asker);
    }

    /// Whose turn it is among a name's addresses: like a resolver, everybody who asks turns it on.
    static final class Turn {
        private int next;

        int take() {
            return next++;
        }
    }

    /// The turn of a name, the same for everybody.
    Turn turn(String name) {
        return turns.computeIfAbsent(name, _ -> new Turn());
    }

    Link way(Place from, Place to) {
        return fabric.links().link(from, to);
    }

    RandomStreams random() {
        return fabric.random();
    }

    /// Chance on the ways.
    RandomGenerator chance() {
        return chance;
    }

    /// Sends `call` on over a link that is not plain: `arrival` acts when it is there.
    void send(Call call, Link way, Actor arrival, long nowNanos) {
        call.hold();
        if (way.quality().cut()) held.add(new Held(call, way, arrival, nowNanos));
        else engine.at(nowNanos + takes(way, call), arrival, call.slot);
    }

    private long takes(Link way, Call call) {
        return Transit.takes(way.quality(), call.request().bytes, chance);
    }

    private void linksChanged() {
        long now = engine.time().nanos();
        List<Held> free = new ArrayList<>();
        held.removeIf(message -> {
            if (message.call.clientDone && message.call.nodeDone) {
                calls.release(message.call);
                return true;
            }
            if (message.way.quality().cut()) return false;
            free.add(message);
            return true;
        });
        for (Held message : free)
            engine.at(
                    Transit.nextRetry(message.sinceNanos, now) + takes(message.way, message.call),
                    message.arrival,
                    message.call.slot);
    }

    /// What was measured is told at the end of each minute, before the control planes look.
    private void beforeTask(long nextTaskNanos) {
        long minute = fabric.time()
                        .now()
                        .plusNanos(nextTaskNanos - engine.time().nanos())
                        .getEpochSecond()
                / 60;
        if (minute == flushedMinute) return;
        flushedMinute = minute;
        nodes.values().forEach(NodeModel::flush);
    }
}
