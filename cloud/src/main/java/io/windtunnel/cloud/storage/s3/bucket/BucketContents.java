package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.cloud.storage.s3.object.Content;
import io.windtunnel.cloud.storage.s3.object.Preconditions;
import io.windtunnel.cloud.storage.s3.object.RowCodec;
import io.windtunnel.cloud.storage.s3.object.StorageClass;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.StoredObject.ReplicationStatus;
import io.windtunnel.cloud.storage.s3.object.VersionIds;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.cloud.storage.s3.settings.Versioning;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A bucket's objects. A change of a key is made under a lock that few other keys share, and is durable and seen by
/// everybody when its method returns.
///
/// Thread safety: every method may be called from any thread.
public final class BucketContents {
    private static final int LOCKS = 256;

    private final Ground ground;
    private final Setting<Versioning> versioning;
    private final Rows current;
    private final Rows noncurrent;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private volatile boolean closing;

    BucketContents(Ground ground, Scope scope, String bucket, Setting<Versioning> versioning) {
        this.ground = ground;
        this.versioning = versioning;
        this.current = ground.storage().rows(scope, "s3.objects." + bucket);
        this.noncurrent = ground.storage().rows(scope, "s3.versions." + bucket);
        Arrays.setAll(locks, _ -> new ReentrantLock());
    }

    /// What a delete has done.
    ///
    /// @param before the version that is gone; null where none is
    /// @param after the delete marker that stands there now; null where none does
    public record Deleted(
            @Nullable StoredObject before, @Nullable StoredObject after) {}

    /// What must hold for a delete.
    public record DeleteConditions(
            @Nullable String ifMatch,
            @Nullable Instant modified,
            @Nullable Long size) {
        public static final DeleteConditions NONE = new DeleteConditions(null, null, null);

        public void check(@Nullable StoredObject object) {
            if (equals(NONE)) return;
            if (object == null || object.marker()) {
                if (ifMatch != null && ifMatch.strip().equals("*")) throw Preconditions.failed("If-Match");
                return;
            }
            if (ifMatch != null && !object.etag().isNamedBy(ifMatch)) throw Preconditions.failed("If-Match");
            if (modified != null
                    && !object.modified()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .equals(modified.truncatedTo(ChronoUnit.SECONDS)))
                throw Preconditions.failed("x-amz-if-match-last-modified-time");
            if (size != null && size != object.size()) throw Preconditions.failed("x-amz-if-match-size");
        }
    }

    // ---- reading

    /// The newest version of `key`, which may be a delete marker; null where there is none.
    public @Nullable StoredObject current(String key) {
        return current(Keys.of(key));
    }

    private @Nullable StoredObject current(byte[] key) {
        byte[] row = current.get(key);
        return row == null ? null : RowCodec.decode(row);
    }

    /// The version of `key` that `versionId` names; null where there is none.
    ///
    /// @throws AwsException `InvalidArgument` when no version of any key can be called so
    public @Nullable StoredObject version(String key, String versionId) {
        return version(Keys.of(key), versionId);
    }

    private @Nullable StoredObject version(byte[] key, String versionId) {
        StoredObject newest = current(key);
        if (newest == null) {
            sequence(versionId);
            return null;
        }
        if (newest.versionId().equals(versionId)) return newest;
        OptionalLong sequence = sequence(versionId);
        if (sequence.isEmpty()) return nullVersion(key);
        byte[] row = noncurrent.get(Keys.numbered(Keys.ended(key), ~sequence.getAsLong()));
        StoredObject found = row == null ? null : RowCodec.decode(row);
        return found == null || found.nullVersion() ? null : found;
    }

    private static OptionalLong sequence(String versionId) {
        if (versionId.equals(VersionIds.NULL)) return OptionalLong.empty();
        OptionalLong sequence = VersionIds.sequence(versionId);
        if (sequence.isEmpty()) throw Refused.argument("Invalid version id specified", "versionId", versionId);
        return sequence;
    }

    private @Nullable StoredObject nullVersion(byte[] key) {
        for (StoredObject each : older(key)) if (each.nullVersion()) return each;
        return null;
    }

    /// The versions of `key` that are not the newest, newest first.
    public List<StoredObject> older(String key) {
        return older(Keys.of(key));
    }

    private List<StoredObject> older(byte[] key) {
        if (noncurrent.size() == 0) return List.of();
        List<StoredObject> found = new ArrayList<>();
        byte[] ended = Keys.ended(key);
        noncurrent.scan(ended, Keys.behind(ended), false, (_, row) -> found.add(RowCodec.decode(row)));
        return found;
    }

