package io.windtunnel.kernel.balance;

import java.util.List;

/// An algorithm that chooses a target for a request.
///
/// Thread safety: every method may be called from any thread.
public sealed interface TargetChoice permits RoundRobin, LeastOutstanding, UniformRandom {
    /// One of `candidates`, which must not be empty.
    <C extends Candidate> C choose(List<C> candidates, long nowNanos);
}
