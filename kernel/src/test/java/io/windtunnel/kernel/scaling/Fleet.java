package io.windtunnel.kernel.scaling;

import io.windtunnel.kernel.scaling.Action.Launch;
import io.windtunnel.kernel.scaling.Action.Prepare;
import io.windtunnel.kernel.scaling.Action.Return;
import io.windtunnel.kernel.scaling.Action.Start;
import io.windtunnel.kernel.scaling.Action.Terminate;
import io.windtunnel.kernel.scaling.Action.Why;
import io.windtunnel.kernel.scaling.GroupState.Ground;
import io.windtunnel.kernel.scaling.GroupState.Upkeep;
import io.windtunnel.kernel.scaling.Member.Health;
import io.windtunnel.kernel.scaling.Member.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A group that does what it decides, for tests: what is launched serves at once unless it is told to wait.
final class Fleet {
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    final List<Member> members = new ArrayList<>();
    final Set<String> zonesClosed = new HashSet<>();
    final Set<CapacityPool> poolsClosed = new HashSet<>();
    final Set<Process> suspended = EnumSet.noneOf(Process.class);
    List<String> zones = List.of("a");
    List<TerminationPolicy> policies = List.of(TerminationPolicy.DEFAULT);
    Allocation allocation = Allocation.PLAIN;
    boolean balancedOnly;

    @Nullable
    RenewalPlan renewal;

    @Nullable
    Maintenance maintenance;

    @Nullable
    WarmPool pool;

    private int launched;

    List<Action> decide(int desired, int maximum) {
        return GroupDecision.decide(
                new GroupState(
                        desired,
                        maximum,
                        new Ground(zones, balancedOnly, new Closed(zonesClosed, poolsClosed), allocation),
                        members,
                        suspended,
                        policies,
                        new Upkeep(renewal, maintenance, pool)),
                NOW);
    }

    /// Decides and applies until it rests; fails when it does not.
    void settle(int desired, int maximum) {
        for (int i = 0; i < 60; i++) {
            List<Action> actions = decide(desired, maximum);
            if (actions.isEmpty()) return;
            actions.forEach(action -> apply(action, Stage.IN_SERVICE));
        }
        throw new AssertionError("it does not rest: " + members);
    }

    void apply(Action action, Stage launchedAs) {
        switch (action) {
            case Launch(String zone, int count, Purchase purchase, Why _) -> {
                for (int i = 0; i < count; i++) add("n" + launched++, zone, purchase, launchedAs, Health.HEALTHY);
            }
            case Prepare(String zone, int count, Purchase purchase) -> {
                for (int i = 0; i < count; i++) add("w" + launched++, zone, purchase, Stage.WARMED, Health.HEALTHY);
            }
            case Start(String id, Why _) -> move(id, launchedAs);
            case Return(String id, Why _) -> move(id, Stage.WARMED);
            case Terminate(String id, Why _) ->
                members.removeIf(member -> member.id().equals(id));
        }
    }

    void add(String id, String zone, Purchase purchase, Stage stage, Health health) {
        members.add(new Member(id, zone, purchase, stage, health, false, NOW, 1, false, true));
    }

    void add(String id, String zone, Stage stage) {
        add(id, zone, Purchase.ONE, stage, Health.HEALTHY);
    }

    void move(String id, Stage stage) {
        members.replaceAll(member -> member.id().equals(id)
                ? new Member(id, member.zone(), member.purchase(), stage, member.health(), false, NOW, 1, false, true)
                : member);
    }

    int units() {
        return members.stream().filter(Member::counts).mapToInt(Member::weight).sum();
    }

    int units(boolean spot) {
        return members.stream()
                .filter(member -> member.counts() && member.purchase().spot() == spot)
                .mapToInt(Member::weight)
                .sum();
    }

    long count(Stage stage) {
        return members.stream().filter(member -> member.stage() == stage).count();
    }
}
