package io.windtunnel.cloud.storage.s3.object;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an object was given with its bytes, and gives back with them.
///
/// @param metadata the user's own, by names in lower case, without `x-amz-meta-`
public record Traits(
        @Nullable String contentType,
        @Nullable String cacheControl,
        @Nullable String contentDisposition,
        @Nullable String contentEncoding,
        @Nullable String contentLanguage,
        @Nullable String expires,
        @Nullable String redirect,
        Map<String, String> metadata,
        StorageClass storageClass,
        Encryption encryption) {
    public static final String USUAL_TYPE = "binary/octet-stream";

    public static final Traits NONE =
            new Traits(null, null, null, null, null, null, null, Map.of(), StorageClass.STANDARD, Encryption.USUAL);

    public String type() {
        return contentType == null ? USUAL_TYPE : contentType;
    }

    public Traits in(StorageClass next) {
        return new Traits(
                contentType,
                cacheControl,
                contentDisposition,
                contentEncoding,
                contentLanguage,
                expires,
                redirect,
                metadata,
                next,
                encryption);
    }

    public Traits with(Encryption next) {
        return new Traits(
                contentType,
                cacheControl,
                contentDisposition,
                contentEncoding,
                contentLanguage,
                expires,
                redirect,
                metadata,
                storageClass,
                next);
    }
}
