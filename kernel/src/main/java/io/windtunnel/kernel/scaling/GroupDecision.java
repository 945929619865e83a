package io.windtunnel.kernel.scaling;

import io.windtunnel.kernel.scaling.Action.Launch;
import io.windtunnel.kernel.scaling.Action.Terminate;
import io.windtunnel.kernel.scaling.Action.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a group does now. Asked again after each change, it comes to rest: when nothing is to be done, it says nothing.
///
/// In this order: unhealthy machines go and are replaced; missing machines are launched where fewest are; superfluous
/// ones go by the termination policies; a refresh takes its next step; and with nothing else to do, the zones are
/// balanced by launching first and terminating when the new ones serve.
public final class GroupDecision {
    private final GroupState state;
    private final Instant now;
    private final List<Action> actions = new ArrayList<>();

    private GroupDecision(GroupState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    /// What to do, in order.
    public static List<Action> decide(GroupState state, Instant now) {
        GroupDecision decision = new GroupDecision(state, now);
        decision.decide();
        return decision.actions;
    }

    private void decide() {
        List<Member> unhealthy = unhealthy();
        for (Member member : unhealthy) actions.add(new Terminate(member.id(), Why.UNHEALTHY));
        List<Member> rest = new ArrayList<>(state.members());
        rest.removeAll(unhealthy);
        int capacity = (int) rest.stream().filter(Member::counts).count();
        int missing = state.desired() - capacity;
        if (missing > 0) fill(rest, missing, unhealthy.size());
        if (!actions.isEmpty()) return;
        if (missing < 0 && state.may(Process.TERMINATE)) shrink(capacity);
        if (!actions.isEmpty()) return;
        if (state.refresh() != null && state.may(Process.INSTANCE_REFRESH)) refresh(state.refresh(), capacity);
        else if (missing == 0) balance();
    }

    private List<Member> unhealthy() {
        if (!state.may(Process.REPLACE_UNHEALTHY) || !state.may(Process.TERMINATE)) return List.of();
        return state.members().stream()
                .filter(member -> member.counts() && !member.healthy())
                .toList();
    }

    private void fill(List<Member> members, int missing, int replaced) {
        if (!state.may(Process.LAUNCH)) return;
        Map<String, Integer> placed = new ZoneBalance(state.zones(), state.barred(), members).place(missing);
        int replacements = replaced;
        for (Map.Entry<String, Integer> entry : placed.entrySet()) {
            int replacing = Math.min(replacements, entry.getValue());
            replacements -= replacing;
            if (replacing > 0) actions.add(new Launch(entry.getKey(), replacing, Why.UNHEALTHY));
            int others = entry.getValue() - replacing;
            if (others > 0) actions.add(new Launch(entry.getKey(), others, lacking()));
        }
    }

    private Why lacking() {
        return state.refresh() != null ? Why.REFRESH : Why.CAPACITY;
    }

    /// Those on their way are waited for: machines go only when more than the desired number serve.
    private void shrink(int capacity) {
        boolean awaited = state.members().stream().anyMatch(member -> member.stage() == Member.Stage.PENDING);
        int excess = (awaited ? state.serving() : capacity) - state.desired();
        if (state.refresh() != null) {
            leaveOutdated(Math.min(excess, warm() - state.desired()));
            return;
        }
        for (Member member : Termination.choose(state, Math.max(0, excess), now))
            actions.add(new Terminate(member.id(), Why.CAPACITY));
    }

    private int warm() {
        return (int) state.members().stream()
                .filter(member -> member.serves() && (member.warm() || member.outdated()))
                .count();
    }

    private void refresh(RefreshPlan plan, int capacity) {
        long outdated = state.members().stream().filter(Member::outdated).count();
        if (outdated == 0 || plan.held()) return;
        int surge = plan.surge(state.desired());
        if (surge > 0) {
            int room = (int) Math.min(outdated, state.desired() + surge - capacity);
            if (room > 0 && state.may(Process.LAUNCH))
                new ZoneBalance(state.zones(), state.barred(), state.members())
                        .place(room)
                        .forEach((zone, count) -> actions.add(new Launch(zone, count, Why.REFRESH)));
            return;
        }
        int warm = warm();
        boolean whole = warm >= state.desired();
        leaveOutdated(Math.max(whole ? 1 : 0, warm - plan.floor(state.desired())));
    }

    private void leaveOutdated(int most) {
        if (!state.may(Process.TERMINATE)) return;
        List<Member> outdated = state.members().stream()
                .filter(member -> member.outdated() && member.stage() == Member.Stage.IN_SERVICE)
                .toList();
        GroupState only = new GroupState(
                state.desired(),
                state.maximum(),
                state.zones(),
                state.barred(),
                outdated.stream().map(GroupDecision::unprotected).toList(),
                state.suspended(),
                state.policies(),
                state.refresh());
        for (Member member : Termination.choose(only, Math.max(0, most), now))
            actions.add(new Terminate(member.id(), Why.REFRESH));
    }

    private static Member unprotected(Member member) {
        return new Member(
                member.id(),
                member.zone(),
                member.stage(),
                member.healthy(),
                false,
                member.since(),
                member.template(),
                member.outdated(),
                member.warm());
    }

    /// A group may exceed its maximum by a tenth or one machine while it balances.
    private void balance() {
        boolean settled = state.members().stream().noneMatch(member -> member.stage() == Member.Stage.PENDING);
        if (!settled || !state.may(Process.AZ_REBALANCE) || !state.may(Process.LAUNCH) || !state.may(Process.TERMINATE))
            return;
        ZoneBalance balance = new ZoneBalance(state.zones(), state.barred(), state.members());
        int moves = Math.min(balance.moves(), Math.max(1, state.maximum() / 10));
        balance.place(moves).forEach((zone, count) -> actions.add(new Launch(zone, count, Why.BALANCE)));
    }
}
