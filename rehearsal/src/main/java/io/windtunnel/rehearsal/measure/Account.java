package io.windtunnel.rehearsal.measure;

import java.util.List;

/// What became of the writes that services acknowledged to stand-ins, and of the reads.
///
/// @param acknowledged writes to tables and buckets, and messages sent, that were acknowledged
/// @param gone acknowledged writes of which nothing is left though nobody wrote over them, and messages that were
///     dropped
/// @param goneNanos from the first of the writes that are gone until the last; 0 when none is
/// @param reads reads of what was written here
/// @param stale reads that told an older state than one acknowledged before they began
/// @param divided items on which the Regions that were called do not agree when the wind is over
/// @param histories whether each table's and bucket's history could have been a single copy's
/// @param untold operations that were not kept, since there were too many
public record Account(
        long acknowledged,
        long gone,
        long goneNanos,
        long reads,
        long stale,
        long divided,
        List<History> histories,
        long untold) {
    /// Nothing was written or read.
    public static final Account NONE = new Account(0, 0, 0, 0, 0, 0, List.of(), 0);

    /// The history of one table or bucket.
    ///
    /// @param items how many items or objects it is about
    /// @param violated those of them whose operations no single copy explains
    /// @param unchecked those whose histories were too long to check
    /// @param first an operation that nothing explains, in words; empty when there is none
    public record History(String target, long operations, long items, long violated, long unchecked, String first) {}

    public Account {
        histories = List.copyOf(histories);
    }
}
