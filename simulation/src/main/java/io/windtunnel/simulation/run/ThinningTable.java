package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.plan.Promise.Unit;
import io.windtunnel.rehearsal.report.Exhibit;
import io.windtunnel.rehearsal.view.Table;
import io.windtunnel.simulation.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// How the designs' traffic was thinned, and what that does to the figures.
final class ThinningTable {
    private final List<Played> designs;

    ThinningTable(List<Played> designs) {
        this.designs = designs;
    }

    /// The table for the terminal.
    String text() {
        Table table = new Table();
        rows().forEach(table::row);
        return table.text();
    }

    /// The table for the report.
    Exhibit exhibit() {
        return new Exhibit(
                "Thinned traffic",
                "One request was played for so many, and one target of its zone for as many: each had all of its"
                        + " own requests. The intervals follow from how those targets differ.",
                rows());
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(
                "thinned, %.0f %% sure".formatted(Replications.CONFIDENCE * 100),
                played -> played.verdict().design()));
        rows.add(row(
                "requests for each that was played",
                played -> String.format(Locale.ROOT, "%.0f", played.thinning().factor())));
        rows.add(row(
                "targets that served for all",
                played -> played.thinning().thinned()
                        ? Integer.toString(played.thinning().targets())
                        : "all"));
        for (String name : List.of("availability", "p50", "p99"))
            rows.add(row(name + " at those targets", played -> cell(name, played.thinning())));
        return rows;
    }

    private List<String> row(String name, Function<Played, String> cell) {
        List<String> row = new ArrayList<>();
        row.add(name);
        designs.forEach(design -> row.add(cell.apply(design)));
        return row;
    }

    private static String cell(String name, Thinning thinning) {
        for (Sample.Figure figure : thinning.figures())
            if (figure.name().equals(name))
                return Replications.words(name.equals("availability") ? Unit.FRACTION : Unit.NANOS, figure.interval());
        return "-";
    }
}
