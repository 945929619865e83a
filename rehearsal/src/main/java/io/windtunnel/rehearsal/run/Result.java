package io.windtunnel.rehearsal.run;

import io.windtunnel.rehearsal.report.Exhibit;
import io.windtunnel.rehearsal.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/// What came of a rehearsal, live or simulated.
///
/// @param meta the lines under the report's title
/// @param notes what the figures are worth
/// @param notHonoured what was asked for and no service honours
/// @param exhibits further tables for the report
/// @param wallNanos how long it took on the wall clock, without the set-up
public record Result(
        List<Verdict> verdicts,
        List<String> meta,
        List<String> notes,
        List<String> notHonoured,
        List<Exhibit> exhibits,
        long wallNanos) {
    public Result {
        verdicts = List.copyOf(verdicts);
        meta = List.copyOf(meta);
        notes = List.copyOf(notes);
        notHonoured = List.copyOf(notHonoured);
        exhibits = List.copyOf(exhibits);
    }

    /// The same with one more table.
    public Result with(Exhibit exhibit) {
        List<Exhibit> all = new ArrayList<>(exhibits);
        all.add(exhibit);
        return new Result(verdicts, meta, notes, notHonoured, all, wallNanos);
    }

    /// Whether every promise was kept.
    public boolean kept() {
        return verdicts.stream().allMatch(Verdict::kept);
    }
}
