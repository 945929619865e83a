package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.operations.logs.insights.Execution.Cell;
import io.windtunnel.cloud.operations.logs.insights.Query;
import io.windtunnel.kernel.identity.Scope;
import java.util.List;

/// A query that was started, and how far it has come.
///
/// Thread safety: every method may be called from any thread.
final class QueryRun {
    enum Status {
        SCHEDULED("Scheduled"),
        RUNNING("Running"),
        COMPLETE("Complete"),
        FAILED("Failed"),
        CANCELLED("Cancelled"),
        TIMEOUT("Timeout");

        final String text;

        Status(String text) {
            this.text = text;
        }

        boolean isOver() {
            return this != SCHEDULED && this != RUNNING;
        }
    }

    /// What it has seen and found until now.
    record Progress(Status status, long matched, long scanned, long bytes, List<List<Cell>> rows) {
        Progress with(Status changed) {
            return new Progress(changed, matched, scanned, bytes, rows);
        }
    }

    /// @param created milliseconds since 1970
    /// @param fromMillis and `untilMillis` the time it asks about, the end excluded
    record Order(
            Scope scope,
            String id,
            String text,
            Query query,
            List<LogGroup> groups,
            long created,
            long fromMillis,
            long untilMillis,
            int rows) {}

    private final Order order;
    private Progress progress = new Progress(Status.SCHEDULED, 0, 0, 0, List.of());

    QueryRun(Order order) {
        this.order = order;
    }

    Order order() {
        return order;
    }

    synchronized Progress progress() {
        return progress;
    }

    /// Takes a step, unless it is over; returns whether it goes on.
    synchronized boolean report(Progress step) {
        if (progress.status().isOver()) return false;
        progress = step;
        return true;
    }

    /// Ends it from outside; false when it is over already.
    synchronized boolean cancel() {
        return report(progress.with(Status.CANCELLED));
    }
}
