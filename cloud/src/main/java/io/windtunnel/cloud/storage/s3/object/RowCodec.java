package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.cloud.storage.s3.object.StoredObject.ReplicationStatus;
import io.windtunnel.cloud.storage.s3.object.StoredObject.Restoration;
import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A version of an object as a row: first what a list tells, then the rest, at the end a small object's bytes.
public final class RowCodec {
    private static final int FORM = 1;

    private static final int MARKER = 1;
    private static final int NULL_VERSION = 2;
    private static final int INLINE = 4;
    private static final int ENCRYPTED = 8;
    private static final int LOCKED = 16;
    private static final int LISTED = 32;
    private static final int RESTORED = 64;
    private static final int SUMMED = 128;

    private static final int HEAD_BYTES = 256;
    private static final int SEGMENT_BYTES = 32;

    private static final ChecksumAlgorithm[] ALGORITHMS = ChecksumAlgorithm.values();
    private static final ReplicationStatus[] STATUSES = ReplicationStatus.values();

    private RowCodec() {}

    public static byte[] encode(StoredObject object) {
        Content content = object.content();
        int room = switch (content) {
            case Content.Inline inline -> inline.length();
            case Content.InBlobs stored -> SEGMENT_BYTES * stored.segments().size();
        };
        RowWriter out = new RowWriter(HEAD_BYTES + room);
        out.one(FORM)
                .one(flags(object))
                .number(object.sequence())
                .number(object.modified().toEpochMilli())
                .text(object.owner())
                .one(object.replication().ordinal());
        if (object.marker()) return out.bytes();
        out.number(object.size())
                .raw(object.etag().md5(), 0, 16)
                .number(object.etag().parts())
                .one(object.traits().storageClass().ordinal());
        Checksum checksum = object.checksum();
        if (checksum != null)
            out.one(checksum.algorithm().ordinal()).block(checksum.value()).number(checksum.parts());
        Restoration restoration = object.restoration();
        if (restoration != null)
            out.number(restoration.ready().toEpochMilli())
                    .number(restoration.expires().toEpochMilli());
        rest(out, object);
        switch (content) {
            case Content.Inline inline -> out.raw(inline.row(), inline.offset(), inline.length());
            case Content.InBlobs stored -> segments(out, stored.segments());
        }
        return out.bytes();
    }

    private static int flags(StoredObject object) {
        return (object.marker() ? MARKER : 0)
                | (object.nullVersion() ? NULL_VERSION : 0)
                | (object.content() instanceof Content.Inline ? INLINE : 0)
                | (object.traits().encryption().equals(Encryption.USUAL) ? 0 : ENCRYPTED)
                | (object.lock().equals(Lock.NONE) ? 0 : LOCKED)
                | (object.acl() == null ? 0 : LISTED)
                | (object.restoration() == null ? 0 : RESTORED)
                | (object.checksum() == null ? 0 : SUMMED);
    }

    private static void rest(RowWriter out, StoredObject object) {
        Traits traits = object.traits();
        out.text(traits.contentType())
                .text(traits.cacheControl())
                .text(traits.contentDisposition())
                .text(traits.contentEncoding())
                .text(traits.contentLanguage())
                .text(traits.expires())
                .text(traits.redirect())
                .texts(traits.metadata())
                .texts(object.tags());
        Encryption encryption = traits.encryption();
        if (!encryption.equals(Encryption.USUAL))
            out.text(encryption.algorithm())
                    .text(encryption.kmsKey())
                    .text(encryption.context())
                    .one(encryption.bucketKey() ? 1 : 0)
                    .text(encryption.customerKeyMd5());
        Lock lock = object.lock();
        if (!lock.equals(Lock.NONE))
            out.text(lock.mode())
                    .number(lock.until() == null ? 0 : lock.until().toEpochMilli())
                    .one(lock.legalHold() ? 1 : 0);
        if (object.acl() != null) list(out, object.acl());
    }

    private static void list(RowWriter out, Acl acl) {
        out.text(acl.owner()).number(acl.grants().size());
        for (Acl.Grant grant : acl.grants())
            out.text(grant.grantee().type())
                    .text(grant.grantee().id())
                    .text(grant.grantee().uri())
                    .text(grant.grantee().emailAddress())
                    .text(grant.permission());
    }

