package io.windtunnel.cloud.operations.logs.insights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `stats`: a row for each group of rows, its groups first and then its statistics.
final class Grouped implements Stage {
    private final Command.Stats stats;
    private final int width;
    private final Stage next;
    private final Map<List<@Nullable Object>, Aggregate.Gatherer[]> groups = new LinkedHashMap<>();

    /// @param width how many places the rows that come out have
    Grouped(Command.Stats stats, int width, Stage next) {
        this.stats = stats;
        this.width = width;
        this.next = next;
        if (stats.groups().isEmpty()) groups.put(List.of(), gatherers());
    }

    private Aggregate.Gatherer[] gatherers() {
        return stats.aggregates().stream().map(Aggregate::gatherer).toArray(Aggregate.Gatherer[]::new);
    }

    @Override
    public void accept(Row row) {
        @Nullable Object[] key = new Object[stats.groups().size()];
        for (int i = 0; i < key.length; i++) key[i] = stats.groups().get(i).of(row);
        List<@Nullable Object> group = key.length == 0 ? List.of() : Arrays.asList(key);
        Aggregate.Gatherer[] gatherers = groups.get(group);
        if (gatherers == null) {
            if (groups.size() == Execution.MOST_HELD) throw new Execution.TooMuch();
            gatherers = gatherers();
            groups.put(group, gatherers);
        }
        for (int i = 0; i < gatherers.length; i++) stats.aggregates().get(i).gather(gatherers[i], row);
    }

    @Override
    public void end() {
        groups.forEach((group, gatherers) -> {
            @Nullable Object[] results = new Object[gatherers.length];
            for (int i = 0; i < results.length; i++) results[i] = gatherers[i].result();
            Row computed = new Row(results);
            List<@Nullable Object> values = new ArrayList<>(group);
            for (Expression column : stats.columns()) values.add(column.of(computed));
            next.accept(new Row(values.toArray(new Object[width])));
        });
        groups.clear();
        next.end();
    }
}
