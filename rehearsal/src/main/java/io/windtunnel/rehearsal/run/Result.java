package io.windtunnel.rehearsal.run;

import io.windtunnel.rehearsal.verdict.Verdict;
import java.util.List;

/// What came of a rehearsal, live or simulated.
///
/// @param meta the lines under the report's title
/// @param notes what the figures are worth
/// @param notHonoured what was asked for and no service honours
/// @param wallNanos how long it took on the wall clock, without the set-up
public record Result(
        List<Verdict> verdicts, List<String> meta, List<String> notes, List<String> notHonoured, long wallNanos) {
    public Result {
        verdicts = List.copyOf(verdicts);
        meta = List.copyOf(meta);
        notes = List.copyOf(notes);
        notHonoured = List.copyOf(notHonoured);
    }

    /// Whether every promise was kept.
    public boolean kept() {
        return verdicts.stream().allMatch(Verdict::kept);
    }
}
