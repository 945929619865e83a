package io.windtunnel.cloud.ports;

/// Which services this cloud has. The cloud offers it.
///
/// Thread safety: may be called from any thread.
@FunctionalInterface
public interface CloudServices {
    /// Whether the cloud has the API of this name, as it is called in the list of packed models: `ec2`,
    /// `lambda`.
    boolean has(String name);
}