    /// Whether nothing is here, no older version and no delete marker either.
    boolean isEmpty() {
        return current.size() == 0 && noncurrent.size() == 0;
    }

    Rows rows() {
        return current;
    }

    /// Calls `visitor` with every key and its newest version, in order.
    public void forEach(BiConsumer<String, StoredObject> visitor) {
        current.scan(null, null, false, (key, row) -> {
            visitor.accept(Keys.text(key), RowCodec.decode(row));
            return true;
        });
    }

    /// Adds up all versions' bytes by storage class, and counts them.
    public Totals totals() {
        Totals totals = new Totals(new EnumMap<>(StorageClass.class));
        Rows.Visitor adding = (_, row) -> {
            totals.add(row);
            return true;
        };
        current.scan(null, null, false, adding);
        noncurrent.scan(null, null, false, adding);
        return totals;
    }

    /// What a bucket holds.
    public static final class Totals {
        private final Map<StorageClass, Long> bytes;
        private long objects;

        private Totals(Map<StorageClass, Long> bytes) {
            this.bytes = bytes;
        }

        private void add(byte[] row) {
            objects++;
            if (!RowCodec.isMarker(row)) RowCodec.size(row, (kept, size) -> bytes.merge(kept, size, Long::sum));
        }

        /// Bytes by storage class, of those there are objects in.
        public Map<StorageClass, Long> bytes() {
            return bytes;
        }

        /// Objects of all storage classes, older versions and delete markers included.
        public long objects() {
            return objects;
        }
    }

    /// Adds the blobs that any version is made of.
    void addBlobs(Set<Long> to) {
        Rows.Visitor adding = (_, row) -> {
            if (!RowCodec.isInline(row))
                for (Content.Segment each : RowCodec.decode(row).content().blobs()) to.add(each.blob());
            return true;
        };
        current.scan(null, null, false, adding);
        noncurrent.scan(null, null, false, adding);
    }

    // ---- writing

    private <T> T locked(byte[] key, Function<List<Content>, T> change) {
        List<Content> dropped = new ArrayList<>(1);
        T result;
        ReentrantLock lock = locks[Math.floorMod(Arrays.hashCode(key), LOCKS)];
        lock.lock();
        try {
            if (closing)
                throw new AwsException(
                                "OperationAborted",
                                "A conflicting conditional operation is currently in progress against this resource. "
                                        + "Please try again.")
                        .status(409);
            result = change.apply(dropped);
        } finally {
            lock.unlock();
        }
        dropped.forEach(ground.bodies()::drop);
        return result;
    }

    /// Writes a new version, or where versions are not kept, replaces what stood there.
    public StoredObject put(String key, Draft draft, Preconditions conditions) {
        try {
            return put(key, draft, conditions, List.of());
        } catch (RuntimeException refused) {
            ground.bodies().drop(draft.content());
            throw refused;
        }
    }

    /// The same, with other changes that are to become durable with it; a refused draft's content is kept.
    StoredObject put(String key, Draft draft, Preconditions conditions, List<Rows.Write> also) {
        byte[] bytes = Keys.checked(key);
        return locked(bytes, dropped -> {
            StoredObject newest = current(bytes);
            conditions.checkWrite(key, newest);
            StoredObject stored = draft.stored(
                    ground.sequence().next(),
                    !versioning.get().isOn(),
                    ground.time().now());
            insert(bytes, newest, stored, also, dropped);
            return stored;
        });
    }

    /// Puts a version of another bucket in, with its id and its time: a replica.
    public void insert(String key, StoredObject version) {
        byte[] bytes = Keys.checked(key);
        locked(bytes, dropped -> {
            StoredObject newest = current(bytes);
            StoredObject same =
                    newest != null && newest.sequence() == version.sequence() ? newest : row(bytes, version.sequence());
            if (same != null) replace(bytes, newest, version);
            else insert(bytes, newest, version, List.of(), dropped);
            if (same != null) dropped.add(same.content());
            return version;
        });
    }

    private @Nullable StoredObject row(byte[] key, long sequence) {
        byte[] row = noncurrent.get(Keys.numbered(Keys.ended(key), ~sequence));
        return row == null ? null : RowCodec.decode(row);
    }

