package io.windtunnel.cloud;

/// A running service of the cloud: its face (see `wire`'s `ApiFace`) and its end.
public interface CloudService extends AutoCloseable {
    /// The model's name of the service whose API this is, such as `ec2`.
    String name();

    /// The plain object with a public method per AWS operation.
    Object face();

    /// Stops its control loops and closes its sockets.
    @Override
    void close();
}
