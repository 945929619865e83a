package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What must hold of an object for a request to be carried out.
///
/// Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
public record Preconditions(
        @Nullable String ifMatch,
        @Nullable String ifNoneMatch,
        @Nullable Instant ifModifiedSince,
        @Nullable Instant ifUnmodifiedSince) {
    public static final Preconditions NONE = new Preconditions(null, null, null, null);

    /// Refuses a read of `object` as they say.
    ///
    /// @param prefix before the conditions' names: `x-amz-copy-source-` where they are of a copy's source
    /// @param copy whether a copy's source is read: then what has not changed is a failed condition too
    public void checkRead(StoredObject object, String prefix, boolean copy) {
        Instant modified = object.modified().truncatedTo(ChronoUnit.SECONDS);
        if (ifMatch != null) {
            if (!object.etag().isNamedBy(ifMatch)) throw failed(prefix + "If-Match");
        } else if (ifUnmodifiedSince != null && modified.isAfter(ifUnmodifiedSince)) {
            throw failed(prefix + "If-Unmodified-Since");
        }
        if (ifNoneMatch != null) {
            if (object.etag().isNamedBy(ifNoneMatch))
                throw copy ? failed(prefix + "If-None-Match") : notModified(object);
        } else if (ifModifiedSince != null && !modified.isAfter(ifModifiedSince)) {
            throw copy ? failed(prefix + "If-Modified-Since") : notModified(object);
        }
    }

    /// Refuses a write over `current` (null for none, or a delete marker) as they say.
    public void checkWrite(String key, @Nullable StoredObject current) {
        boolean there = current != null && !current.marker();
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.strip().equals("*"))
                throw new AwsException(
                                "NotImplemented", "A header you provided implies functionality that is not implemented")
                        .status(501)
                        .with("Header", "If-None-Match");
            if (there) throw failed("If-None-Match");
        }
        if (ifMatch != null) {
            if (current == null || !there)
                throw new AwsException("NoSuchKey", "The specified key does not exist.").with("Key", key);
            if (!current.etag().isNamedBy(ifMatch)) throw failed("If-Match");
        }
    }

    public static AwsException failed(String condition) {
        return new AwsException("PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
                .status(412)
                .with("Condition", condition);
    }

    private static AwsException notModified(StoredObject object) {
        return new AwsException("NotModified", "Not Modified")
                .status(304)
                .header("ETag", object.etag().quoted())
                .header("Last-Modified", HttpDates.text(object.modified()));
    }
}
