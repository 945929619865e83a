package io.windtunnel.kernel.balance;

import java.util.List;
import java.util.random.RandomGenerator;

/// Any candidate, all alike: AWS's `weighted_random` while no anomaly shifts the weights.
public final class UniformRandom implements TargetChoice {
    private final RandomGenerator random;

    public UniformRandom(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public synchronized <C extends Candidate> C choose(List<C> candidates, long nowNanos) {
        return candidates.get(random.nextInt(candidates.size()));
    }
}
