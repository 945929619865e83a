package io.windtunnel.kernel.scaling;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which machines go when there are too many, one after the other: of the purchase option (on demand or spot) the group
/// has too much of, from the fullest zones first, and there by the group's policies. None goes that would leave too few
/// units.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
final class Termination {
    private final Allocation allocation;
    private final ZoneBalance balance;
    private final Comparator<Member> order;
    private final Map<Boolean, Map<String, Deque<Member>>> queues = new HashMap<>();
    private int onDemand;
    private int total;

    /// Chooses among `candidates`; the balance of zones is that of the members that are `counted`.
    Termination(GroupState state, Collection<Member> candidates, Predicate<Member> counted, Instant now) {
        allocation = state.ground().allocation();
        balance = new ZoneBalance(state.ground().zones(), state.members(), counted);
        order = order(state.policies(), allocation, now);
        for (Member member : state.members()) {
            if (!counted.test(member)) continue;
            total += member.weight();
            if (!member.purchase().spot()) onDemand += member.weight();
        }
        List<Member> sorted = new ArrayList<>(candidates);
        sorted.sort(order);
        for (Member member : sorted)
            queues.computeIfAbsent(member.purchase().spot(), _ -> new HashMap<>())
                    .computeIfAbsent(member.zone(), _ -> new ArrayDeque<>())
                    .add(member);
    }

    /// Machines of at most `excess` units, in the order in which they go.
    List<Member> choose(int excess) {
        List<Member> chosen = new ArrayList<>();
        int left = excess;
        while (left > 0) {
            Member next = next();
            if (next == null) return chosen;
            if (next.weight() > left) continue;
            left -= next.weight();
            total -= next.weight();
            if (!next.purchase().spot()) onDemand -= next.weight();
            balance.leave(next.zone(), next.weight());
            chosen.add(next);
        }
        return chosen;
    }

    private @Nullable Member next() {
        boolean spot = onDemand <= allocation.distribution().onDemand(Math.max(0, total - 1));
        Member preferred = next(spot);
        return preferred == null ? next(!spot) : preferred;
    }

    private @Nullable Member next(boolean spot) {
        Deque<Member> best = null;
        for (Deque<Member> queue : queues.getOrDefault(spot, Map.of()).values())
            if (!queue.isEmpty() && (best == null || sooner(queue.getFirst(), best.getFirst()))) best = queue;
        return best == null ? null : best.removeFirst();
    }

    private boolean sooner(Member one, Member other) {
        int fuller = Integer.compare(balance.fullness(one.zone()), balance.fullness(other.zone()));
        return fuller != 0 ? fuller > 0 : order.compare(one, other) < 0;
    }

    /// The policies one after the other, each deciding where those before it are undecided; the default's order last.
    private static Comparator<Member> order(List<TerminationPolicy> policies, Allocation allocation, Instant now) {
        Comparator<Member> order = (_, _) -> 0;
        for (TerminationPolicy policy : policies) order = order.thenComparing(policy.order(allocation, now));
        return order.thenComparing(TerminationPolicy.DEFAULT.order(allocation, now));
    }
}
