package io.windtunnel.rehearsal.traffic;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.windtunnel.fabric.net.NamedAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/// One address of a client: the connections kept to it, and the exchanges that wait for one. An exchange is carried by
/// whichever comes first, a new connection or one that has become free.
///
/// Thread safety: lives on its client's event loop.
final class Endpoint {
    /// Connections to one address that are being made at once; more exchanges than that wait for these.
    private static final int MOST_CONNECTING = 64;

    private record Waiter(Exchange exchange, long sinceNanos) {}

    private final Client client;
    private final NamedAddress address;
    private final Function<Connection, ChannelFuture> connect;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private int connecting;
    private long signNanos = Long.MIN_VALUE / 2;

    Endpoint(Client client, NamedAddress address, Function<Connection, ChannelFuture> connect) {
        this.client = client;
        this.address = address;
        this.connect = connect;
    }

    /// Gives `exchange` to a connection, at once or as soon as there is one.
    void take(Exchange exchange, long nowNanos) {
        Connection kept = idle.pollLast();
        while (kept != null && !kept.open()) kept = idle.pollLast();
        if (kept != null) {
            kept.carry(exchange);
            return;
        }
        waiters.addLast(new Waiter(exchange, nowNanos));
        open();
    }

    private void open() {
        if (connecting >= Math.min(waiters.size(), MOST_CONNECTING) || !client.mayConnect()) return;
        connecting++;
        Connection connection = new Connection(client, this);
        ChannelFuture attempt;
        try {
            attempt = connect.apply(connection);
        } catch (RuntimeException noSocket) {
            connecting--;
            return;
        }
        client.connecting();
        attempt.addListener(_ -> {
            connecting--;
            if (attempt.isSuccess()) {
                attempt.channel().closeFuture().addListener(_ -> client.disconnected());
                free(connection);
                return;
            }
            client.disconnected();
            if (!(attempt.cause() instanceof ConnectTimeoutException)) refused();
            open();
        });
    }

    /// Nobody listens at the address: the one that has waited longest goes on to the next.
    private void refused() {
        Waiter first = waiters.pollFirst();
        if (first == null) return;
        first.exchange.refused();
        client.tryNext(first.exchange);
    }

    /// A connection can carry the next exchange.
    void free(Connection connection) {
        signNanos = client.nanos();
        if (!connection.open()) {
            open();
            return;
        }
        for (Waiter next = waiters.pollFirst(); next != null; next = waiters.pollFirst()) {
            if (next.exchange.done()) continue;
            connection.carry(next.exchange);
            return;
        }
        idle.addLast(connection);
    }

    void gone(Connection connection) {
        idle.remove(connection);
        open();
    }

    /// Sends on to their next address those who have waited here for `patienceNanos` without a sign of life from the
    /// address: one that answers others is only busy.
    void sweep(long nowNanos, long patienceNanos) {
        for (Waiter first = waiters.peekFirst(); first != null; first = waiters.peekFirst()) {
            long since = Math.max(first.sinceNanos, signNanos);
            if (!first.exchange.done() && since + patienceNanos > nowNanos) return;
            waiters.removeFirst();
            if (!first.exchange.done()) client.tryNext(first.exchange);
        }
    }

    void close() {
        waiters.clear();
        Deque<Connection> all = new ArrayDeque<>(idle);
        idle.clear();
        all.forEach(Connection::abandon);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
