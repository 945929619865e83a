package io.windtunnel.simulation.model;

import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.rehearsal.measure.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An HTTP client of one origin: resolves the name for every request, tries the addresses in turn, keeps connections
/// and uses the last used first, as the live one does.
///
/// Thread safety: belongs to the engine's thread.
final class ClientModel {
    private final World world;
    private final TrafficModel traffic;
    private final int mostConnections;
    private final Map<NamedAddress, EndpointModel> endpoints = new HashMap<>();
    private EndpointModel[] turning = new EndpointModel[0];
    private long resolvedAtTask = -1;
    private int connections;

    ClientModel(World world, TrafficModel traffic, int mostConnections) {
        this.world = world;
        this.traffic = traffic;
        this.mostConnections = mostConnections;
    }

    TrafficModel traffic() {
        return traffic;
    }

    private EndpointModel[] resolve() {
        long task = world.engine().tasks();
        if (task == resolvedAtTask) return turning;
        resolvedAtTask = task;
        List<NamedAddress> addresses = world.addresses(traffic.url().host(), traffic.place());
        boolean same = addresses.size() == turning.length;
        for (int i = 0; same && i < turning.length; i++)
            same = turning[i].address().equals(addresses.get(i));
        if (!same)
            turning = addresses.stream()
                    .map(address -> endpoints.computeIfAbsent(address, to -> new EndpointModel(world, this, to)))
                    .toArray(EndpointModel[]::new);
        return turning;
    }

    /// Begins a call, or begins it once more.
    void send(Call call, long nowNanos) {
        EndpointModel[] addresses = resolve();
        if (addresses.length == 0) {
            traffic.failed(call, Failure.NO_ADDRESS, nowNanos);
            return;
        }
        call.triedAddresses = 0;
        call.firstAddress = traffic.turn();
        tryNext(call, nowNanos);
    }

    /// Goes on with the call's next address, if there is one.
    void tryNext(Call call, long nowNanos) {
        if (call.clientDone) return;
        EndpointModel[] addresses = resolve();
        if (call.triedAddresses >= addresses.length) {
            traffic.failed(call, call.refused ? Failure.REFUSED : Failure.UNREACHABLE, nowNanos);
            return;
        }
        int index = Math.floorMod(call.firstAddress + call.triedAddresses++, addresses.length);
        addresses[index].take(call, nowNanos);
    }

    /// How many requests one stands for that is sent now.
    double weight() {
        for (EndpointModel endpoint : resolve()) return endpoint.weight();
        return 1;
    }

    boolean mayConnect() {
        return connections < mostConnections;
    }

    void connecting() {
        connections++;
    }

    void disconnected() {
        connections--;
    }
}
