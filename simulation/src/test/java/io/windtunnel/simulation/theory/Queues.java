package io.windtunnel.simulation.theory;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.statistics.BatchMeans;
import io.windtunnel.kernel.statistics.Interval;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.rehearsal.plan.Distribution;
import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.Rate;
import io.windtunnel.rehearsal.plan.RateCurve;
import io.windtunnel.rehearsal.standin.WorkerLine;
import io.windtunnel.rehearsal.traffic.Arrivals;
import io.windtunnel.simulation.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// One station on the engine, with the rehearsal's arrivals and workers: what the theory of queues has formulas for.
final class Queues {
    static final double CONFIDENCE = 0.99;

    private static final double SECOND = 1e9;

    /// What was found.
    ///
    /// @param waiting seconds until a worker begins, of those that were let in
    /// @param waited the share of them that waited at all
    /// @param turnedAway the share of all that found the line full
    record Found(Interval waiting, Interval waited, Interval turnedAway) {}

    private Queues() {}

    /// Plays a station.
    ///
    /// @param perSecond Poisson arrivals
    static Found station(double perSecond, Distribution service, int workers, int queue, double customers, long seed) {
        Engine engine = new Engine(new VirtualTime(Instant.EPOCH));
        RandomStreams random = new RandomStreams(seed);
        Duration lasts = Duration.ofNanos((long) (customers / perSecond * SECOND));
        Arrivals arrivals = new Arrivals(
                new RateCurve(List.of(new Rate.Hold(perSecond, lasts))), Pacing.POISSON, random.stream("arrivals"));
        Station station =
                new Station(engine, arrivals, service, new WorkerLine(workers, queue), random.stream("service"));
        station.next();
        engine.run(lasts.toNanos());
        return station.found();
    }

    private static final class Station {
        private final Engine engine;
        private final Arrivals arrivals;
        private final Distribution service;
        private final WorkerLine line;
        private final RandomGenerator draws;
        private final BatchMeans wait = new BatchMeans();
        private final BatchMeans waited = new BatchMeans();
        private final BatchMeans turnedAway = new BatchMeans();
        private long seen;

        Station(Engine engine, Arrivals arrivals, Distribution service, WorkerLine line, RandomGenerator draws) {
            this.engine = engine;
            this.arrivals = arrivals;
            this.service = service;
            this.line = line;
            this.draws = draws;
        }

        void next() {
            long due = arrivals.next();
            if (due != Arrivals.OVER) engine.at(due, (now, _) -> arrive(now), 0);
        }

        private void arrive(long now) {
            long takes = service.drawNanos(draws);
            long done = line.admit(now, takes);
            boolean full = done == WorkerLine.FULL;
            if (seen++ > 10_000) {
                turnedAway.add(full ? 1 : 0);
                if (!full) {
                    long waits = done - takes - now;
                    wait.add(waits / SECOND);
                    waited.add(waits > 0 ? 1 : 0);
                }
            }
            next();
        }

        Found found() {
            return new Found(wait.interval(CONFIDENCE), waited.interval(CONFIDENCE), turnedAway.interval(CONFIDENCE));
        }
    }
}
