package io.windtunnel.kernel.balance;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The candidate with the fewest requests in progress; among equals each in turn.
public final class LeastOutstanding implements TargetChoice {
    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public <C extends Candidate> C choose(List<C> candidates, long nowNanos) {
        int count = candidates.size();
        int first = Math.floorMod(turn.getAndIncrement(), count);
        C least = candidates.get(first);
        int fewest = least.outstanding();
        for (int i = 1; i < count && fewest > 0; i++) {
            C candidate = candidates.get((first + i) % count);
            int outstanding = candidate.outstanding();
            if (outstanding < fewest) {
                least = candidate;
                fewest = outstanding;
            }
        }
        return least;
    }
}
