package io.windtunnel.simulation.theory;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.balance.Candidate;
import io.windtunnel.kernel.balance.LeastOutstanding;
import io.windtunnel.kernel.balance.RoundRobin;
import io.windtunnel.kernel.balance.TargetChoice;
import io.windtunnel.kernel.balance.UniformRandom;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.ring.HashRing;
import io.windtunnel.kernel.statistics.BatchMeans;
import io.windtunnel.kernel.statistics.Interval;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.Rate;
import io.windtunnel.rehearsal.plan.RateCurve;
import io.windtunnel.rehearsal.standin.WorkerLine;
import io.windtunnel.rehearsal.traffic.Arrivals;
import io.windtunnel.simulation.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The load balancer's ways to choose, in front of ten servers with exponential service at a load of 0.8.
class ChoiceTest {
    private static final long SEED = 11;
    private static final int SERVERS = 10;
    private static final double LOAD = 0.8;

    @Test
    void randomChoiceMakesEachServerAnMm1() {
        Interval wait = play(new UniformRandom(new RandomStreams(SEED).stream("choice")));
        double expected = LOAD / (1 - LOAD) / 1000;
        assertThat(wait.contains(expected))
                .as("%s, expected %s", wait, expected)
                .isTrue();
    }

    /// Every tenth arrival of a Poisson stream comes after an Erlang-distributed gap: GI/M/1, whose wait
    /// follows from the root of x = A(mu - mu x), A the transform of the gaps.
    @Test
    void roundRobinMakesEachServerAnE10M1() {
        double root = 0.5;
        for (int i = 0; i < 1_000; i++) root = Math.pow(SERVERS * LOAD / (SERVERS * LOAD + 1 - root), SERVERS);
        Interval wait = play(new RoundRobin());
        double expected = root / (1 - root) / 1000;
        assertThat(wait.contains(expected))
                .as("%s, expected %s", wait, expected)
                .isTrue();
    }

    @Test
    void leastOutstandingWaitsLeast() {
        Interval random = play(new UniformRandom(new RandomStreams(SEED).stream("choice")));
        Interval turns = play(new RoundRobin());
        Interval least = play(new LeastOutstanding());
        assertThat(random.low()).isGreaterThan(turns.high());
        assertThat(turns.low()).isGreaterThan(least.high());
        // No choice beats one line before all servers (M/M/10), and joining the shortest queue comes near.
        double oneLine = 0.409 / (SERVERS * (1 - LOAD)) / 1000;
        assertThat(least.low()).isGreaterThan(oneLine * 0.9);
        assertThat(least.high()).isLessThan(3 * oneLine);
    }

    /// Karger and others (1997): with v virtual nodes each the shares of n nodes spread by about 1 / sqrt(v).
    @Test
    void aHashRingSpreadsWithinItsBound() {
        int nodes = 10;
        int virtual = 256;
        HashRing<Integer> ring =
                HashRing.of(java.util.stream.IntStream.range(0, nodes).boxed().toList(), virtual);
        long[] counts = new long[nodes];
        int keys = 200_000;
        for (int key = 0; key < keys; key++) counts[ring.owner("key-" + key)]++;
        double sigma = 1 / Math.sqrt(virtual);
        for (long count : counts) assertThat(count / ((double) keys / nodes)).isBetween(1 - 4 * sigma, 1 + 4 * sigma);
    }

    private static final class Server implements Candidate {
        private final WorkerLine line = new WorkerLine(1, 1_000_000);
        private int outstanding;

        @Override
        public int outstanding() {
            return outstanding;
        }

        @Override
        public double share(long nowNanos) {
            return 1;
        }
    }

    private static Interval play(TargetChoice choice) {
        Engine engine = new Engine(new VirtualTime(Instant.EPOCH));
        RandomGenerator draws = new RandomStreams(SEED).stream("service");
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) servers.add(new Server());
        Duration lasts = Duration.ofSeconds(250);
        Arrivals arrivals = new Arrivals(
                new RateCurve(List.of(new Rate.Hold(1000 * LOAD * SERVERS, lasts))),
                Pacing.POISSON,
                new RandomStreams(SEED).stream("arrivals"));
        BatchMeans wait = new BatchMeans();
        Runnable[] next = new Runnable[1];
        next[0] = () -> {
            long due = arrivals.next();
            if (due == Arrivals.OVER) return;
            engine.at(
                    due,
                    (now, _) -> {
                        Server server = choice.choose(servers, now);
                        long takes = (long) (draws.nextExponential() * 1e6);
                        long done = server.line.admit(now, takes);
                        server.outstanding++;
                        engine.at(done, (_, _) -> server.outstanding--, 0);
                        if (now > 5e9) wait.add((done - takes - now) / 1e9);
                        next[0].run();
                    },
                    0);
        };
        next[0].run();
        engine.run(lasts.toNanos());
        return wait.interval(Queues.CONFIDENCE);
    }
}
