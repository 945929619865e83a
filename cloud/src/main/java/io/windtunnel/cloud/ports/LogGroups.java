package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.List;

/// Log groups, as data planes write them (a function's output, a VPC's flow logs) and as a rehearsal
/// reads them. CloudWatch Logs offers it.
///
/// Thread safety: every method may be called from any thread.
public interface LogGroups {
    /// A line and when it was said.
    record Event(Instant at, String message) {}

    /// A line as it is kept.
    record Line(String stream, Instant at, Instant ingested, String message) {}

    /// Writes lines to a stream; the group and the stream are made when they are missing. Lines are put
    /// into the order of their time; those AWS would not take (older than 14 days or the group's
    /// retention, more than two hours ahead) are left out, longer ones than an event may be are cut.
    void write(Scope scope, String group, String stream, List<Event> events);

    /// The lines of a group from `from` until before `until` in the order of their time, at most
    /// `atMost`; none when there is no such group.
    List<Line> read(Scope scope, String group, Instant from, Instant until, int atMost);
}
