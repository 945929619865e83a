package io.windtunnel.rehearsal.view;

import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.Capacity.Condition;
import io.windtunnel.rehearsal.measure.Tally.Flow;
import io.windtunnel.rehearsal.verdict.Judge;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line per design while the wind blows: redrawn each second on a terminal, else printed anew every five.
///
/// Thread safety: belongs to one thread.
public final class LiveView {
    /// Seconds on the wall clock between two blocks of plain lines.
    private static final int PLAIN_EVERY = 5;

    /// One design at a moment.
    ///
    /// @param flow what happened in the last second
    /// @param waiting requests without an answer yet
    /// @param capacity null before the first sample
    public record Line(
            String design,
            Flow flow,
            long waiting,
            @Nullable Capacity capacity) {}

    private final PrintStream out;
    private final Paint paint;
    private final boolean live;
    private final int plainEvery;
    private int drawn;

    /// @param live whether the terminal can redraw lines
    /// @param speed scenario seconds per wall second
    public LiveView(PrintStream out, Paint paint, boolean live, double speed) {
        this.plainEvery = (int) Math.max(PLAIN_EVERY, Math.round(PLAIN_EVERY * speed));
        this.out = out;
        this.paint = paint;
        this.live = live;
    }

    /// What the machines' signs mean.
    public String legend() {
        return paint.faint("machines by zone: ● healthy  ◐ starting  ○ unhealthy  ✕ stopped  ◌ leaving");
    }

    /// Shows how far the stage is set; replaced by the next call on a terminal.
    public void preparing(String words) {
        if (live) redraw(List.of(paint.faint(words)));
    }

    /// Shows the designs at `second` of `all`.
    public void show(int second, int all, List<Line> lines, List<String> faults) {
        if (!live && second % plainEvery != 0) return;
        List<String> rows = new ArrayList<>();
        int name = lines.stream().mapToInt(line -> line.design().length()).max().orElse(0);
        for (Line line : lines) rows.add(row(second, all, line, name, faults));
        if (live) redraw(rows);
        else rows.forEach(out::println);
        out.flush();
    }

    private String row(int second, int all, Line line, int name, List<String> faults) {
        Flow last = line.flow();
        String errorWords = last.errors() == 0 ? paint.faint("0 errors/s") : paint.bad(last.errors() + " errors/s");
        String openWords = line.waiting() + " waiting";
        return "%s %s  %s %s %s %s  p99 %s  %s%s"
                .formatted(
                        paint.faint("%3d/%d s".formatted(second, all)),
                        paint.strong(Paint.padded(line.design(), name)),
                        Paint.padded("offered " + last.offered() + "/s", 14),
                        Paint.padded("served " + last.served() + "/s", 13),
                        Paint.padded(errorWords, 12),
                        Paint.padded(openWords, 11),
                        Paint.padded(last.served() == 0 ? "-" : Judge.time(last.p99()), 8),
                        machines(line.capacity()),
                        faults.isEmpty() ? "" : "  " + paint.warn("⚡ " + String.join(", ", faults)));
    }

    private String machines(@Nullable Capacity capacity) {
        if (capacity == null) return "";
        List<String> zones = new ArrayList<>();
        capacity.byZone().forEach((zone, counts) -> zones.add(zone.substring(zone.length() - 1) + " " + signs(counts)));
        return String.join("  ", zones);
    }

    private String signs(Map<Condition, Integer> counts) {
        StringBuilder signs = new StringBuilder();
        for (Condition condition : Condition.values()) {
            int count = counts.getOrDefault(condition, 0);
            if (count > 4) signs.append(sign(condition)).append('×').append(count);
            else signs.append(sign(condition).repeat(count));
        }
        return signs.toString();
    }

    private String sign(Condition condition) {
        return switch (condition) {
            case HEALTHY -> paint.good("●");
            case STARTING -> paint.warn("◐");
            case UNHEALTHY -> paint.bad("○");
            case STOPPED -> paint.bad("✕");
            case LEAVING -> paint.faint("◌");
        };
    }

    private void redraw(List<String> rows) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) text.append("\u001b[").append(drawn).append('F');
        for (String row : rows) text.append("\u001b[2K").append(row).append('\n');
        for (int i = rows.size(); i < drawn; i++) text.append("\u001b[2K\n");
        out.print(text);
        out.flush();
        drawn = Math.max(drawn, rows.size());
    }
}
