package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.fabric.net.Host;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A target as one node reaches it: its host and server, the ways there and back, and the connections kept to it.
///
/// Thread safety: belongs to the engine's thread.
final class TargetModel {
    final Backend backend;
    final GroupCounts counts;
    private final World world;
    private final NodeModel node;
    private @Nullable Host host;
    private @Nullable ServerModel server;
    private @Nullable Ways ways;
    private boolean admitted;
    private long askedAtTask = -1;
    private int kept;

    TargetModel(World world, NodeModel node, Backend backend, GroupCounts counts) {
        this.world = world;
        this.node = node;
        this.backend = backend;
        this.counts = counts;
    }

    /// Looks again who is there, when a control plane may have changed it.
    private void look() {
        long task = world.engine().tasks();
        if (task == askedAtTask) return;
        askedAtTask = task;
        var address = backend.address();
        Host now = world.fabric().hosts().find(address.realm(), address.ip()).orElse(null);
        if (now != host) {
            host = now;
            kept = 0;
            ways = now == null ? null : Ways.between(world, node.place(), now.place());
        }
        ServerModel serving = now == null ? null : world.server(now);
        if (serving != server) kept = 0;
        server = serving;
        admitted = now != null && world.fabric().hosts().admits(node.host(), null, now, address.port());
    }

    /// How long until a connection attempt is answered; null when it is not in `patience`: nobody is there, or may be
    /// asked, or the way is cut.
    @Nullable
    Duration handshake(Duration patience) {
        look();
        Ways to = ways;
        return admitted && to != null ? to.handshake(patience, world.chance()) : null;
    }

    /// Who listens there now; null when nobody does.
    @Nullable
    ServerModel listener(int port) {
        look();
        return server != null && server.listensOn(port) ? server : null;
    }

    /// The ways there and back; null while nobody is there.
    @Nullable
    Ways ways() {
        return ways;
    }

    /// Takes a kept connection, if there is one.
    boolean takeKept() {
        look();
        if (kept == 0) return false;
        kept--;
        return true;
    }

    void keep() {
        kept++;
    }

    int kept() {
        return kept;
    }
}
