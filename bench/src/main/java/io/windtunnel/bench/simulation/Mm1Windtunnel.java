package io.windtunnel.bench.simulation;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.rehearsal.standin.WorkerLine;
import io.windtunnel.simulation.engine.Actor;
import io.windtunnel.simulation.engine.Engine;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// A queue on our engine: an event an arrival, an event a departure.
public final class Mm1Windtunnel {
    private static final double LOAD = 0.8;
    private static final double SERVICE_NANOS = 1e6;

    private final Engine engine = new Engine(new VirtualTime(Instant.EPOCH));
    private final WorkerLine line = new WorkerLine(1, 10_000_000);
    private final RandomGenerator gaps = new RandomStreams(1).stream("gaps");
    private final RandomGenerator services = new RandomStreams(1).stream("services");
    private final Actor arrive = this::arrive;
    private final Actor depart = this::depart;
    private final long customers;
    private long arrived;
    private long departed;
    private double waited;

    private Mm1Windtunnel(long customers) {
        this.customers = customers;
    }

    public static void main(String[] arguments) {
        long customers = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        for (int run = 0; run < 3; run++) new Mm1Windtunnel(customers).run();
    }

    private void run() {
        long begin = System.nanoTime();
        engine.at(0, arrive, 0);
        engine.run(Long.MAX_VALUE / 2);
        long took = System.nanoTime() - begin;
        if (departed != customers) throw new IllegalStateException(departed + " departed");
        Told.queue(
                "Windtunnel", customers, engine.events(), took, waited / customers / SERVICE_NANOS, LOAD / (1 - LOAD));
    }

    private void depart(long now, int nothing) {
        departed++;
    }

    private void arrive(long now, int nothing) {
        if (++arrived < customers) engine.at(now + (long) (gaps.nextExponential() * SERVICE_NANOS / LOAD), arrive, 0);
        long service = (long) (services.nextExponential() * SERVICE_NANOS);
        long done = line.admit(now, service);
        waited += done - service - now;
        engine.at(done, depart, 0);
    }
}
