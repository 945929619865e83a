package io.windtunnel.kernel.scaling;

import io.windtunnel.kernel.scaling.Action.Launch;
import io.windtunnel.kernel.scaling.Action.Return;
import io.windtunnel.kernel.scaling.Action.Start;
import io.windtunnel.kernel.scaling.Action.Terminate;
import io.windtunnel.kernel.scaling.Action.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a group does now. Asked again after each change, it comes to rest: when nothing is to be done, it says nothing.
///
/// In this order: unhealthy machines go and are replaced (or are replaced and go, where a maintenance policy says so);
/// missing machines are taken from the warm pool, and launched where fewest are; superfluous ones go by the termination
/// policies; a renewal takes its next step; with nothing else to do, the zones are balanced by launching first and
/// terminating when the new ones serve; and the warm pool is kept at its size.
public final class GroupDecision {
    private final GroupState state;
    private final Instant now;
    private final @Nullable RenewalPlan renewal;
    private final List<Action> actions = new ArrayList<>();

    private GroupDecision(GroupState state, Instant now) {
        this.state = state;
        this.now = now;
        renewal = state.upkeep().renewal();
    }

    /// What to do, in order.
    public static List<Action> decide(GroupState state, Instant now) {
        GroupDecision decision = new GroupDecision(state, now);
        decision.decide();
        if (decision.actions.isEmpty()) decision.actions.addAll(WarmPoolDecision.decide(state, now));
        return decision.actions;
    }

    private void decide() {
        List<Member> rest = new ArrayList<>(state.members().size());
        List<Member> failing = new ArrayList<>();
        int replaced = 0;
        for (Member member : state.members()) {
            if (!unhealthy(member)) rest.add(member);
            else if (state.upkeep().maintenance() != null && member.health() == Member.Health.FAILING)
                failing.add(member);
            else {
                actions.add(new Terminate(member.id(), Why.UNHEALTHY));
                replaced++;
            }
        }
        if (state.upkeep().maintenance() instanceof Maintenance range && !failing.isEmpty()) {
            replace(range, rest, failing, replaced);
            return;
        }
        int capacity = units(rest);
        int missing = state.desired() - capacity;
        if (missing > 0) fill(rest, missing, replaced, lacking());
        if (!actions.isEmpty()) return;
        if (missing < 0 && state.may(Process.TERMINATE)) shrink(capacity);
        if (!actions.isEmpty()) return;
        if (renewal != null) renew(renewal, capacity);
        else if (missing == 0 || state.ground().allocation().heaviest() > 1) balance();
    }

    private static int units(List<Member> members) {
        int units = 0;
        for (Member member : members) if (member.counts()) units += member.weight();
        return units;
    }

    private boolean unhealthy(Member member) {
        return member.counts()
                && !member.healthy()
                && state.may(Process.REPLACE_UNHEALTHY)
                && state.may(Process.TERMINATE);
    }

    private Why lacking() {
        return renewal != null ? renewal.why() : Why.CAPACITY;
    }

    /// Replaces machines that fail but still run within the range of a maintenance policy: launches up to its ceiling,
    /// and lets go what its floor can spare.
    private void replace(Maintenance range, List<Member> rest, List<Member> failing, int gone) {
        int sound = units(rest);
        int alive = sound + units(failing);
        int ceiling = state.desired() + range.surge(state.desired());
        int wanted = Math.min(state.desired() - sound, ceiling - alive);
        if (wanted > 0) fill(rest, wanted, gone + failing.size(), lacking());
        int ready = 0;
        boolean pending = false;
        for (Member member : rest) {
            if (member.serves() && member.warm()) ready += member.weight();
            pending |= member.stage() == Member.Stage.PENDING;
        }
        boolean stuck = !pending && alive >= state.desired() && range.surge(state.desired()) == 0;
        int spare = Math.max(
                ready + units(failing) - range.floor(state.desired()),
                stuck ? failing.getFirst().weight() : 0);
        for (Member member : failing) {
            if (member.weight() > spare) break;
            spare -= member.weight();
            actions.add(new Terminate(member.id(), Why.UNHEALTHY));
        }
    }

