package io.windtunnel.rehearsal.view;

import java.util.ArrayList;
import java.util.List;

/// Rows of text in columns, each as wide as it needs.
public final class Table {
    private static final int GAP = 3;

    private final List<List<String>> rows = new ArrayList<>();

    public void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /// The lines, each with its line end.
    public String text() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows)
            for (int i = 0; i < row.size(); i++) widths[i] = Math.max(widths[i], Paint.width(row.get(i)));
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) line.append(Paint.padded(row.get(i), widths[i] + GAP));
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
