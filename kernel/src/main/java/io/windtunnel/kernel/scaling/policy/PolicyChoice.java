package io.windtunnel.kernel.scaling.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What happens when several policies speak at once: the one that gives most capacity, out or in. Target
/// tracking scales in only when every target tracking policy that may scale in wants to; step and simple
/// policies do not wait for them.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scale-based-on-demand.html
public final class PolicyChoice {
    /// What a policy says.
    ///
    /// @param votes whether it is target tracking that may scale in: then it has a say in others' scaling
    ///     in
    public record Wish(String policy, boolean tracks, boolean votes, Adjustment adjustment) {}

    private PolicyChoice() {}

    /// The wish that is granted, a [Adjustment.Change]; empty when there is none. Wishes that come first
    /// win a draw.
    ///
    /// @param desired the present desired capacity
    /// @param wishes what every policy says now; of target tracking policies also those that want nothing
    public static Optional<Wish> choose(int desired, List<Wish> wishes) {
        boolean agreed = wishes.stream().filter(Wish::votes).allMatch(wish -> wanted(wish, desired) < desired);
        Comparator<Wish> byCapacity = Comparator.comparingInt(wish -> wanted(wish, desired));
        return wishes.stream()
                .filter(wish -> wish.adjustment() instanceof Adjustment.Change)
                .filter(wish -> agreed || !wish.tracks() || wanted(wish, desired) > desired)
                .max(byCapacity.thenComparing(wish -> -wishes.indexOf(wish)));
    }

    private static int wanted(Wish wish, int desired) {
        return switch (wish.adjustment()) {
            case Adjustment.Change(int capacity) -> capacity;
            case Adjustment.None _ -> desired;
        };
    }
}
