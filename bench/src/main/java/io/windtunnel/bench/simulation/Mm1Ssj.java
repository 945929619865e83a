package io.windtunnel.bench.simulation;

import java.util.ArrayDeque;
import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.rng.LFSR258;
import umontreal.ssj.rng.RandomStream;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Sim;

/// The same queue on SSJ (University of Montreal), by its events, with the fastest of its random streams.
public final class Mm1Ssj {
    private static final double LOAD = 0.8;

    private final RandomStream gaps = new LFSR258();
    private final RandomStream services = new LFSR258();
    private final ArrayDeque<Double> waiting = new ArrayDeque<>();
    private final long customers;
    private boolean busy;
    private long arrived;
    private long events;
    private double waited;

    private Mm1Ssj(long customers) {
        this.customers = customers;
    }

    public static void main(String[] arguments) {
        long customers = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        for (int run = 0; run < 3; run++) new Mm1Ssj(customers).run();
    }

    private void run() {
        long begin = System.nanoTime();
        Sim.init();
        new Arrival().schedule(0);
        Sim.start();
        long took = System.nanoTime() - begin;
        Told.queue("SSJ 3.3.2", customers, events, took, waited / customers, LOAD / (1 - LOAD));
    }

    private void serve(double since) {
        waited += Sim.time() - since;
        busy = true;
        new Departure().schedule(ExponentialGen.nextDouble(services, 1));
    }

    private final class Arrival extends Event {
        @Override
        public void actions() {
            events++;
            if (++arrived < customers) new Arrival().schedule(ExponentialGen.nextDouble(gaps, LOAD));
            if (busy) waiting.addLast(Sim.time());
            else serve(Sim.time());
        }
    }

    private final class Departure extends Event {
        @Override
        public void actions() {
            events++;
            busy = false;
            Double next = waiting.pollFirst();
            if (next != null) serve(next);
        }
    }
}
