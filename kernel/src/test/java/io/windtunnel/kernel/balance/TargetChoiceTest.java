package io.windtunnel.kernel.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.kernel.random.RandomStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TargetChoiceTest {
    private static final class Target implements Candidate {
        private int outstanding;
        private double share = 1;
        private int sent;

        @Override
        public int outstanding() {
            return outstanding;
        }

        @Override
        public double share(long nowNanos) {
            return share;
        }
    }

    private static List<Target> targets(int count) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) targets.add(new Target());
        return targets;
    }

    private static void send(TargetChoice choice, List<Target> targets, int requests) {
        for (int i = 0; i < requests; i++) choice.choose(targets, 0).sent++;
    }

    @Test
    void roundRobinGivesEachTargetItsTurn() {
        List<Target> targets = targets(3);
        RoundRobin choice = new RoundRobin();
        for (int i = 0; i < 9; i++) assertThat(choice.choose(targets, 0)).isSameAs(targets.get(i % 3));
    }

    @Test
    void roundRobinNeverFavoursOneOfManyFullTargetsByMoreThanOneRequest() {
        RandomGenerator random = new RandomStreams(7).stream("counts");
        for (int run = 0; run < 200; run++) {
            List<Target> targets = targets(1 + random.nextInt(20));
            send(new RoundRobin(), targets, random.nextInt(500));
            int least = targets.stream().mapToInt(target -> target.sent).min().orElseThrow();
            int most = targets.stream().mapToInt(target -> target.sent).max().orElseThrow();
            assertThat(most - least).as("run %d", run).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aWarmingTargetIsSentItsShareOfAFullOne() {
        for (double share : new double[] {0.01, 0.1, 0.25, 0.5, 0.9}) {
            List<Target> targets = targets(3);
            targets.get(1).share = share;
            send(new RoundRobin(), targets, 30_000);
            double full = (targets.get(0).sent + targets.get(2).sent) / 2.0;
            assertThat(targets.get(1).sent / full).isCloseTo(share, within(0.01));
        }
    }

    @Test
    void warmingTargetsAreUsedWhenThereIsNoOther() {
        List<Target> targets = targets(2);
        targets.forEach(target -> target.share = 0.01);
        send(new RoundRobin(), targets, 100);
        assertThat(targets.get(0).sent + targets.get(1).sent).isEqualTo(100);
    }

    @Test
    void leastOutstandingAlwaysTakesAMinimum() {
        RandomGenerator random = new RandomStreams(11).stream("loads");
        LeastOutstanding choice = new LeastOutstanding();
        for (int run = 0; run < 1_000; run++) {
            List<Target> targets = targets(1 + random.nextInt(10));
            targets.forEach(target -> target.outstanding = random.nextInt(5));
            int fewest = targets.stream()
                    .mapToInt(target -> target.outstanding)
                    .min()
                    .orElseThrow();
            assertThat(choice.choose(targets, 0).outstanding).isEqualTo(fewest);
        }
    }

    @Test
    void leastOutstandingSpreadsIdleTargets() {
        List<Target> targets = targets(4);
        send(new LeastOutstanding(), targets, 400);
        assertThat(targets).allSatisfy(target -> assertThat(target.sent).isEqualTo(100));
    }

    @Test
    void uniformRandomIsFairInTheLongRun() {
        List<Target> targets = targets(4);
        send(new UniformRandom(new RandomStreams(3).stream("choice")), targets, 40_000);
        assertThat(targets).allSatisfy(target -> assertThat(target.sent).isCloseTo(10_000, within(500)));
    }

    @Test
    void weightsDivideTheDrawsInProportion() {
        Weights weights = new Weights(10, 0, 20);
        int[] hits = new int[3];
        for (int draw = 0; draw < weights.total(); draw++) hits[weights.index(draw)]++;
        assertThat(hits).containsExactly(10, 0, 20);
        assertThat(new Weights(0, 0).index(0)).isEqualTo(-1);
    }

    @Test
    void slowStartGrowsLinearlyAndEndsFull() {
        SlowStart slow = new SlowStart(Duration.ofSeconds(100));
        assertThat(slow.share(0)).isEqualTo(0.01);
        assertThat(slow.share(Duration.ofSeconds(25).toNanos())).isEqualTo(0.25);
        assertThat(slow.share(Duration.ofSeconds(100).toNanos())).isEqualTo(1);
        assertThat(SlowStart.NONE.share(0)).isEqualTo(1);
        assertThat(slow.begins(0)).isFalse();
        assertThat(slow.begins(1)).isTrue();
    }
}
