package io.windtunnel.rehearsal.report;

import java.util.List;

/// A further table of a report, for what only some rehearsals have: a comparison with a simulation, intervals of
/// confidence.
///
/// @param note a sentence under the title
/// @param rows their cells; the first row is the head, the first column the names
public record Exhibit(String title, String note, List<List<String>> rows) {
    public Exhibit {
        rows = rows.stream().map(List::copyOf).toList();
    }
}
