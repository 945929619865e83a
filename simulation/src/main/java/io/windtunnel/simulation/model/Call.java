package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.kernel.statistics.Histogram;
import org.jspecify.annotations.Nullable;

/// One request on its way through the models, until nobody needs it any more; then it is used again for another. An
/// event names it by its slot, and holds it meanwhile.
final class Call {
    /// When a call was sent that has not reached a connection to its target yet.
    static final long NOT_SENT = -1;

    final int slot;

    @Nullable
    EndpointModel endpoint;

    @Nullable
    RequestModel request;

    @Nullable
    String path;

    @Nullable
    NodeModel node;

    @Nullable
    Backend backend;

    @Nullable
    TargetModel target;

    @Nullable
    ServerModel server;

    long number;
    /// How many requests alike it stands for.
    int weight;
    long intendedNanos;
    long waitsSinceNanos;
    long sentNanos;
    int firstAddress;
    int triedAddresses;
    int status;
    /// Its client has an answer, or has given up.
    boolean clientDone;
    /// The load balancer's node has nothing to do with it any more, or not yet.
    boolean nodeDone;
    /// An address refused the connection, in contrast to one that did not answer.
    boolean refused;

    private int holds;

    Call(int slot) {
        this.slot = slot;
    }

    void begin(RequestModel what, @Nullable String drawnPath, int many, long serial, long intended) {
        request = what;
        path = drawnPath;
        weight = many;
        number = serial;
        intendedNanos = intended;
        endpoint = null;
        node = null;
        backend = null;
        target = null;
        server = null;
        triedAddresses = 0;
        status = 0;
        clientDone = false;
        nodeDone = true;
        refused = false;
        sentNanos = NOT_SENT;
        holds = 1;
    }

    void hold() {
        holds++;
    }

    /// One holder less; true when it was the last.
    boolean release() {
        return --holds == 0;
    }

    RequestModel request() {
        if (request == null) throw new IllegalStateException("a call that is not under way");
        return request;
    }

    /// Seconds since the target was sent it.
    void timeTo(Histogram seconds, long nowNanos) {
        seconds.record((nowNanos - sentNanos) / 1e9, weight);
    }
}
