package io.windtunnel.rehearsal.run;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.rehearsal.measure.Tally;
import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.Rate;
import io.windtunnel.rehearsal.plan.RateCurve;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import io.windtunnel.rehearsal.stage.Deployment;
import io.windtunnel.rehearsal.traffic.Generator;
import io.windtunnel.rehearsal.traffic.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The traffic of every design: each stream blows at each design at the same time, with the same due times.
final class Wind {
    /// Clients of rehearsals have addresses of TEST-NET-2 (RFC 5737), which are nobody's.
    private static final String CLIENTS = "198.51.100.";

    /// How long and how hard the warm-up blows: less than any design under rehearsal bears.
    private static final Duration WARM_UP = Duration.ofMillis(1_500);

    private static final double WARM_UP_PER_SECOND = 40;

    private final Fabric fabric;
    private final List<Generator> generators = new ArrayList<>();
    private int hosts;

    Wind(Fabric fabric) {
        this.fabric = fabric;
    }

    /// Adds the streams of a design.
    ///
    /// @param tallies the tally of each stream, by its name
    void add(List<TrafficPlan> streams, Deployment deployment, Function<String, Tally> tallies) {
        for (TrafficPlan stream : streams)
            generators.add(generator(stream, deployment.url(stream), tallies.apply(stream.name())));
    }

    private Generator generator(TrafficPlan stream, Url url, Tally tally) {
        return new Generator(stream, url, tally, fabric, CLIENTS + ++hosts);
    }

    /// Sends a few requests that are not measured, so that code is loaded and compiled before the clock counts; what is
    /// not safe to repeat is not sent.
    CompletableFuture<Void> warmUp(List<TrafficPlan> streams, Deployment deployment, long beginNanos) {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (TrafficPlan stream : streams) {
            RequestTemplate first = stream.send().getFirst();
            if (!first.method().equals("GET")) continue;
            TrafficPlan few = new TrafficPlan(
                    stream.name() + " warm-up",
                    stream.to(),
                    stream.from(),
                    List.of(first),
                    new RateCurve(List.of(new Rate.Hold(WARM_UP_PER_SECOND, WARM_UP))),
                    Pacing.EVEN,
                    stream.timeout(),
                    stream.connectTimeout(),
                    stream.keepAlive(),
                    1);
            Generator generator = generator(few, deployment.url(stream), new Tally());
            ends.add(generator.start(beginNanos).whenComplete((_, _) -> generator.close()));
        }
        return CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new));
    }

    /// Begins to blow when `beginNanos` of scenario time has come; ends when every request is answered or given up.
    CompletableFuture<Void> blow(long beginNanos) {
        return CompletableFuture.allOf(
                generators.stream().map(one -> one.start(beginNanos)).toArray(CompletableFuture<?>[]::new));
    }

    void close() {
        generators.forEach(Generator::close);
    }
}
