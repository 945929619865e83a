package io.windtunnel.cloud.storage.s3.face;

import org.jspecify.annotations.Nullable;

/// A request that may say who is granted what.
interface Granting {
    /// A canned list's name.
    @Nullable
    String acl();

    default @Nullable String grantFullControl() {
        return null;
    }

    default @Nullable String grantRead() {
        return null;
    }

    default @Nullable String grantReadAcp() {
        return null;
    }

    default @Nullable String grantWrite() {
        return null;
    }

    default @Nullable String grantWriteAcp() {
        return null;
    }
}
