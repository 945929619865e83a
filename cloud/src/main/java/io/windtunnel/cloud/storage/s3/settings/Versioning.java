package io.windtunnel.cloud.storage.s3.settings;

import io.windtunnel.wire.AwsException;
import org.jspecify.annotations.Nullable;

/// Whether a bucket keeps what is overwritten: `Enabled`, `Suspended`, or null where it never did.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
public record Versioning(@Nullable String status) {
    public static final String ENABLED = "Enabled";
    public static final String SUSPENDED = "Suspended";

    public static final Versioning NEVER = new Versioning(null);

    public boolean isOn() {
        return ENABLED.equals(status);
    }

    public boolean isSuspended() {
        return SUSPENDED.equals(status);
    }

    /// Whether its objects' version ids are told.
    public boolean isTold() {
        return status != null;
    }

    public void check() {
        if (status == null || !isOn() && !isSuspended())
            throw new AwsException(
                            "IllegalVersioningConfigurationException", "The Versioning element must be specified")
                    .status(400);
    }
}
