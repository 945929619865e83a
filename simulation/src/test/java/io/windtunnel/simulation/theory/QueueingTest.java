package io.windtunnel.simulation.theory;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.statistics.Interval;
import io.windtunnel.rehearsal.plan.Distribution;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The stations of a simulation against the formulas of queueing theory (Kleinrock, Queueing Systems I):
/// each inside its interval, and the interval narrow enough to mean something.
class QueueingTest {
    private static final long SEED = 1;
    private static final double CUSTOMERS = 2_000_000;
    private static final int ENDLESS = 1_000_000;
    private static final Distribution EXPONENTIAL = new Distribution.Exponential(Duration.ofMillis(1));

    private static void holds(Interval found, double expected, double within) {
        assertThat(found.contains(expected))
                .as("seed %d: expected %.6f, found %.6f ± %.6f", SEED, expected, found.mean(), found.halfWidth())
                .isTrue();
        assertThat(found.relativeHalfWidth())
                .as("half width of %.6f", found.mean())
                .isLessThan(within);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.8})
    void mm1(double load) {
        var found = Queues.station(1000 * load, EXPONENTIAL, 1, ENDLESS, CUSTOMERS, SEED);
        holds(found.waiting(), load / (1 - load) / 1000, 0.05);
        holds(found.waited(), load, 0.02);
    }

    @Test
    void md1() {
        double load = 0.8;
        Distribution always = new Distribution.Constant(Duration.ofMillis(1));
        var found = Queues.station(1000 * load, always, 1, ENDLESS, CUSTOMERS, SEED);
        holds(found.waiting(), load / (2 * (1 - load)) / 1000, 0.05);
    }

    /// Pollaczek and Khinchine: the wait follows from the mean and the variance of the service.
    @Test
    void mg1() {
        double sigma = 1;
        Distribution service = new Distribution.Lognormal(Duration.ofNanos(500_000), sigma);
        double mean = 500_000e-9 * Math.exp(sigma * sigma / 2);
        double second = mean * mean * Math.exp(sigma * sigma);
        double perSecond = 0.7 / mean;
        var found = Queues.station(perSecond, service, 1, ENDLESS, 2 * CUSTOMERS, SEED);
        holds(found.waiting(), perSecond * second / (2 * (1 - 0.7)), 0.08);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 16})
    void mmcWaitsAsErlangCSays(int workers) {
        double load = 0.8;
        var found = Queues.station(1000 * load * workers, EXPONENTIAL, workers, ENDLESS, CUSTOMERS, SEED);
        double waits = erlangC(workers, load * workers);
        holds(found.waited(), waits, 0.05);
        holds(found.waiting(), waits / (workers * (1 - load)) / 1000, 0.10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void aSystemWithoutALineTurnsAwayAsErlangBSays(int workers) {
        double offered = 0.9 * workers;
        var found = Queues.station(1000 * offered, EXPONENTIAL, workers, 0, CUSTOMERS, SEED);
        holds(found.turnedAway(), erlangB(workers, offered), 0.03);
    }

    /// Erlang B depends on the mean of the service alone.
    @Test
    void erlangBDoesNotCareForTheServicesShape() {
        Distribution uniform = new Distribution.Uniform(Duration.ZERO, Duration.ofMillis(2));
        var found = Queues.station(4500, uniform, 5, 0, CUSTOMERS, SEED);
        holds(found.turnedAway(), erlangB(5, 4.5), 0.03);
    }

    private static double erlangB(int workers, double offered) {
        double blocked = 1;
        for (int i = 1; i <= workers; i++) blocked = offered * blocked / (i + offered * blocked);
        return blocked;
    }

    private static double erlangC(int workers, double offered) {
        double blocked = erlangB(workers, offered);
        double load = offered / workers;
        return blocked / (1 - load * (1 - blocked));
    }
}
