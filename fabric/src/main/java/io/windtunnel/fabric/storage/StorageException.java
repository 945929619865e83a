package io.windtunnel.fabric.storage;

/// The environment failed the storage: a full disk, a damaged file, a directory in use. The message
/// names the file. The change that met it was not made; after a failed write to a device
/// ([WriteAheadLog]) no further change is taken.
public final class StorageException extends RuntimeException {
    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
