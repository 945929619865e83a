package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.object.Checksum;
import io.windtunnel.cloud.storage.s3.object.Claims;
import io.windtunnel.cloud.storage.s3.object.Encryption;
import io.windtunnel.cloud.storage.s3.object.Lock;
import io.windtunnel.cloud.storage.s3.object.StorageClass;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.StoredObject.ReplicationStatus;
import io.windtunnel.cloud.storage.s3.object.Traits;
import io.windtunnel.cloud.storage.s3.settings.ObjectLocking;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.cloud.storage.s3.settings.Replication;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Payload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What many requests have in common, read and held to S3's rules.
final class Requests {
    /// The most bytes of a user's own metadata, names and values.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
    private static final int MOST_METADATA_BYTES = 2_048;

    private static final int CUSTOMER_KEY_BYTES = 32;

    private Requests() {}

    // ---- the body

    static Claims claims(Call call, Summed request) {
        String trailer =
                call.request() == null ? null : call.request().headers().first("x-amz-trailer");
        return claims(request, trailer);
    }

    static Claims claims(Summed request, @Nullable String trailer) {
        @Nullable
        String[] sums = {request.crc32(), request.crc32c(), request.crc64nvme(), request.sha1(), request.sha256()};
        return Claims.of(request.contentMd5(), request.checksumAlgorithm(), trailer, sums);
    }

    /// What the client said its body sums up to, once that has proved right.
    static Sums said(Claims claims, Payload body) {
        byte[] value = claims.said(body);
        return claims.algorithm() == null || value == null
                ? Sums.NONE
                : new Sums(new Checksum(claims.algorithm(), value, 0));
    }

    // ---- traits

