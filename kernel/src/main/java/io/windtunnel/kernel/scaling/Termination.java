package io.windtunnel.kernel.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which machines go when there are too many: from the fullest zones first, and there by the group's policies, one
/// after the other. Protected machines stay.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-instance-termination.html
public final class Termination {
    private Termination() {}

    /// Up to `excess` machines of `state`, in the order in which they go.
    public static List<Member> choose(GroupState state, int excess, Instant now) {
        List<Member> candidates = state.members().stream()
                .filter(member -> member.stage() == Member.Stage.IN_SERVICE && !member.protectedFromScaleIn())
                .collect(Collectors.toCollection(ArrayList::new));
        ZoneBalance balance = new ZoneBalance(state.zones(), state.barred(), state.members());
        Comparator<Member> order = order(state.policies(), now);
        List<Member> chosen = new ArrayList<>();
        while (chosen.size() < excess && !candidates.isEmpty()) {
            Set<String> zones = balance.fullest(
                    candidates.stream().map(Member::zone).distinct().toList());
            Member next = candidates.stream()
                    .filter(member -> zones.contains(member.zone()))
                    .min(order)
                    .orElseThrow();
            candidates.remove(next);
            balance.leave(next.zone());
            chosen.add(next);
        }
        return chosen;
    }

    /// The policies one after the other, each deciding where those before it are undecided; the default's order last.
    private static Comparator<Member> order(List<TerminationPolicy> policies, Instant now) {
        Comparator<Member> order = (_, _) -> 0;
        for (TerminationPolicy policy : policies) order = order.thenComparing(policy.order(now));
        return order.thenComparing(TerminationPolicy.DEFAULT.order(now));
    }
}
