package io.windtunnel.rehearsal.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a rehearsal is run and what it leaves.
///
/// @param file the rehearsal file, or a folder that holds `rehearsal.yaml`
/// @param report where the HTML report goes
/// @param junit where the JUnit file goes; null for none
/// @param json whether standard output is the figures as JSON, and nothing else
/// @param live whether the terminal can redraw lines
/// @param colour whether the terminal shows colours
/// @param version Windtunnel's own, for the report
public record RehearsalOptions(
        Path file, Path report, @Nullable Path junit, boolean json, boolean live, boolean colour, String version) {
    /// The report's name in the current folder when none is given.
    public static final Path DEFAULT_REPORT = Path.of("windtunnel-report.html");

    public static RehearsalOptions of(Path file) {
        return new RehearsalOptions(file, DEFAULT_REPORT, null, false, false, false, "");
    }
}
