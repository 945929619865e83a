package io.windtunnel.fabric.net;

/// Over how many of the network's event loops the connections of a port are spread.
public enum Spread {
    /// Over all: for what passes bytes on, and wants to take many connections a second.
    ALL,
    /// Over every second: for what works for each request. Clients, targets and control planes want processors too,
    /// and a busy event loop that waits for its turn shows in the last percent (`docs/benchmarks.md`).
    HALF
}
