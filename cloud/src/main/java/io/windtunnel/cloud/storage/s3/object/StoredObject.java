package io.windtunnel.cloud.storage.s3.object;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One version of a key: an object, or a delete marker.
///
/// @param sequence what its version id follows from; larger for a later version
/// @param nullVersion whether its version id is `null`: it was written while versioning was not on
/// @param marker whether it is a delete marker, of which only the first five and the owner count
/// @param owner the owner's account
/// @param size bytes
/// @param checksum null for what was kept before checksums were usual
/// @param acl null for the owner's alone
/// @param restoration null unless it is archived and was restored
public record StoredObject(
        long sequence,
        boolean nullVersion,
        boolean marker,
        Instant modified,
        String owner,
        long size,
        Etag etag,
        @Nullable Checksum checksum,
        Traits traits,
        Map<String, String> tags,
        Lock lock,
        @Nullable Acl acl,
        ReplicationStatus replication,
        @Nullable Restoration restoration,
        Content content) {

    /// A copy of an archived object that can be read for a time.
    ///
    /// @param ready when the copy is there; it can be read from then on
    /// @param expires when it is gone again
    public record Restoration(Instant ready, Instant expires) {}

    /// Where a version stands in replication, by its API name.
    public enum ReplicationStatus {
        NONE,
        PENDING,
        COMPLETED,
        FAILED,
        REPLICA
    }

    /// A delete marker.
    public static StoredObject marker(
            long sequence, boolean nullVersion, Instant now, String owner, ReplicationStatus replication) {
        return new StoredObject(
                sequence,
                nullVersion,
                true,
                now,
                owner,
                0,
                Etag.NONE,
                null,
                Traits.NONE,
                Map.of(),
                Lock.NONE,
                null,
                replication,
                null,
                Content.NOTHING);
    }

    /// As requests and responses name it.
    public String versionId() {
        return nullVersion ? "null" : VersionIds.text(sequence);
    }

    /// Whether its bytes can be read now.
    public boolean isReadable(Instant now) {
        if (!traits.storageClass().isArchive()) return true;
        return restoration != null
                && !restoration.ready().isAfter(now)
                && restoration.expires().isAfter(now);
    }

    public StoredObject with(Map<String, String> nextTags) {
        return new StoredObject(
                sequence,
                nullVersion,
                marker,
                modified,
                owner,
                size,
                etag,
                checksum,
                traits,
                nextTags,
                lock,
                acl,
                replication,
                restoration,
                content);
    }

    public StoredObject with(Lock next) {
        return new StoredObject(
                sequence,
                nullVersion,
                marker,
                modified,
                owner,
                size,
                etag,
                checksum,
                traits,
                tags,
                next,
                acl,
                replication,
                restoration,
                content);
    }

    public StoredObject with(@Nullable Acl next) {
        return new StoredObject(
                sequence,
                nullVersion,
                marker,
                modified,
                owner,
                size,
                etag,
                checksum,
                traits,
                tags,
                lock,
                next,
                replication,
                restoration,
                content);
    }

    public StoredObject with(ReplicationStatus next) {
        return new StoredObject(
                sequence,
                nullVersion,
                marker,
                modified,
                owner,
                size,
                etag,
                checksum,
                traits,
                tags,
                lock,
                acl,
                next,
                restoration,
                content);
    }

    public StoredObject with(@Nullable Restoration next) {
        return new StoredObject(
                sequence,
                nullVersion,
                marker,
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
                next,
                content);
    }

    public StoredObject with(Traits next) {
        return new StoredObject(
                sequence,
                nullVersion,
                marker,
                modified,
                owner,
                size,
                etag,
                checksum,
                next,
                tags,
                lock,
                acl,
                replication,
                restoration,
                content);
    }
}
