package io.windtunnel.rehearsal.stage;

import io.windtunnel.rehearsal.file.BadFile;
import io.windtunnel.rehearsal.file.Problem;
import io.windtunnel.rehearsal.file.RehearsalFile;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What every command does that takes a rehearsal file: it reads the file, runs, and tells in words what is wrong with
/// the file or with a design.
public final class PlannedRun {
    /// The exit code where the file or a design cannot be played.
    public static final int BAD_INPUT = 2;

    /// What is done with the plan.
    @FunctionalInterface
    public interface Body {
        /// Returns the exit code.
        int run(RehearsalPlan plan) throws IOException, BadFile;
    }

    private PlannedRun() {}

    /// Reads `file` and returns the exit code of `body`, or [#BAD_INPUT] when `problems` was told what is wrong.
    public static int of(Path file, PrintStream problems, Body body) {
        try {
            return body.run(RehearsalFile.read(file));
        } catch (BadFile bad) {
            for (Problem problem : bad.problems()) problems.println(problem);
        } catch (NoSuchFileException missing) {
            problems.println("there is no " + missing.getFile());
        } catch (IOException unreadable) {
            problems.println("cannot read " + file + ": " + unreadable.getMessage());
        } catch (RehearsalFailure failure) {
            problems.println(failure.getMessage());
        }
        return BAD_INPUT;
    }
}
