package io.windtunnel.fabric.storage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Changes on their way to the disk: they have their place in the log and are not seen yet. See
/// [Storage#begin].
///
/// Thread safety: one thread finishes it, once, by one of the two.
@FunctionalInterface
public interface Writing {
    /// Waits until the changes are durable and makes them seen.
    ///
    /// @throws StorageException when they were refused; none of them is made then
    void finish();

    /// Comes to its end when the changes are durable and seen, or with a [StorageException] when they
    /// were refused: for those who have no thread to wait with. What is done then is done by the thread
    /// that serves everyone's changes: it must be short and must not wait for anything.
    default CompletionStage<Void> whenDone() {
        try {
            finish();
            return CompletableFuture.completedFuture(null);
        } catch (StorageException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
