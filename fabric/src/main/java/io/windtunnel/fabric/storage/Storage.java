package io.windtunnel.fabric.storage;

import io.windtunnel.kernel.identity.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Where services keep their state: tables, ordered logs and blobs, by scope and name. One storage
/// serves a whole cloud.
///
/// Thread safety: every method may be called from any thread.
public interface Storage extends AutoCloseable {
    /// The table `name` of `scope`; created empty when it is new. The same arguments give the same
    /// table. `name` is `service.things`, such as `ec2.vpcs`; `type` is the record its values are.
    <V extends Record> Table<V> table(Scope scope, String name, Class<V> type);

    /// The scopes in which the table, log or rows `name` have been opened or recovered.
    Set<Scope> scopes(String name);

    /// The ordered log `name` of `scope`; created empty when it is new.
    Log log(Scope scope, String name);

    /// The rows `name` of `scope`; created empty when they are new. The same arguments give the same
    /// rows.
    Rows rows(Scope scope, String name);

    /// Makes changes to rows, all of them or none. They have their place in the log, behind those of
    /// earlier calls, when this returns; they are durable and seen when [Writing#finish] returns, which
    /// must be called for each. In a storage in memory they are seen at once.
    ///
    /// Who begins a change of a key sees to it that no other change of that key is under way.
    Writing begin(List<Rows.Write> changes);

    /// Makes changes to rows, all of them or none; they are durable when it returns.
    default void write(List<Rows.Write> changes) {
        begin(changes).finish();
    }

    /// The blobs of this storage.
    Blobs blobs();

    @Override
    void close();

    /// A storage that forgets everything when the process ends. Beyond a quarter of the heap's size,
    /// rows and blobs spill to a nameless file in the directory for temporary files.
    static Storage inMemory() {
        return new MemoryStorage(Slots.usual(Disk.REAL, Path.of(System.getProperty("java.io.tmpdir"))));
    }

    /// A storage in `directory` (created when missing), where an acknowledged change survives a crash.
    ///
    /// @throws StorageException when the directory is in use by another process, cannot be written, or
    ///     holds a log that is damaged before its end
    static Storage in(Path directory) {
        return DirectoryStorage.open(directory, WriteAheadLog.Sizes.USUAL);
    }
}