    private void insert(
            byte[] key,
            @Nullable StoredObject newest,
            StoredObject next,
            List<Rows.Write> also,
            List<Content> dropped) {
        List<Rows.Write> writes = new ArrayList<>(also.size() + 3);
        writes.addAll(also);
        boolean replaces = false;
        if (next.nullVersion() && newest != null) {
            replaces = newest.nullVersion();
            StoredObject old = replaces ? newest : nullVersion(key);
            if (old != null) dropped.add(old.content());
            if (old != null && !replaces) writes.add(new Rows.Write(noncurrent, olderKey(key, old), null));
        }
        if (newest == null || replaces || next.sequence() > newest.sequence()) {
            if (newest != null && !replaces)
                writes.add(new Rows.Write(noncurrent, olderKey(key, newest), RowCodec.encode(newest)));
            writes.add(new Rows.Write(current, key, RowCodec.encode(next)));
        } else {
            writes.add(new Rows.Write(noncurrent, olderKey(key, next), RowCodec.encode(next)));
        }
        ground.storage().write(writes);
    }

    private static byte[] olderKey(byte[] key, StoredObject version) {
        return Keys.numbered(Keys.ended(key), ~version.sequence());
    }

    private void replace(byte[] key, @Nullable StoredObject newest, StoredObject next) {
        if (newest != null && newest.sequence() == next.sequence()) current.put(key, RowCodec.encode(next));
        else noncurrent.put(olderKey(key, next), RowCodec.encode(next));
    }

    /// Changes what hangs on a version: its tags, its lock.
    ///
    /// @param versionId null for the newest
    /// @param change is given null where there is none (or it is a delete marker) and throws then
    public StoredObject update(String key, @Nullable String versionId, UnaryOperator<@Nullable StoredObject> change) {
        byte[] bytes = Keys.of(key);
        return locked(bytes, _ -> {
            StoredObject newest = current(bytes);
            StoredObject old = versionId == null ? newest : version(bytes, versionId);
            StoredObject next = change.apply(old);
            if (old == null || next == null) throw new IllegalStateException("nothing was changed");
            if (next != old) replace(bytes, newest, next);
            return next;
        });
    }

    /// Deletes `key` as a request without a version does.
    public Deleted delete(String key, String owner, DeleteConditions conditions, ReplicationStatus replication) {
        return delete(key, owner, replication, conditions::check);
    }

    /// @param check throws where the newest version is not to be deleted
    public Deleted delete(
            String key, String owner, ReplicationStatus replication, Consumer<@Nullable StoredObject> check) {
        byte[] bytes = Keys.of(key);
        return locked(bytes, dropped -> {
            StoredObject newest = current(bytes);
            check.accept(newest);
            Versioning mode = versioning.get();
            if (!mode.isTold()) {
                if (newest == null) return new Deleted(null, null);
                current.remove(bytes);
                dropped.add(newest.content());
                return new Deleted(newest, null);
            }
            StoredObject marker = StoredObject.marker(
                    ground.sequence().next(), !mode.isOn(), ground.time().now(), owner, replication);
            insert(bytes, newest, marker, List.of(), dropped);
            return new Deleted(newest, marker);
        });
    }

    /// Deletes one version for good.
    ///
    /// @param check throws where it is not to be deleted
    public Deleted deleteVersion(String key, String versionId, Consumer<StoredObject> check) {
        byte[] bytes = Keys.of(key);
        return locked(bytes, dropped -> {
            StoredObject newest = current(bytes);
            StoredObject old = version(bytes, versionId);
            if (old == null || newest == null) return new Deleted(null, null);
            check.accept(old);
            List<Rows.Write> writes = new ArrayList<>(2);
            if (old.sequence() == newest.sequence()) {
                StoredObject heir = heir(bytes);
                writes.add(new Rows.Write(current, bytes, heir == null ? null : RowCodec.encode(heir)));
                if (heir != null) writes.add(new Rows.Write(noncurrent, olderKey(bytes, heir), null));
            } else {
                writes.add(new Rows.Write(noncurrent, olderKey(bytes, old), null));
            }
            ground.storage().write(writes);
            dropped.add(old.content());
            return new Deleted(old, null);
        });
    }

    private @Nullable StoredObject heir(byte[] key) {
        byte[] ended = Keys.ended(key);
        StoredObject[] first = new StoredObject[1];
        noncurrent.scan(ended, Keys.behind(ended), false, (_, row) -> {
            first[0] = RowCodec.decode(row);
            return false;
        });
        return first[0];
    }

    /// Refuses changes from now on, once those under way are done; true when nothing is left here, else changes are
    /// taken again.
    boolean close() {
        closing = true;
        for (ReentrantLock lock : locks) {
            lock.lock();
            lock.unlock();
        }
        if (isEmpty()) return true;
        closing = false;
        return false;
    }
}
