package io.windtunnel.simulation.engine;

/// Whoever has asked to act at a moment.
@FunctionalInterface
public interface Actor {
    /// The moment has come.
    ///
    /// @param nowNanos virtual time, as `Time.nanos()` tells it
    /// @param argument what was given when it was asked for
    void act(long nowNanos, int argument);
}
