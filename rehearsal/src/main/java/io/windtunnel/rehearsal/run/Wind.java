package io.windtunnel.rehearsal.run;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.rehearsal.measure.Tally;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import io.windtunnel.rehearsal.stage.Deployment;
import io.windtunnel.rehearsal.stage.Stage;
import io.windtunnel.rehearsal.stage.WarmUpTraffic;
import io.windtunnel.rehearsal.traffic.Generator;
import io.windtunnel.rehearsal.traffic.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The traffic of every design: each stream blows at each design at the same time, with the same due times.
final class Wind {
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
        return new Generator(stream, url, tally, fabric, Stage.clientIp(++hosts));
    }

    /// Sends a few requests that are not measured; see [WarmUpTraffic].
    CompletableFuture<Void> warmUp(List<TrafficPlan> streams, Deployment deployment, long beginNanos) {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (TrafficPlan few : WarmUpTraffic.of(streams)) {
            Generator generator = generator(few, deployment.url(few), new Tally());
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
