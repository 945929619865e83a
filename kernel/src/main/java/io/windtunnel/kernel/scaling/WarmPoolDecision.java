package io.windtunnel.kernel.scaling;

import static java.util.Objects.requireNonNull;

import io.windtunnel.kernel.scaling.Action.Prepare;
import io.windtunnel.kernel.scaling.Action.Terminate;
import io.windtunnel.kernel.scaling.Action.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a warm pool gives and needs.
///
/// Its machines stand in the same zones as the group's, spread evenly; unhealthy ones go and are made anew; when it is
/// larger than it should be, those go first that the default policy chooses; a renewal reaches it after the group.
final class WarmPoolDecision {
    private WarmPoolDecision() {}

    /// At most `most` machines that are ready, those for the emptiest zones first; `balance` counts them from then on.
    static List<Member> take(List<Member> members, int most, ZoneBalance balance) {
        Map<String, List<Member>> ready = new HashMap<>();
        for (Member member : members)
            if (member.stage() == Member.Stage.WARMED && member.healthy() && !member.outdated())
                ready.computeIfAbsent(member.zone(), _ -> new ArrayList<>()).add(member);
        List<Member> taken = new ArrayList<>();
        while (taken.size() < most && !ready.isEmpty()) {
            String zone = balance.emptiest(ready::containsKey).orElse("");
            if (zone.isEmpty()) break;
            List<Member> here = requireNonNull(ready.get(zone));
            Member member = here.removeLast();
            if (here.isEmpty()) ready.remove(zone);
            balance.join(zone, member.weight());
            taken.add(member);
        }
        return taken;
    }

    static List<Action> decide(GroupState state, Instant now) {
        List<Action> actions = new ArrayList<>();
        List<Member> pooled = new ArrayList<>();
        boolean renewing = false;
        for (Member member : state.members()) {
            if (member.counts() && member.outdated()) renewing = true;
            if (!member.pooled()) continue;
            if (member.healthy() || !state.may(Process.TERMINATE)) pooled.add(member);
            else actions.add(new Terminate(member.id(), Why.UNHEALTHY));
        }
        WarmPool pool = state.upkeep().pool();
        int wanted = pool == null ? 0 : pool.size(state.desired(), state.maximum());
        if (pooled.size() < wanted && state.may(Process.LAUNCH)) {
            new Placing(state.ground(), pooled, Member::pooled)
                    .place(wanted - pooled.size())
                    .forEach((spot, count) -> actions.add(new Prepare(spot.zone(), count, spot.purchase())));
        } else if (pooled.size() > wanted && state.may(Process.TERMINATE)) {
            actions.addAll(leave(state, ready(pooled, false), pooled.size() - wanted, Why.CAPACITY, now));
        } else if (actions.isEmpty() && !renewing) {
            actions.addAll(renew(state, pooled, wanted, now));
        }
        return actions;
    }

    private static List<Member> ready(List<Member> pooled, boolean outdated) {
        return pooled.stream()
                .filter(member -> member.stage() == Member.Stage.WARMED && (!outdated || member.outdated()))
                .toList();
    }

    private static List<Action> leave(GroupState state, List<Member> ready, int most, Why why, Instant now) {
        List<Action> actions = new ArrayList<>();
        for (Member member : new Termination(state, ready, Member::pooled, now).choose(most))
            actions.add(new Terminate(member.id(), why));
        return actions;
    }

    private static List<Action> renew(GroupState state, List<Member> pooled, int wanted, Instant now) {
        RenewalPlan plan = state.upkeep().renewal();
        if (plan == null || plan.held()) return List.of();
        List<Member> ready = ready(pooled, false);
        int spare = Math.max(ready.size() == wanted ? 1 : 0, ready.size() - plan.floor(wanted));
        return leave(state, ready(pooled, true), Math.max(0, spare), plan.why(), now);
    }
}