    static Traits traits(Bucket bucket, Written request) {
        String redirect = request.websiteRedirectLocation();
        if (redirect != null
                && !redirect.startsWith("/")
                && !redirect.startsWith("http://")
                && !redirect.startsWith("https://"))
            throw new AwsException(
                            "InvalidRedirectLocation",
                            "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.")
                    .status(400);
        return new Traits(
                request.contentType(),
                request.cacheControl(),
                request.contentDisposition(),
                emptyToNull(request.contentEncoding()),
                request.contentLanguage(),
                request.expires(),
                redirect,
                metadata(request.metadata()),
                storageClass(request.storageClass()),
                encryption(bucket, request));
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Map<String, String> metadata(Map<String, String> metadata) {
        int bytes = 0;
        for (Map.Entry<String, String> each : metadata.entrySet())
            bytes += each.getKey().length()
                    + (isAscii(each.getValue())
                            ? each.getValue().length()
                            : each.getValue().getBytes(StandardCharsets.UTF_8).length);
        if (bytes > MOST_METADATA_BYTES)
            throw new AwsException("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
                    .status(400)
                    .with("Size", bytes)
                    .with("MaxSizeAllowed", MOST_METADATA_BYTES);
        return metadata;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) return false;
        return true;
    }

    static StorageClass storageClass(@Nullable String name) {
        if (name == null) return StorageClass.STANDARD;
        return StorageClass.named(name)
                .orElseThrow(
                        () -> new AwsException("InvalidStorageClass", "The storage class you specified is not valid")
                                .status(400)
                                .with("StorageClassRequested", name));
    }

    // ---- encryption

    private static Encryption encryption(Bucket bucket, Written request) {
        String keyMd5 =
                customerKey(request.sseCustomerAlgorithm(), request.sseCustomerKey(), request.sseCustomerKeyMd5());
        String algorithm = request.serverSideEncryption();
        if (keyMd5 != null) {
            if (algorithm != null)
                throw Refused.argument("Server Side Encryption with Customer provided key is incompatible with the "
                        + "encryption method specified");
            return new Encryption("AES256", null, null, false, keyMd5);
        }
        boolean kms = algorithm != null && (algorithm.equals("aws:kms") || algorithm.equals("aws:kms:dsse"));
        if (algorithm != null && !kms && !algorithm.equals("AES256"))
            throw Refused.argument(
                    "The encryption method specified is not supported", "x-amz-server-side-encryption", algorithm);
        if (!kms && request.sseKmsKeyId() != null)
            throw Refused.argument("Server Side Encryption with AWS KMS managed key requires HTTP header "
                    + "x-amz-server-side-encryption : aws:kms");
        if (algorithm == null)
            return told(bucket, bucket.settings().encryption().get().usual());
        if (!kms) return Encryption.USUAL;
        Encryption usual = bucket.settings().encryption().get().usual();
        Boolean bucketKey = request.bucketKeyEnabled();
        return told(
                bucket,
                new Encryption(
                        algorithm,
                        request.sseKmsKeyId(),
                        request.sseKmsEncryptionContext(),
                        bucketKey == null ? usual.bucketKey() : bucketKey,
                        null));
    }

    /// With the ARN of the key, which without one is the account's own for S3.
    private static Encryption told(Bucket bucket, Encryption encryption) {
        if (!encryption.algorithm().startsWith("aws:kms")) return encryption;
        String key = encryption.kmsKey();
        String arn = key == null
                ? bucket.scope().arn("kms", "alias/aws/s3").toString()
                : key.startsWith("arn:")
                        ? key
                        : bucket.scope()
                                .arn("kms", key.startsWith("alias/") ? key : "key/" + key)
                                .toString();
        return new Encryption(encryption.algorithm(), arn, encryption.context(), encryption.bucketKey(), null);
    }

    /// The MD5 of the key a client brings, held against what it says; null where it brings none.
    private static @Nullable String customerKey(
            @Nullable String algorithm, @Nullable String key, @Nullable String keyMd5) {
        if (algorithm == null && key == null && keyMd5 == null) return null;
        if (algorithm == null)
            throw Refused.argument("Requests specifying Server Side Encryption with Customer provided keys must "
                    + "provide a valid encryption algorithm.");
        if (!algorithm.equals("AES256"))
            throw new AwsException(
                            "InvalidEncryptionAlgorithmError", "The encryption request you specified is not valid.")
                    .status(400);
        if (key == null)
            throw Refused.argument("Requests specifying Server Side Encryption with Customer provided keys must "
                    + "provide an appropriate secret key.");
        byte[] bytes = bytes(key);
        if (bytes.length != CUSTOMER_KEY_BYTES)
            throw Refused.argument("The secret key was invalid for the specified algorithm.");
        String computed = Base64.getEncoder().encodeToString(md5(bytes));
        if (keyMd5 != null && !computed.equals(keyMd5))
            throw Refused.argument("The calculated MD5 hash of the key did not match the hash that was provided.");
        return computed;
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /// Refuses a request about an object that is encrypted by a customer's key unless it brings that key.
    static void checkCustomerKey(
            StoredObject object, @Nullable String algorithm, @Nullable String key, @Nullable String keyMd5) {
        String needed = object.traits().encryption().customerKeyMd5();
        if (needed == null && algorithm == null && key == null) return;
        String brought = customerKey(algorithm, key, keyMd5);
        if (needed == null) throw Refused.request("The encryption parameters are not applicable to this object.");
        if (brought == null)
            throw Refused.request("The object was stored using a form of Server Side Encryption. The correct "
                    + "parameters must be provided to retrieve the object.");
        if (!brought.equals(needed)) throw Refused.denied("Access Denied");
    }

    static void checkCustomerKey(StoredObject object, CustomerKey request) {
        checkCustomerKey(object, request.sseCustomerAlgorithm(), request.sseCustomerKey(), request.sseCustomerKeyMd5());
    }

    // ---- locks

    static Lock lock(Bucket bucket, Written request, Instant now) {
        String mode = request.objectLockMode();
        Instant until = request.objectLockRetainUntilDate();
        String hold = request.objectLockLegalHoldStatus();
        ObjectLocking locking = bucket.settings().locking().set();
        if (mode == null && until == null && hold == null) return locking == null ? Lock.NONE : locking.usual(now);
        if (locking == null) throw Refused.request("Bucket is missing Object Lock Configuration");
        if ((mode == null) != (until == null))
            throw Refused.argument(
                    "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
        if (mode != null && !ObjectLocking.isMode(mode))
            throw Refused.argument("Unknown wormMode directive.", "x-amz-object-lock-mode", mode);
        if (until != null && !until.isAfter(now))
            throw Refused.argument("The retain until date must be in the future!");
        Lock lock = mode == null ? locking.usual(now) : new Lock(mode, until, false);
        return lock.withLegalHold(hold != null && legalHold(hold));
    }

    static boolean legalHold(String status) {
        if (!status.equals("ON") && !status.equals("OFF"))
            throw Refused.argument(
                    "Legal Hold must be either of 'ON' or 'OFF'", "x-amz-object-lock-legal-hold", status);
        return status.equals("ON");
    }

    // ---- replication

    static ReplicationStatus replication(Bucket bucket, String key, Map<String, String> tags, boolean marker) {
        Replication replication = bucket.settings().replication().set();
        return replication == null || replication.of(key, tags, marker).isEmpty()
                ? ReplicationStatus.NONE
                : ReplicationStatus.PENDING;
    }

    /// The newest version or the one that is named; refuses where there is none to be read.
    static StoredObject version(Bucket bucket, String key, @Nullable String versionId) {
        if (versionId != null && versionId.isEmpty())
            throw Refused.argument("Version id cannot be the empty string", "versionId", "");
        StoredObject found = versionId == null
                ? bucket.contents().current(key)
                : bucket.contents().version(key, versionId);
        return readable(key, versionId, found);
    }

    /// `found`, which must be there and no delete marker.
    static StoredObject readable(String key, @Nullable String versionId, @Nullable StoredObject found) {
        if (found == null && versionId != null)
            throw new AwsException("NoSuchVersion", "The specified version does not exist.")
                    .with("Key", key)
                    .with("VersionId", versionId);
        if (found == null || found.marker() && versionId == null) {
            AwsException none = new AwsException("NoSuchKey", "The specified key does not exist.").with("Key", key);
            if (found == null) throw none;
            throw none.header("x-amz-delete-marker", "true").header("x-amz-version-id", found.versionId());
        }
        if (found.marker())
            throw new AwsException("MethodNotAllowed", "The specified method is not allowed against this resource.")
                    .with("ResourceType", "DeleteMarker")
                    .header("Allow", "DELETE")
                    .header("x-amz-delete-marker", "true")
                    .header("x-amz-version-id", Objects.requireNonNull(versionId));
        return found;
    }
}
