package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;

/// What happened, in words: every service writes here what a person would want to see on a timeline (an instance
/// launched and why, a target marked unhealthy, a fault in force). The rehearsal's report and the console read it.
///
/// Thread safety: may be called from any thread; must not block.
@FunctionalInterface
public interface Journal {
    /// One event. `kind` is a short stable word pair such as `instance.launched`, `target.unhealthy`, `fault.begun`;
    /// `subject` is the id or ARN it happened to; `words` is a sentence for people.
    record Event(Instant at, Scope scope, String kind, String subject, String words) {}

    void record(Event event);
}
