package io.windtunnel.simulation.theory;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.statistics.BatchMeans;
import io.windtunnel.kernel.statistics.Interval;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.rehearsal.standin.WorkerLine;
import io.windtunnel.simulation.engine.Actor;
import io.windtunnel.simulation.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Customers who think, are served by one station and then by another, and think again: against mean-value analysis
/// (Reiser and Lavenberg 1980), which is exact.
class ClosedNetworkTest {
    private static final long SEED = 7;
    private static final double THINK = 0.100;
    private static final double[] SERVICE = {0.010, 0.015};

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 30})
    void respondsAsMeanValueAnalysisSays(int customers) {
        Network network = new Network(customers);
        Interval response = network.play(Duration.ofHours(2));
        double expected = meanValueAnalysis(customers);
        assertThat(response.contains(expected))
                .as(
                        "seed %d, %d customers: expected %.5f s, found %.5f ± %.5f",
                        SEED, customers, expected, response.mean(), response.halfWidth())
                .isTrue();
        assertThat(response.relativeHalfWidth()).isLessThan(0.03);
    }

    private static double meanValueAnalysis(int customers) {
        double[] queue = new double[SERVICE.length];
        double response = 0;
        for (int n = 1; n <= customers; n++) {
            double[] each = new double[SERVICE.length];
            response = 0;
            for (int i = 0; i < SERVICE.length; i++) response += each[i] = SERVICE[i] * (1 + queue[i]);
            double throughput = n / (THINK + response);
            for (int i = 0; i < SERVICE.length; i++) queue[i] = throughput * each[i];
        }
        return response;
    }

    private static final class Network {
        private final Engine engine = new Engine(new VirtualTime(Instant.EPOCH));
        private final WorkerLine[] stations = {new WorkerLine(1, 1000), new WorkerLine(1, 1000)};
        private final RandomGenerator draws = new RandomStreams(SEED).stream("network");
        private final BatchMeans response = new BatchMeans();
        private final long[] left;
        private final Actor first = (now, customer) -> serve(now, customer, 0);
        private final Actor second = (now, customer) -> serve(now, customer, 1);
        private final Actor back = this::back;

        Network(int customers) {
            left = new long[customers];
            for (int customer = 0; customer < customers; customer++) engine.at(draw(THINK), first, customer);
        }

        private long draw(double mean) {
            return (long) (draws.nextExponential() * mean * 1e9);
        }

        private void serve(long now, int customer, int station) {
            if (station == 0) left[customer] = now;
            long done = stations[station].admit(now, draw(SERVICE[station]));
            engine.at(done, station == 0 ? second : back, customer);
        }

        private void back(long now, int customer) {
            response.add((now - left[customer]) / 1e9);
            engine.at(now + draw(THINK), first, customer);
        }

        Interval play(Duration lasts) {
            engine.run(lasts.toNanos());
            return response.interval(Queues.CONFIDENCE);
        }
    }
}
