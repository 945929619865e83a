package io.windtunnel.rehearsal.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Gathers what is wrong with one file.
final class Problems {
    private final String file;
    private final List<Problem> all = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Node.Position at, String message) {
        all.add(new Problem(file, at.line(), at.column(), message));
    }

    /// `node` is not what was expected.
    void unexpected(Node node, String expected) {
        add(node.at(), "found " + node.found() + ", expected " + expected);
    }

    /// The file may say it, Windtunnel cannot do it yet.
    void notBuilt(Node.Position at, String what) {
        add(at, what + " is not built yet");
    }

    /// A word that is none of `known`.
    void unknown(Node.Position at, String word, Collection<String> known) {
        String hint = nearest(word, known)
                .map(near -> "; did you mean `" + near + "`?")
                .orElse("");
        add(at, "found `" + word + "`, expected one of " + String.join(", ", known) + hint);
    }

    void throwIfAny() throws BadFile {
        if (all.isEmpty()) return;
        all.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        throw new BadFile(all);
    }

    /// The known word that differs least, if it differs little.
    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(1, Math.min(3, candidate.length() / 2)));
    }

    /// How many letters must be put in, left out, changed or swapped.
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) cost[i][j] = step(left, right, cost, i, j);
        }
        return cost[left.length()][right.length()];
    }

    private static int step(String left, String right, int[][] cost, int i, int j) {
        if (i == 0 || j == 0) return i + j;
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