    /// Brings `missing` units in, from the warm pool as far as it reaches; the first `replaced` machines replace
    /// unhealthy ones.
    private void fill(List<Member> members, int missing, int replaced, Why otherwise) {
        if (!state.may(Process.LAUNCH)) return;
        Placing placing = new Placing(state.ground(), members, Member::counts);
        int replacements = replaced;
        List<Member> started = WarmPoolDecision.take(members, missing, placing.balance());
        for (Member member : started)
            actions.add(new Start(member.id(), replacements-- > 0 ? Why.UNHEALTHY : otherwise));
        replacements = Math.max(0, replacements);
        for (Map.Entry<Placing.Spot, Integer> entry :
                placing.place(missing - started.size()).entrySet()) {
            int replacing = Math.min(replacements, entry.getValue());
            replacements -= replacing;
            launch(entry.getKey(), replacing, Why.UNHEALTHY);
            launch(entry.getKey(), entry.getValue() - replacing, otherwise);
        }
    }

    private void launch(Placing.Spot spot, int count, Why why) {
        if (count > 0) actions.add(new Launch(spot.zone(), count, spot.purchase(), why));
    }

    /// Those on their way are waited for: machines go only when more than the desired number serve.
    private void shrink(int capacity) {
        boolean awaited = state.members().stream().anyMatch(member -> member.stage() == Member.Stage.PENDING);
        int excess = (awaited ? state.serving() : capacity) - state.desired();
        if (renewal != null) {
            leaveOutdated(Math.min(excess, warm() - state.desired()), renewal.why());
            return;
        }
        List<Member> candidates = state.members().stream()
                .filter(member -> member.stage() == Member.Stage.IN_SERVICE && !member.protectedFromScaleIn())
                .toList();
        boolean back = state.upkeep().pool() instanceof WarmPool pool && pool.reuse() && !pool.leaving();
        for (Member member : new Termination(state, candidates, Member::counts, now).choose(Math.max(0, excess)))
            actions.add(back ? new Return(member.id(), Why.CAPACITY) : new Terminate(member.id(), Why.CAPACITY));
    }

    private int warm() {
        int units = 0;
        for (Member member : state.members())
            if (member.serves() && (member.warm() || member.outdated())) units += member.weight();
        return units;
    }

    private void renew(RenewalPlan plan, int capacity) {
        int outdated = 0;
        for (Member member : state.members()) if (member.counts() && member.outdated()) outdated += member.weight();
        if (outdated == 0 || plan.held()) return;
        int surge = plan.surge(state.desired());
        if (surge > 0) {
            int room = Math.min(outdated, state.desired() + surge - capacity);
            if (room > 0) fill(state.members(), room, 0, plan.why());
            return;
        }
        int warm = warm();
        boolean whole = warm >= state.desired();
        leaveOutdated(
                Math.max(whole ? state.ground().allocation().heaviest() : 0, warm - plan.floor(state.desired())),
                plan.why());
    }

    private void leaveOutdated(int most, Why why) {
        if (!state.may(Process.TERMINATE)) return;
        List<Member> outdated = state.members().stream()
                .filter(member -> member.outdated() && member.stage() == Member.Stage.IN_SERVICE)
                .toList();
        for (Member member : new Termination(state, outdated, Member::counts, now).choose(Math.max(0, most)))
            actions.add(new Terminate(member.id(), why));
    }

    /// A group may exceed its maximum by a tenth or one machine while it balances.
    private void balance() {
        boolean settled = state.members().stream().noneMatch(member -> member.stage() == Member.Stage.PENDING);
        if (!settled || !state.may(Process.AZ_REBALANCE) || !state.may(Process.LAUNCH) || !state.may(Process.TERMINATE))
            return;
        int weight = state.ground().allocation().heaviest();
        Placing placing = new Placing(state.ground(), state.members(), Member::counts);
        int moves =
                Math.min(placing.balance().moves(placing::open, weight), Math.max(1, state.maximum() / 10 / weight));
        placing.place(moves * weight).forEach((spot, count) -> launch(spot, count, Why.BALANCE));
    }
}
