package io.windtunnel.kernel.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.scaling.Action.Launch;
import io.windtunnel.kernel.scaling.Action.Terminate;
import io.windtunnel.kernel.scaling.Action.Why;
import io.windtunnel.kernel.scaling.Member.Health;
import io.windtunnel.kernel.scaling.Member.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How machines are replaced: unhealthy ones under a maintenance policy, and those that have lived long enough.
class UpkeepTest {
    private final Fleet fleet = new Fleet();

    private void serving(int count) {
        for (int i = 0; i < count; i++) fleet.add("s" + i, "a", Stage.IN_SERVICE);
    }

    private void failing(int count) {
        for (int i = 0; i < count; i++) fleet.add("f" + i, "a", Purchase.ONE, Stage.IN_SERVICE, Health.FAILING);
    }

    private void apply(List<Action> actions) {
        actions.forEach(action -> fleet.apply(action, Stage.PENDING));
    }

    private void enter() {
        List.copyOf(fleet.members).stream()
                .filter(member -> member.stage() == Stage.PENDING)
                .forEach(member -> fleet.move(member.id(), Stage.IN_SERVICE));
    }

    /// User guide, "Instance maintenance policy": launch before terminating.
    @Test
    void launchesFirstWhereNothingMayBeMissing() {
        fleet.maintenance = new Maintenance(100, 110);
        serving(9);
        failing(1);
        List<Action> first = fleet.decide(10, 12);
        assertThat(first).containsExactly(new Launch("a", 1, Purchase.ONE, Why.UNHEALTHY));
        apply(first);
        assertThat(fleet.decide(10, 12)).isEmpty();
        enter();
        assertThat(fleet.decide(10, 12)).containsExactly(new Terminate("f0", Why.UNHEALTHY));
    }

    @Test
    void terminatesAndLaunchesAsFarAsTheFloorAllows() {
        fleet.maintenance = new Maintenance(80, 100);
        serving(6);
        failing(4);
        List<Action> first = fleet.decide(10, 12);
        assertThat(first).containsExactly(new Terminate("f0", Why.UNHEALTHY), new Terminate("f1", Why.UNHEALTHY));
        apply(first);
        List<Action> second = fleet.decide(10, 12);
        assertThat(second).containsExactly(new Launch("a", 2, Purchase.ONE, Why.UNHEALTHY));
        apply(second);
        assertThat(fleet.decide(10, 12)).isEmpty();
        enter();
        assertThat(fleet.decide(10, 12)).hasSize(2);
    }

    /// What does not run any more is replaced at once, whatever the policy says.
    @Test
    void whatIsGoneIsReplacedAtOnce() {
        fleet.maintenance = new Maintenance(100, 110);
        serving(1);
        fleet.add("g", "a", Purchase.ONE, Stage.IN_SERVICE, Health.GONE);
        assertThat(fleet.decide(2, 4))
                .containsExactly(new Terminate("g", Why.UNHEALTHY), new Launch("a", 1, Purchase.ONE, Why.UNHEALTHY));
    }

    @Test
    void aPolicyWithoutRoomReplacesOneAtATime() {
        fleet.maintenance = new Maintenance(100, 100);
        failing(1);
        assertThat(fleet.decide(1, 2)).containsExactly(new Terminate("f0", Why.UNHEALTHY));
    }

    /// User guide, "Maximum instance lifetime": one at a time, else up to 10 percent.
    @ParameterizedTest
    @CsvSource({
        "1,86400,1",
        "100,86400,1",
        "144,86400,1",
        "145,86400,2",
        "1000,86400,7",
        "1000,604800,1",
        "100,3600,10",
        "30000,86400,209"
    })
    void lifetimeTakesAsManyAtOnceAsItMust(int capacity, long seconds, int atOnce) {
        assertThat(Lifetime.atOnce(capacity, Duration.ofSeconds(seconds))).isEqualTo(atOnce);
    }

    @Test
    void theOldestGoFirstAndTheProtectedStay() {
        Duration day = Duration.ofDays(1);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 10; i++)
            members.add(new Member(
                    "m" + i,
                    "a",
                    Purchase.ONE,
                    Stage.IN_SERVICE,
                    Health.HEALTHY,
                    i == 3,
                    Fleet.NOW.minus(day).minusSeconds(10L * i - 50),
                    1,
                    false,
                    true));
        assertThat(Lifetime.over(members, day, Fleet.NOW)).isEqualTo(Set.of("m9"));
        assertThat(Lifetime.over(members.subList(0, 6), day, Fleet.NOW)).isEqualTo(Set.of("m5"));
        assertThat(Lifetime.over(members.subList(0, 5), day, Fleet.NOW)).isEmpty();
    }

    @Test
    void lifetimeTerminatesAndLaunchesOneAfterTheOther() {
        fleet.renewal = new RenewalPlan(new Maintenance(0, 100), 1, false, Why.LIFETIME);
        serving(8);
        for (int i = 0; i < 2; i++)
            fleet.members.add(new Member(
                    "old" + i, "a", Purchase.ONE, Stage.IN_SERVICE, Health.HEALTHY, false, Fleet.NOW, 1, true, true));
        List<Action> first = fleet.decide(10, 12);
        assertThat(first).containsExactly(new Terminate("old0", Why.LIFETIME));
        apply(first);
        List<Action> second = fleet.decide(10, 12);
        assertThat(second).containsExactly(new Launch("a", 1, Purchase.ONE, Why.LIFETIME));
        apply(second);
        assertThat(fleet.decide(10, 12)).isEmpty();
    }
}
