package io.windtunnel.simulation.run;

import io.windtunnel.kernel.statistics.Interval;
import io.windtunnel.rehearsal.plan.Promise.Unit;
import io.windtunnel.rehearsal.report.Exhibit;
import io.windtunnel.rehearsal.view.Table;
import java.util.ArrayList;
import java.util.List;

/// What chance does to the figures, as text: each with its interval over the seeds, and against the first design, whose
/// chance was the same.
final class Spread {
    private final List<Replications> designs;

    Spread(List<Replications> designs) {
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
                "What chance does",
                "Means over the seeds with half their intervals' width. Differences are of pairs with the same chance.",
                rows());
    }

    private List<List<String>> rows() {
        Replications first = designs.getFirst();
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>();
        head.add("over %d seeds, %.0f %% sure".formatted(first.count(), Replications.CONFIDENCE * 100));
        designs.forEach(design -> head.add(design.design()));
        table.add(head);
        for (int i = 0; i < first.figures().size(); i++) {
            Figures.Figure figure = first.figures().get(i);
            List<String> row = new ArrayList<>();
            row.add(figure.name());
            for (Replications design : designs) row.add(Replications.words(figure.unit(), design.interval(i)));
            table.add(row);
            if (figure.name().equals("availability") && designs.size() > 1) table.add(differences(i));
        }
        List<String> settled = new ArrayList<>();
        settled.add("p99 of a settled second");
        for (Replications design : designs) settled.add(Replications.words(Unit.NANOS, design.settledP99()));
        table.add(settled);
        return table;
    }

    private List<String> differences(int figure) {
        Replications first = designs.getFirst();
        List<String> row = new ArrayList<>();
        row.add("  more than " + first.design());
        row.add("");
        for (Replications design : designs.subList(1, designs.size())) {
            Interval difference =
                    Interval.ofDifference(design.values(figure), first.values(figure), Replications.CONFIDENCE);
            row.add(Replications.words(Unit.FRACTION, difference));
        }
        return row;
    }
}
