package io.windtunnel.cloud.edge.elbv2.flow;

import io.windtunnel.cloud.edge.elbv2.proxy.TlsKeys;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A listener at a node: its port and where its flows go. What works by it may change while it is open;
/// flows that stand stay as they are.
public final class FlowDoor {
    /// What a listener listens for.
    public enum Kind {
        TCP,
        TLS,
        UDP,
        TCP_UDP;

        boolean connections() {
            return this != UDP;
        }

        boolean datagrams() {
            return this == UDP || this == TCP_UDP;
        }
    }

    /// How a door works.
    ///
    /// @param keys for TLS; null otherwise
    /// @param idleTimeout how long a connection may carry nothing
    public record Work(FlowRoutes routes, @Nullable TlsKeys keys, Duration idleTimeout) {}

    private final Kind kind;
    private final int port;
    private volatile Work work;

    public FlowDoor(Kind kind, int port, Work work) {
        this.kind = kind;
        this.port = port;
        this.work = work;
    }

    public Kind kind() {
        return kind;
    }

    public int port() {
        return port;
    }

    Work work() {
        return work;
    }

    /// Works from now on as `next` does.
    public void change(FlowDoor next) {
        work = next.work;
    }

    FlowProtocol connectionProtocol() {
        return kind == Kind.TLS ? FlowProtocol.TLS : FlowProtocol.TCP;
    }
}
