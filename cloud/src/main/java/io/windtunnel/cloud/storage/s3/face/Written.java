package io.windtunnel.cloud.storage.s3.face;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request that says what an object is to be, besides its bytes.
interface Written extends Granting, CustomerKey {
    @Nullable
    String cacheControl();

    @Nullable
    String contentDisposition();

    @Nullable
    String contentEncoding();

    @Nullable
    String contentLanguage();

    @Nullable
    String contentType();

    @Nullable
    String expires();

    Map<String, String> metadata();

    @Nullable
    String serverSideEncryption();

    @Nullable
    String sseKmsKeyId();

    @Nullable
    String sseKmsEncryptionContext();

    @Nullable
    Boolean bucketKeyEnabled();

    @Nullable
    String storageClass();

    @Nullable
    String websiteRedirectLocation();

    @Nullable
    String tagging();

    @Nullable
    String objectLockMode();

    @Nullable
    Instant objectLockRetainUntilDate();

    @Nullable
    String objectLockLegalHoldStatus();
}
