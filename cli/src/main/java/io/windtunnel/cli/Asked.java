package io.windtunnel.cli;

import java.io.Console;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is asked of every command that takes a rehearsal file: which file, and how to tell what came of it.
final class Asked {
    @Parameters(
            paramLabel = "FILE",
            defaultValue = ".",
            description = "The rehearsal file, or a folder with a rehearsal.yaml (default: this folder).")
    private Path file = Path.of(".");

    @Option(
            names = "--json",
            description = "Prints every figure as JSON on standard output, all else on standard error.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours.")
    private boolean noColour;

    Path file() {
        return file;
    }

    boolean json() {
        return json;
    }

    /// Whether people look at a terminal that can redraw lines.
    boolean terminal() {
        Console console = System.console();
        return console != null && console.isTerminal() && !json;
    }

    boolean colour() {
        return terminal() && !noColour && System.getenv("NO_COLOR") == null;
    }
}
