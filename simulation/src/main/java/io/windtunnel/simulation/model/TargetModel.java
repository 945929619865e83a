package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Link;
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
    private @Nullable Link there;
    private @Nullable Link back;
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
            there = now == null ? null : world.way(node.place(), now.place());
            back = now == null ? null : world.way(now.place(), node.place());
        }
        ServerModel serving = now == null ? null : world.server(now);
        if (serving != server) kept = 0;
        server = serving;
        admitted = now != null && world.fabric().hosts().admits(node.host(), null, now, address.port());
    }

    /// Whether a connection attempt gets any answer: somebody is there who may be asked, and the way is not cut.
    boolean reachable() {
        look();
        return admitted && there != null && back != null && !cut(there) && !cut(back);
    }

    private static boolean cut(Link link) {
        return !link.plain() && link.quality().cut();
    }

    /// Who listens there now; null when nobody does.
    @Nullable
    ServerModel listener(int port) {
        look();
        return server != null && server.listensOn(port) ? server : null;
    }

    @Nullable
    Link there() {
        return there;
    }

    @Nullable
    Link back() {
        return back;
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
