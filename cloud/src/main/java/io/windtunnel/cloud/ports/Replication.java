package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Region;
import io.windtunnel.wire.AwsException;

/// Replication that a fault injection may pause: a global table's, a bucket's. Its service offers it at the resource's
/// ARN.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
///
/// Thread safety: every method may be called from any thread.
@FunctionalInterface
public interface Replication {
    /// Replication that stands still until the result is closed. What was written meanwhile is replicated then.
    Pause pause();

    /// Only what goes to copies in one Region stands still.
    ///
    /// @throws io.windtunnel.wire.AwsException `NotImplemented` where replication cannot be paused Region by Region
    default Pause pause(Region copies) {
        throw AwsException.notBuilt("fis", "StartExperiment", "a pause of replication to " + copies);
    }

    /// Replication standing still; closing twice does nothing.
    interface Pause extends AutoCloseable {
        @Override
        void close();
    }
}
