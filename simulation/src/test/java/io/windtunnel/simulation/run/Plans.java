package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.file.BadFile;
import io.windtunnel.rehearsal.file.RehearsalFile;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The examples as plans, and files made of them.
final class Plans {
    static final Path EXAMPLES = Path.of("..", "examples");

    private Plans() {}

    static RehearsalPlan example(String name) {
        return read(EXAMPLES.resolve(name));
    }

    static RehearsalPlan read(Path file) {
        try {
            return RehearsalFile.read(file);
        } catch (BadFile bad) {
            throw new AssertionError(bad.problems().toString(), bad);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /// An example's file with some of its text replaced, its template beside it.
    static Path changed(String example, Path folder, String... replacements) {
        try {
            String text = Files.readString(EXAMPLES.resolve(example).resolve("rehearsal.yaml"));
            for (int i = 0; i < replacements.length; i += 2) {
                if (!text.contains(replacements[i]))
                    throw new AssertionError("no `" + replacements[i] + "` in " + example);
                text = text.replace(replacements[i], replacements[i + 1]);
            }
            Files.copy(EXAMPLES.resolve(example).resolve("site.yaml"), folder.resolve("site.yaml"));
            return Files.writeString(folder.resolve("rehearsal.yaml"), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Played play(RehearsalPlan plan, int design, long seed) {
        return new Trials.Task(plan, design, seed, Double.POSITIVE_INFINITY).play();
    }
}
