package io.windtunnel.rehearsal.run;

import io.windtunnel.rehearsal.file.RehearsalFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a rehearsal is run and what it leaves.
///
/// @param file the rehearsal file, or a folder that holds `rehearsal.yaml`
/// @param report where the HTML report goes; null for `reports/NAME.html` in the current folder
/// @param junit where the JUnit file goes; null for none
/// @param json whether standard output is the figures as JSON, and nothing else
/// @param live whether the terminal can redraw lines
/// @param colour whether the terminal shows colours
/// @param version Windtunnel's own, for the report
public record RehearsalOptions(
        Path file,
        @Nullable Path report,
        @Nullable Path junit,
        boolean json,
        boolean live,
        boolean colour,
        String version) {
    /// Where the report goes: as asked, or `reports/NAME.html` by the name of the file, or of its folder when the file
    /// is a `rehearsal.yaml`.
    public Path reportFile() {
        if (report != null) return report;
        Path located = RehearsalFile.locate(file).toAbsolutePath().normalize();
        Path folder = located.getParent();
        Path named = located.endsWith(RehearsalFile.DEFAULT_NAME) && folder != null ? folder : located;
        Path name = named.getFileName();
        return Path.of(
                "reports", (name == null ? "rehearsal" : name.toString().replaceFirst("\\.ya?ml$", "")) + ".html");
    }
}
