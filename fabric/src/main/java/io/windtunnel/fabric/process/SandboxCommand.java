package io.windtunnel.fabric.process;

import java.util.List;
import java.util.Map;

/// A program to start in a sandbox. `environment` is added to the sandbox's own; `directory` is a path inside;
/// `output` takes what it writes to standard output and error.
public record SandboxCommand(List<String> words, Map<String, String> environment, String directory, ConsoleLog output) {
    public SandboxCommand {
        if (words.isEmpty()) throw new IllegalArgumentException("a command needs at least the program's name");
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public SandboxCommand(List<String> words, ConsoleLog output) {
        this(words, Map.of(), "/", output);
    }
}
