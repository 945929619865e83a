package io.windtunnel.cli;

import io.windtunnel.simulation.run.Comparison;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `windtunnel compare`: plays a rehearsal file live and simulated, and tells how far they are apart.
@Command(
        name = "compare",
        description =
                "Plays a rehearsal file live and in virtual time, and tells of each figure how far they are apart.",
        footer = {
            "",
            "Exit code: 0 they agree, 1 a verdict or a figure does not, 2 the file or a design cannot be played."
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private Asked asked = new Asked();

    @Mixin
    private Left left = new Left();

    @Override
    public Integer call() {
        return new Comparison(left.options(asked), System.out, System.err).run();
    }
}
