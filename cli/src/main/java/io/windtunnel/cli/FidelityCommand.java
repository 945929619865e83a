package io.windtunnel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `windtunnel fidelity`: how sure each figure is, from the table that is also `docs/fidelity.md`.
@Command(
        name = "fidelity",
        description = "Prints how sure each figure taken from AWS is: documented, observed or guessed.",
        mixinStandardHelpOptions = true)
final class FidelityCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "WORD", description = "Only the rows that hold this word.")
    private String word = "";

    @Override
    public Integer call() throws IOException {
        try (InputStream table = FidelityCommand.class.getResourceAsStream("fidelity.md")) {
            if (table == null) throw new IOException("the fidelity table is not packed");
            new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(this::wanted)
                    .forEach(System.out::println);
        }
        return 0;
    }

    private boolean wanted(String line) {
        return word.isEmpty()
                || line.toLowerCase(java.util.Locale.ROOT).contains(word.toLowerCase(java.util.Locale.ROOT));
    }
}
