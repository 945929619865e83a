package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.object.Checksum;
import io.windtunnel.cloud.storage.s3.object.Content;
import io.windtunnel.cloud.storage.s3.object.Etag;
import io.windtunnel.cloud.storage.s3.object.Lock;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.StoredObject.ReplicationStatus;
import io.windtunnel.cloud.storage.s3.object.Traits;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object that is about to be written: all of a version but what its place in the bucket gives it.
public record Draft(
        String owner,
        long size,
        Etag etag,
        @Nullable Checksum checksum,
        Traits traits,
        Map<String, String> tags,
        Lock lock,
        @Nullable Acl acl,
        ReplicationStatus replication,
        Content content) {
    StoredObject stored(long sequence, boolean nullVersion, Instant now) {
        return new StoredObject(
                sequence,
                nullVersion,
                false,
                now,
                owner,
                size,
                etag,
                checksum,
                traits,
                tags,
                lock,
                acl,
                replication,
                null,
                content);
    }
}