    private static void segments(RowWriter out, List<Content.Segment> segments) {
        out.number(segments.size());
        for (Content.Segment each : segments)
            out.number(each.number()).number(each.blob()).number(each.bytes()).block(each.checksum());
    }

    /// Whether a row is a delete marker's.
    public static boolean isMarker(byte[] row) {
        return (row[1] & MARKER) != 0;
    }

    /// Whether a row has its object's bytes in it (or is a delete marker's, which has none).
    public static boolean isInline(byte[] row) {
        return (row[1] & INLINE) != 0;
    }

    /// Reads an object's class and size, and no more, of its row.
    public static void size(byte[] row, BiConsumer<StorageClass, Long> to) {
        RowReader in = new RowReader(row);
        in.raw(2);
        in.number();
        in.number();
        in.block();
        in.one();
        long size = in.number();
        in.raw(16);
        in.number();
        to.accept(StorageClass.of(in.one()), size);
    }

    public static StoredObject decode(byte[] row) {
        RowReader in = new RowReader(row);
        if (in.one() != FORM) throw new IllegalStateException("an object's row of an unknown form");
        int flags = in.one();
        long sequence = in.number();
        Instant modified = Instant.ofEpochMilli(in.number());
        String owner = in.word();
        ReplicationStatus replication = STATUSES[in.one()];
        boolean nullVersion = (flags & NULL_VERSION) != 0;
        if ((flags & MARKER) != 0) return StoredObject.marker(sequence, nullVersion, modified, owner, replication);
        long size = in.number();
        Etag etag = new Etag(in.raw(16), (int) in.number());
        StorageClass storageClass = StorageClass.of(in.one());
        Checksum checksum = (flags & SUMMED) == 0 ? null : checksum(in);
        Restoration restoration = (flags & RESTORED) == 0
                ? null
                : new Restoration(Instant.ofEpochMilli(in.number()), Instant.ofEpochMilli(in.number()));
        Traits traits = traits(in, storageClass);
        var tags = in.texts();
        if ((flags & ENCRYPTED) != 0) traits = traits.with(encryption(in));
        Lock lock = (flags & LOCKED) == 0 ? Lock.NONE : lock(in);
        Acl acl = (flags & LISTED) == 0 ? null : acl(in);
        Content content = (flags & INLINE) != 0
                ? new Content.Inline(row, in.position(), row.length - in.position())
                : new Content.InBlobs(segments(in));
        return new StoredObject(
                sequence,
                nullVersion,
                false,
                modified,
                owner,
                size,
                etag,
                checksum,
                traits,
                tags,
                lock,
                acl,
                replication,
                restoration,
                content);
    }

    private static Checksum checksum(RowReader in) {
        ChecksumAlgorithm algorithm = ALGORITHMS[in.one()];
        byte[] value = in.block();
        return new Checksum(algorithm, value == null ? new byte[0] : value, (int) in.number());
    }

    private static Traits traits(RowReader in, StorageClass storageClass) {
        return new Traits(
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.texts(),
                storageClass,
                Encryption.USUAL);
    }

    private static Encryption encryption(RowReader in) {
        return new Encryption(in.word(), in.text(), in.text(), in.one() == 1, in.text());
    }

    private static Lock lock(RowReader in) {
        String mode = in.text();
        long until = in.number();
        return new Lock(mode, until == 0 ? null : Instant.ofEpochMilli(until), in.one() == 1);
    }

    private static Acl acl(RowReader in) {
        String owner = in.word();
        int count = (int) in.number();
        List<Acl.Grant> grants = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
            grants.add(new Acl.Grant(new Acl.Grantee(in.word(), in.text(), in.text(), in.text()), in.word()));
        return new Acl(owner, grants);
    }

    private static List<Content.Segment> segments(RowReader in) {
        int count = (int) in.number();
        List<Content.Segment> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int number = (int) in.number();
            long blob = in.number();
            long bytes = in.number();
            byte @Nullable [] checksum = in.block();
            segments.add(new Content.Segment(number, blob, bytes, checksum));
        }
        return segments;
    }
}
