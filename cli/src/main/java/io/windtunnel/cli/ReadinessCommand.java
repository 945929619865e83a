package io.windtunnel.cli;

import io.windtunnel.rehearsal.readiness.Readiness;
import io.windtunnel.rehearsal.readiness.ReadinessOptions;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `windtunnel readiness`: what would break first on a high-traffic day.
@Command(
        name = "readiness",
        description = "Deploys the designs of a rehearsal file without traffic and tells what its traffic would break"
                + " first: quotas, sizes, scaling speed, load balancers, single points of failure.",
        footer = {"", "Exit code: 0 ready, 1 not ready, 2 the file or a design cannot be looked at."},
        mixinStandardHelpOptions = true)
final class ReadinessCommand implements Callable<Integer> {
    @Mixin
    private Asked asked = new Asked();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "When the traffic begins, such as 2026-11-27T08:00:00Z: scheduled actions are held against it.")
    private @Nullable Instant begins;

    @Override
    public Integer call() {
        return new Readiness(
                        new ReadinessOptions(asked.file(), begins, asked.json(), asked.colour()),
                        System.out,
                        System.err)
                .run();
    }
}
