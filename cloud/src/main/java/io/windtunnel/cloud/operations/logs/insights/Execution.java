package io.windtunnel.cloud.operations.logs.insights;

import io.windtunnel.cloud.operations.logs.insights.Query.Column;
import java.util.ArrayList;
import java.util.List;

/// A running query: events go in, newest first where that is no trouble; rows come out when it ends.
///
/// Not for several threads at once.
public final class Execution {
    /// How many rows a `sort`, `stats` or `dedup` holds at once, our choice; a query that needs more
    /// fails.
    static final int MOST_HELD = 1_000_000;

    /// A value that is shown, and of which field.
    public record Cell(String field, String value) {}

    private final Query query;
    private final EventRow row;
    private final Stage first;
    private final List<List<Cell>> shown = new ArrayList<>();
    private long matched;

    Execution(Query query, int rows) {
        this.query = query;
        this.row = new EventRow(query.symbols().getFirst());
        this.first = chain(rows);
    }

    private Stage chain(int rows) {
        Stage next = new Stages.Limited(rows, new Shown());
        int segment = query.symbols().size() - 1;
        int wanted = rows;
        int firstStats = query.commands().size();
        for (int i = 0; i < query.commands().size(); i++)
            if (!(query.commands().get(i) instanceof Command.Filter
                    || query.commands().get(i) instanceof Command.Compute
                    || query.commands().get(i) instanceof Command.Parse)) {
                firstStats = i;
                break;
            }
        if (firstStats == query.commands().size()) next = counting(next);
        for (int i = query.commands().size() - 1; i >= 0; i--) {
            switch (query.commands().get(i)) {
                case Command.Compute compute -> next = new Stages.Computed(compute.made(), next);
                case Command.Filter filter -> {
                    next = new Stages.Filtered(filter.condition(), next);
                    wanted = MOST_HELD;
                }
                case Command.Parse parse -> next = new Stages.Parsed(parse, next);
                case Command.Limit limit -> {
                    next = new Stages.Limited(limit.rows(), next);
                    wanted = Math.min(wanted, limit.rows());
                }
                case Command.Dedup dedup -> {
                    next = new Stages.Deduplicated(dedup.by(), next);
                    wanted = MOST_HELD;
                }
                case Command.Sort sort -> {
                    next = new Sorted(sort.keys(), wanted, segment == 0, next);
                    wanted = MOST_HELD;
                }
                case Command.Stats stats -> {
                    next = new Grouped(stats, query.symbols().get(segment--).size(), next);
                    wanted = MOST_HELD;
                }
            }
            if (i == firstStats) next = counting(next);
        }
        return next;
    }

    /// Counts the rows that match, before anything is sorted, grouped or cut.
    private Stage counting(Stage next) {
        return new Stage() {
            @Override
            public void accept(Row each) {
                matched++;
                next.accept(each);
            }

            @Override
            public void end() {
                next.end();
            }
        };
    }

    /// Takes one event.
    ///
    /// @throws TooMuch when more rows would have to be held than a query may
    public void accept(LogEvent event) {
        row.show(event);
        first.accept(row);
    }

    /// The rows, once all events have gone in.
    public List<List<Cell>> end() {
        first.end();
        return shown;
    }

    /// How many events the query's filters let through.
    public long matched() {
        return matched;
    }

    private final class Shown implements Stage {
        @Override
        public void accept(Row each) {
            List<Cell> cells = new ArrayList<>(query.columns().size());
            for (Column column : query.columns()) {
                String value = Values.text(each.get(column.place()));
                if (value != null) cells.add(new Cell(column.name(), value));
            }
            shown.add(cells);
        }

        @Override
        public void end() {
            // the rows are all there
        }
    }

    /// A query needs to hold more rows than it may.
    public static final class TooMuch extends RuntimeException {
        TooMuch() {
            super("the query holds more than " + MOST_HELD + " rows", null, false, false);
        }
    }
}
