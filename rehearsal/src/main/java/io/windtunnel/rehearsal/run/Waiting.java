package io.windtunnel.rehearsal.run;

import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Waiting on the rehearsal's own thread, the command's: nothing in the cloud waits.
final class Waiting {
    private Waiting() {}

    /// Asks `condition` again and again until it is true; false when `wallLimit` went by first. What the condition
    /// throws is thrown here.
    static boolean until(Time time, Duration every, Duration wallLimit, BooleanSupplier condition) {
        if (condition.getAsBoolean()) return true;
        CompletableFuture<Void> met = new CompletableFuture<>();
        var ticking = time.every(every, () -> {
            try {
                if (condition.getAsBoolean()) met.complete(null);
            } catch (RuntimeException failure) {
                met.completeExceptionally(failure);
            }
        });
        try {
            return ends(met, wallLimit);
        } finally {
            ticking.cancel();
        }
    }

    /// Waits for `future`; false when `wallLimit` went by first.
    static boolean ends(CompletableFuture<?> future, Duration wallLimit) {
        try {
            future.get(wallLimit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RehearsalFailure("interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(failed.getCause());
        }
    }
}
