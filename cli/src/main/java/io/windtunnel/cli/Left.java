package io.windtunnel.cli;

import io.windtunnel.rehearsal.run.RehearsalOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a rehearsal is to leave behind.
final class Left {
    @Option(names = "--report", paramLabel = "FILE", description = "Where the HTML report goes (reports/NAME.html).")
    private @Nullable Path report;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also writes the verdict as a JUnit file.")
    private @Nullable Path junit;

    RehearsalOptions options(Asked asked) {
        return new RehearsalOptions(
                asked.file(), report, junit, asked.json(), asked.terminal(), asked.colour(), Windtunnel.VERSION);
    }
}
