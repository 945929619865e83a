package io.windtunnel.rehearsal.file;

import java.util.List;
import java.util.stream.Collectors;

/// A rehearsal file that cannot be run, with everything that is wrong with it in the order of its lines.
public final class BadFile extends Exception {
    private final transient List<Problem> problems;

    public BadFile(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
