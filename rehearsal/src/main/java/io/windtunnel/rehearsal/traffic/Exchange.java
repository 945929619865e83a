package io.windtunnel.rehearsal.traffic;

import io.netty.handler.codec.http.FullHttpRequest;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.rehearsal.measure.Failure;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One request on its way, until it is answered or given up. Lives on its client's event loop.
final class Exchange {
    /// Told once how it ended.
    interface Ending {
        void answered(Exchange exchange, int status);

        void failed(Exchange exchange, Failure failure);
    }

    final long intendedNanos;
    final Supplier<FullHttpRequest> request;
    final boolean repeatable;
    private final Ending ending;
    private @Nullable List<NamedAddress> addresses;
    private int nextAddress;
    private @Nullable Connection connection;
    private boolean refused;
    private boolean repeated;
    private boolean done;

    Exchange(long intendedNanos, Supplier<FullHttpRequest> request, boolean repeatable, Ending ending) {
        this.intendedNanos = intendedNanos;
        this.request = request;
        this.repeatable = repeatable;
        this.ending = ending;
    }

    boolean done() {
        return done;
    }

    /// The addresses to try, in order.
    void addresses(List<NamedAddress> all) {
        addresses = all;
        nextAddress = 0;
    }

    /// The next address to try; null when all have been tried.
    @Nullable
    NamedAddress nextAddress() {
        return addresses == null || nextAddress >= addresses.size() ? null : addresses.get(nextAddress++);
    }

    /// An address refused the connection, in contrast to one that did not answer.
    void refused() {
        refused = true;
    }

    void carriedBy(Connection carrier) {
        connection = carrier;
    }

    /// Whether it may be sent once more, because a kept connection turned out to be closed before any answer.
    boolean repeat() {
        if (done || repeated || !repeatable) return false;
        repeated = true;
        connection = null;
        nextAddress = 0;
        return true;
    }

    void answered(int status) {
        if (done) return;
        done = true;
        ending.answered(this, status);
    }

    void failed(Failure failure) {
        if (done) return;
        done = true;
        ending.failed(this, failure);
    }

    /// Every address has been tried.
    void noAddressLeft() {
        failed(refused ? Failure.REFUSED : Failure.UNREACHABLE);
    }

    /// The client's patience is over.
    void expire() {
        if (done) return;
        Connection carrier = connection;
        failed(Failure.TIMEOUT);
        if (carrier != null) carrier.abandon();
    }
}
