package io.windtunnel.kernel.scaling;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupDecisionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final List<Member> members = new ArrayList<>();
    private final Set<String> barred = new HashSet<>();
    private final Set<CapacityPool> closed = new HashSet<>();
    private Allocation allocation = Allocation.PLAIN;
    private boolean balancedOnly;
    private @Nullable Maintenance maintenance;
    private @Nullable WarmPool pool;
    private final Set<Process> suspended = new HashSet<>();
    private List<TerminationPolicy> policies = List.of(TerminationPolicy.DEFAULT);
    private @Nullable RenewalPlan refresh;

    private List<Action> decide(int desired, int maximum, String... zones) {
        return GroupDecision.decide(
                new GroupState(
                        desired,
                        maximum,
                        new Ground(List.of(zones), balancedOnly, new Closed(barred, closed), allocation),
                        members,
                        suspended,
                        policies,
                        new Upkeep(refresh, maintenance, pool)),
                NOW);
    }

    private Member add(String id, String zone, Stage stage, boolean healthy, int minutesOld, long template) {
        Health health = healthy ? Health.HEALTHY : Health.FAILING;
        Instant since = NOW.minusSeconds(60L * minutesOld);
        Member member = new Member(id, zone, Purchase.ONE, stage, health, false, since, template, false, true);
        members.add(member);
        return member;
    }

    private void serving(String zone, int count) {
        for (int i = 0; i < count; i++) add(zone + i, zone, Stage.IN_SERVICE, true, 90 + i, 1);
    }

    @Test
    void spreadsNewMachinesOverTheZones() {
        assertThat(decide(5, 9, "a", "b", "c"))
                .containsExactly(
                        new Launch("a", 2, Purchase.ONE, Why.CAPACITY),
                        new Launch("b", 2, Purchase.ONE, Why.CAPACITY),
                        new Launch("c", 1, Purchase.ONE, Why.CAPACITY));
    }

    @Test
    void replacesTheUnhealthyInTheZoneThatTakesIt() {
        serving("a", 1);
        add("b0", "b", Stage.IN_SERVICE, false, 9, 1);
        assertThat(decide(2, 4, "a", "b"))
                .containsExactly(new Terminate("b0", Why.UNHEALTHY), new Launch("b", 1, Purchase.ONE, Why.UNHEALTHY));
        barred.add("b");
        assertThat(decide(2, 4, "a", "b"))
                .containsExactly(new Terminate("b0", Why.UNHEALTHY), new Launch("a", 1, Purchase.ONE, Why.UNHEALTHY));
    }

    @Test
    void restsWhenAllIsWellOrSuspended() {
        serving("a", 1);
        serving("b", 1);
        assertThat(decide(2, 4, "a", "b")).isEmpty();
        suspended.add(Process.LAUNCH);
        assertThat(decide(4, 4, "a", "b")).isEmpty();
    }

    @Test
    void shrinksTheFullestZoneByItsPolicies() {
        serving("a", 3);
        serving("b", 2);
        assertThat(decide(4, 9, "a", "b")).containsExactly(new Terminate("a2", Why.CAPACITY));
        policies = List.of(TerminationPolicy.NEWEST_INSTANCE);
        assertThat(decide(4, 9, "a", "b")).containsExactly(new Terminate("a0", Why.CAPACITY));
    }

    @Test
    void theDefaultPolicyPrefersTheOldestTemplateThenTheNextBillingHour() {
        add("old", "a", Stage.IN_SERVICE, true, 10, 1);
        add("new", "a", Stage.IN_SERVICE, true, 59, 2);
        add("other", "a", Stage.IN_SERVICE, true, 80, 1);
        assertThat(decide(2, 9, "a")).containsExactly(new Terminate("other", Why.CAPACITY));
    }

    @Test
    void balancesByLaunchingFirst() {
        serving("a", 4);
        assertThat(decide(4, 4, "a", "b")).containsExactly(new Launch("b", 1, Purchase.ONE, Why.BALANCE));
        assertThat(decide(4, 40, "a", "b")).containsExactly(new Launch("b", 2, Purchase.ONE, Why.BALANCE));
        add("b0", "b", Stage.PENDING, true, 0, 1);
        assertThat(decide(4, 4, "a", "b")).isEmpty();
        members.removeLast();
        add("b0", "b", Stage.IN_SERVICE, true, 0, 1);
        assertThat(decide(4, 4, "a", "b")).containsExactly(new Terminate("a3", Why.CAPACITY));
        members.removeIf(member -> member.id().equals("a3"));
        barred.add("b");
        assertThat(decide(4, 4, "a", "b")).isEmpty();
    }

    @Test
    void leavesAZoneItNoLongerUses() {
        serving("a", 1);
        serving("z", 1);
        assertThat(decide(2, 4, "a", "b")).containsExactly(new Launch("b", 1, Purchase.ONE, Why.BALANCE));
        add("b0", "b", Stage.IN_SERVICE, true, 0, 1);
        assertThat(decide(2, 4, "a", "b")).containsExactly(new Terminate("z0", Why.CAPACITY));
    }

    @Test
    void refreshesWithinTheHealthyPercentage() {
        refresh = plan(50, 100, false);
        for (int i = 0; i < 4; i++) outdated("o" + i, true);
        assertThat(decide(4, 8, "a"))
                .hasSize(2)
                .allMatch(action -> action instanceof Terminate t && t.why() == Why.REFRESH);
        members.subList(0, 2).clear();
        assertThat(decide(4, 8, "a")).containsExactly(new Launch("a", 2, Purchase.ONE, Why.REFRESH));
        add("n0", "a", Stage.IN_SERVICE, true, 0, 2);
        add("n1", "a", Stage.PENDING, true, 0, 2);
        assertThat(decide(4, 8, "a")).containsExactly(new Terminate("o2", Why.REFRESH));
        refresh = plan(100, 100, false);
        assertThat(decide(4, 8, "a")).isEmpty();
        refresh = plan(0, 100, true);
        assertThat(decide(4, 8, "a")).isEmpty();
    }

    @Test
    void refreshesOneAtATimeWhereNothingMayBeMissing() {
        refresh = plan(90, 100, false);
        outdated("o0", true);
        assertThat(decide(1, 2, "a")).containsExactly(new Terminate("o0", Why.REFRESH));
    }

    @Test
    void refreshesByLaunchingFirstWhereItMayExceed() {
        refresh = plan(100, 150, false);
        for (int i = 0; i < 2; i++) outdated("o" + i, true);
        assertThat(decide(2, 4, "a")).containsExactly(new Launch("a", 1, Purchase.ONE, Why.REFRESH));
        members.add(new Member("n0", "a", Purchase.ONE, Stage.IN_SERVICE, Health.HEALTHY, false, NOW, 2, false, false));
        assertThat(decide(2, 4, "a")).isEmpty();
        members.set(
                2, new Member("n0", "a", Purchase.ONE, Stage.IN_SERVICE, Health.HEALTHY, false, NOW, 2, false, true));
        assertThat(decide(2, 4, "a")).containsExactly(new Terminate("o0", Why.REFRESH));
    }

    private static RenewalPlan plan(int minimum, int maximum, boolean held) {
        return new RenewalPlan(new Maintenance(minimum, maximum), Integer.MAX_VALUE, held, Why.REFRESH);
    }

    private void outdated(String id, boolean warm) {
        members.add(new Member(
                id, "a", Purchase.ONE, Stage.IN_SERVICE, Health.HEALTHY, false, NOW.minusSeconds(600), 1, true, warm));
    }

    /// Whatever happens to it, a group comes to rest at its desired capacity, balanced over the zones that take
    /// launches.
    @Test
    void alwaysComesToRest() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            members.clear();
            barred.clear();
            String[] zones = {"a", "b", "c"};
            for (int i = random.nextInt(12); i > 0; i--)
                add("m" + i, zones[random.nextInt(3)], Stage.IN_SERVICE, random.nextInt(4) > 0, random.nextInt(200), 1);
            if (random.nextInt(3) == 0) barred.add(zones[random.nextInt(3)]);
            int desired = random.nextInt(9);
            int steps = 0;
            for (List<Action> next = decide(desired, 9, zones); !next.isEmpty(); next = decide(desired, 9, zones)) {
                assertThat(steps++).as("round " + round).isLessThan(40);
                next.forEach(this::apply);
            }
            assertThat(members).hasSize(desired).allMatch(member -> member.healthy());
            if (barred.isEmpty()) {
                long[] counts = new long[3];
                for (int i = 0; i < 3; i++) {
                    String zone = zones[i];
                    counts[i] =
                            members.stream().filter(m -> m.zone().equals(zone)).count();
                }
                java.util.Arrays.sort(counts);
                assertThat(counts[2] - counts[0]).isLessThan(2);
            }
        }
    }

    private int launched;

    private void add(String id, String zone, Purchase purchase, Stage stage) {
        members.add(new Member(id, zone, purchase, stage, Health.HEALTHY, false, NOW, 1, false, true));
    }

    private void move(String id, Stage stage) {
        members.replaceAll(member -> !member.id().equals(id)
                ? member
                : new Member(
                        id,
                        member.zone(),
                        member.purchase(),
                        stage,
                        member.health(),
                        false,
                        member.since(),
                        member.template(),
                        member.outdated(),
                        true));
    }

    private void apply(Action action) {
        switch (action) {
            case Launch(String zone, int count, Purchase purchase, Why _) -> {
                for (int i = 0; i < count; i++) add("n" + launched++, zone, purchase, Stage.IN_SERVICE);
            }
            case Prepare(String zone, int count, Purchase purchase) -> {
                for (int i = 0; i < count; i++) add("n" + launched++, zone, purchase, Stage.WARMED);
            }
            case Start(String id, Why _) -> move(id, Stage.IN_SERVICE);
            case Return(String id, Why _) -> move(id, Stage.WARMED);
            case Terminate(String id, Why _) ->
                members.removeIf(member -> member.id().equals(id));
        }
    }
}
