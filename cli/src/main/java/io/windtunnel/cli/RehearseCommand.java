package io.windtunnel.cli;

import io.windtunnel.rehearsal.run.Rehearsal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `windtunnel rehearse`: plays a rehearsal file and judges its designs.
@Command(
        name = "rehearse",
        description = "Deploys the designs of a rehearsal file, blows the traffic, injects the faults, judges.",
        footer = {"", "Exit code: 0 every promise kept, 1 a promise broken, 2 the file or a design cannot be played."},
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
    @Mixin
    private Asked asked = new Asked();

    @Mixin
    private Left left = new Left();

    @Override
    public Integer call() {
        return new Rehearsal(left.options(asked), System.out, System.err).run();
    }
}
