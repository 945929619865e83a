package io.windtunnel.cloud.ports;

import io.windtunnel.fabric.net.NamedAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The names under `localhost` by which clients outside reach a service's own data plane through the cloud's one port:
/// a load balancer's DNS name such as `site-123456789.us-east-1.elb.localhost`. The cloud offers it; services register
/// their names; the gateway relays bytes to the first address that answers.
///
/// Thread safety: every method may be called from any thread.
public final class VirtualHosts {
    /// Where a name leads now: the addresses to try in order, and the ports.
    ///
    /// @param plain the port for a client that speaks plainly
    /// @param tls the port for a client that speaks TLS; without it the gateway ends TLS and relays to `plain`
    public record Entrance(List<NamedAddress> addresses, OptionalInt plain, OptionalInt tls) {}

    private final Map<String, Supplier<Entrance>> byName = new ConcurrentHashMap<>();

    /// Sets where `name` leads; asked anew for every connection.
    public void register(String name, Supplier<Entrance> entrance) {
        byName.put(name.toLowerCase(Locale.ROOT), entrance);
    }

    public void remove(String name) {
        byName.remove(name.toLowerCase(Locale.ROOT));
    }

    /// Where `name` (without a port) leads; empty when no service registered it.
    public Optional<Entrance> find(String name) {
        Supplier<Entrance> entrance = byName.get(name.toLowerCase(Locale.ROOT));
        return entrance == null ? Optional.empty() : Optional.of(entrance.get());
    }
}
