package io.windtunnel.fabric.storage;

/// Changes on their way to the disk: they have their place in the log and are not seen yet. See [Storage#begin].
///
/// Thread safety: one thread finishes it, once.
@FunctionalInterface
public interface Writing {
    /// Waits until the changes are durable and makes them seen.
    ///
    /// @throws StorageException when they were refused; none of them is made then
    void finish();
}
