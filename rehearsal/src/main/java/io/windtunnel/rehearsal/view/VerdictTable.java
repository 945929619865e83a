package io.windtunnel.rehearsal.view;

import io.windtunnel.rehearsal.measure.Account;
import io.windtunnel.rehearsal.measure.Checks;
import io.windtunnel.rehearsal.measure.DataPlane;
import io.windtunnel.rehearsal.measure.QueueTrack;
import io.windtunnel.rehearsal.measure.Spend;
import io.windtunnel.rehearsal.measure.StepFigures;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.verdict.Judge;
import io.windtunnel.rehearsal.verdict.Judgement;
import io.windtunnel.rehearsal.verdict.Recovery;
import io.windtunnel.rehearsal.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The verdict as text: promises against designs, and the measured times of every fault.
public final class VerdictTable {
    private final RehearsalPlan plan;
    private final List<Verdict> verdicts;
    private final Paint paint;

    public VerdictTable(RehearsalPlan plan, List<Verdict> verdicts, Paint paint) {
        this.plan = plan;
        this.verdicts = verdicts;
        this.paint = paint;
    }

    /// The table's lines, each with its line end.
    public String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(paint.strong(plan.title()), verdict -> paint.strong(verdict.design())));
        List<Promise> promises = plan.promises();
        for (int i = 0; i < promises.size(); i++) {
            int index = i;
            rows.add(row(
                    promises.get(i).text(),
                    verdict -> judged(verdict.judgements().get(index))));
        }
        rows.add(List.of());
        rows.add(row(
                "requests offered",
                verdict -> Long.toString(verdict.measured().totals().offered())));
        rows.add(row("missed", VerdictTable::missed));
        rows.add(row(
                "p99",
                verdict -> Judge.time(verdict.measured().totals().latency().p99())));
        dataPlane(rows);
        spend(rows);
        for (int i = 0; i < plan.faults().size(); i++) recovery(i, rows);
        Table table = new Table();
        rows.forEach(table::row);
        return table.text();
    }

    /// What stand-ins did through the services, and how queues stood, where there are any.
    private void dataPlane(List<List<String>> rows) {
        List<DataPlane> all =
                verdicts.stream().map(verdict -> verdict.measured().dataPlane()).toList();
        if (all.stream().anyMatch(one -> one.account().acknowledged() > 0)) {
            rows.add(
                    row("writes acknowledged", verdict -> whole(account(verdict).acknowledged())));
            rows.add(row("  of these gone", verdict -> whole(account(verdict).gone())));
        }
        if (all.stream().anyMatch(one -> one.account().reads() > 0))
            rows.add(row(
                    "reads / stale",
                    verdict -> whole(account(verdict).reads()) + " / "
                            + whole(account(verdict).stale())));
        if (all.stream().anyMatch(one -> !one.account().histories().isEmpty()))
            rows.add(row("as a single copy would answer", verdict -> copies(account(verdict))));
        if (all.stream().anyMatch(one -> one.account().divided() > 0))
            rows.add(row(
                    "items on which Regions disagree in the end",
                    verdict -> whole(account(verdict).divided())));
        if (all.stream().anyMatch(one -> !one.queues().isEmpty()))
            rows.add(row(
                    "queues: deepest, oldest",
                    verdict -> queues(verdict.measured().dataPlane())));
        SortedSet<String> steps = new TreeSet<>();
        all.forEach(one -> one.steps().stream()
                .filter(step -> !step.refusals().isEmpty())
                .forEach(step -> steps.add(step.name())));
        for (String step : steps) rows.add(row("refused: " + step, verdict -> refused(verdict, step)));
    }

    private static Account account(Verdict verdict) {
        return verdict.measured().dataPlane().account();
    }

    private static String copies(Account account) {
        List<String> words = new ArrayList<>();
        for (Account.History history : account.histories())
            words.add(history.target() + ": "
                    + (history.violated() > 0
                            ? "no, for " + history.violated() + " of " + history.items() + " items"
                            : history.unchecked() > 0
                                    ? "yes, " + history.unchecked() + " of " + history.items() + " not checked"
                                    : "yes, " + history.items() + " items"));
        return words.isEmpty() ? "-" : String.join("; ", words);
    }

    private static String queues(DataPlane plane) {
        List<String> words = new ArrayList<>();
        for (QueueTrack queue : plane.queues())
            if (queue.deepest() > 0)
                words.add(queue.name() + " " + whole(queue.deepest()) + ", " + Judge.time(queue.oldestNanos()));
        return words.isEmpty() ? "-" : String.join("; ", words);
    }

    private static String refused(Verdict verdict, String step) {
        for (StepFigures figures : verdict.measured().dataPlane().steps())
            if (figures.name().equals(step) && !figures.refusals().isEmpty())
                return figures.refusals().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
        return "-";
    }

    private static String whole(long count) {
        return Long.toString(count);
    }

    /// What was used, where it was metered.
    private void spend(List<List<String>> rows) {
        if (verdicts.stream()
                .allMatch(verdict -> verdict.measured().spend().lines().isEmpty())) return;
        rows.add(spent("instance-hours", spend -> String.format(Locale.ROOT, "%.2f", spend.instanceHours())));
        rows.add(spent("bill", spend -> Judge.dollars(spend.dollars())));
        rows.add(spent("  paid idle", spend -> Judge.dollars(spend.idleDollars())));
        rows.add(spent("  paid per use", spend -> Judge.dollars(spend.useDollars())));
        rows.add(row("  per million requests served", verdict -> {
            long served = verdict.measured().totals().served();
            return served == 0 ? "-" : Judge.dollars(verdict.measured().spend().dollars() / served * 1e6);
        }));
    }

    private List<String> spent(String name, Function<Spend, String> cell) {
        return row(name, verdict -> cell.apply(verdict.measured().spend()));
    }

    private void recovery(int index, List<List<String>> rows) {
        rows.add(List.of());
        rows.add(row(
                plan.faults().get(index).fault().words() + " from "
                        + Judge.time(plan.faults().get(index).at().toNanos()) + " on:",
                _ -> ""));
        told(
                rows,
                row(
                        "  detected after",
                        verdict -> detection(verdict.recoveries().get(index))));
        told(rows, row("    due by the target group's checks", VerdictTable::allowed));
        told(rows, times("  replacement launched after", index, Recovery::launched));
        told(rows, times("  replacement booted after", index, Recovery::answering));
        told(rows, times("  replacement healthy after", index, Recovery::healthy));
        rows.add(times("  promise held again after (RTO)", index, Recovery::rto));
    }

    /// Adds a row that says something of any design.
    private static void told(List<List<String>> rows, List<String> row) {
        if (row.stream().skip(1).anyMatch(cell -> !cell.equals("-"))) rows.add(row);
    }

    private List<String> times(String name, int index, Function<Recovery, Long> time) {
        return row(name, verdict -> {
            long nanos = time.apply(verdict.recoveries().get(index));
            return nanos == Recovery.NEVER ? "-" : Judge.time(nanos);
        });
    }

    private static String detection(Recovery recovery) {
        if (recovery.detected() == Recovery.NEVER) return "-";
        return Judge.time(recovery.detected())
                + (recovery.detectedByBalancer() ? " (load balancer)" : " (Auto Scaling)");
    }

    private static String allowed(Verdict verdict) {
        List<String> ranges = new ArrayList<>();
        for (Checks checks : verdict.measured().checks())
            ranges.add(whole(checks.soonestDetection()) + " to " + whole(checks.latestDetection()) + " s");
        return ranges.isEmpty() ? "-" : String.join(", ", ranges);
    }

    private static String whole(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    private static String missed(Verdict verdict) {
        long missed = verdict.measured().totals().missed();
        List<String> kinds = new ArrayList<>();
        verdict.measured().totals().errors().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> kinds.add(entry.getKey() + " " + entry.getValue()));
        return missed + (kinds.isEmpty() ? "" : " (" + String.join(", ", kinds) + ")");
    }

    private String judged(Judgement judgement) {
        String word = judgement.outcome().word();
        return switch (judgement.outcome()) {
            case KEPT -> paint.good("✓ " + judgement.words() + " " + word);
            case BROKEN -> paint.bad("✗ " + judgement.words() + " " + word);
            case NOT_JUDGED -> paint.faint("- " + word + ": " + judgement.words());
        };
    }

    private List<String> row(String name, Function<Verdict, String> cell) {
        List<String> row = new ArrayList<>();
        row.add(name);
        verdicts.forEach(verdict -> row.add(cell.apply(verdict)));
        return row;
    }
}
