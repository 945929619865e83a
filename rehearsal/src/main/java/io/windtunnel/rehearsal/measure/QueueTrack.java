package io.windtunnel.rehearsal.measure;

import java.util.List;

/// How a queue stood, second by second.
///
/// @param name its logical id
public record QueueTrack(String name, List<Sample> samples) {
    /// A queue at a moment.
    ///
    /// @param oldestNanos how long ago the oldest message was sent
    /// @param deleted messages that were deleted so far, as consumers do that are done with them
    /// @param dropped messages that were gone undeleted so far
    public record Sample(
            long atNanos, long visible, long inFlight, long delayed, long oldestNanos, long deleted, long dropped) {
        /// Every message in it, whatever its state.
        public long depth() {
            return visible + inFlight + delayed;
        }
    }

    public QueueTrack {
        samples = List.copyOf(samples);
    }

    /// The most messages that were in it.
    public long deepest() {
        return samples.stream().mapToLong(Sample::depth).max().orElse(0);
    }

    /// The greatest age of its oldest message.
    public long oldestNanos() {
        return samples.stream().mapToLong(Sample::oldestNanos).max().orElse(0);
    }

    /// Messages deleted while it was looked at.
    public long deleted() {
        return samples.isEmpty()
                ? 0
                : samples.getLast().deleted() - samples.getFirst().deleted();
    }

    /// Messages gone undeleted while it was looked at.
    public long dropped() {
        return samples.isEmpty()
                ? 0
                : samples.getLast().dropped() - samples.getFirst().dropped();
    }
}
