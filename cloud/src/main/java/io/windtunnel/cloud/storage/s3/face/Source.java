package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.object.Preconditions;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.wire.AwsException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The object a copy is made of.
///
/// @param versionId the one the request names, or null
record Source(Bucket bucket, String key, @Nullable String versionId, StoredObject object) {
    /// Finds what `request` names, and refuses it where a condition does not hold.
    static Source find(Domain domain, CopySource request) {
        String text = request.copySource();
        String versionId = null;
        int question = text.indexOf("?versionId=");
        if (question >= 0) {
            versionId = text.substring(question + "?versionId=".length());
            text = text.substring(0, question);
        }
        String path = decoded(text);
        if (path.startsWith("/")) path = path.substring(1);
        if (path.startsWith("arn:")) throw AwsException.notBuilt("s3", "CopyObject", "access points");
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1)
            throw Refused.argument("Invalid copy source bucket name", "x-amz-copy-source", request.copySource());
        Bucket bucket = domain.buckets().require(path.substring(0, slash));
        Domain.checkOwner(bucket, request.expectedSourceBucketOwner());
        String key = path.substring(slash + 1);
        StoredObject object = version(bucket, key, versionId);
        Requests.checkCustomerKey(
                object,
                request.copySourceSseCustomerAlgorithm(),
                request.copySourceSseCustomerKey(),
                request.copySourceSseCustomerKeyMd5());
        new Preconditions(
                        request.copySourceIfMatch(),
                        request.copySourceIfNoneMatch(),
                        request.copySourceIfModifiedSince(),
                        request.copySourceIfUnmodifiedSince())
                .checkRead(object, "x-amz-copy-source-", true);
        if (!object.isReadable(domain.now()))
            throw new AwsException("InvalidObjectState", "Operation is not valid for the source object's storage class")
                    .status(403)
                    .with("StorageClass", object.traits().storageClass().name());
        return new Source(bucket, key, versionId, object);
    }

    private static StoredObject version(Bucket bucket, String key, @Nullable String versionId) {
        if (versionId != null) {
            StoredObject found = bucket.contents().version(key, versionId);
            if (found != null && found.marker())
                throw Refused.request("The source of a copy request may not specifically refer to a delete marker by "
                        + "version id.");
        }
        return Requests.version(bucket, key, versionId);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.argument("Invalid copy source encoding.", "x-amz-copy-source", text);
        }
    }

    /// The source's version id, where its bucket tells of those.
    @Nullable
    String told() {
        return VersionFace.told(bucket, object);
    }
}
