package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Endpoint;
import io.windtunnel.cloud.ports.Inbox;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.kernel.identity.Arn;
import java.util.Optional;

/// Whom SNS works with, found when they are needed.
record Neighbours(Directory directory) {
    Optional<Sink> sink(Arn arn) {
        return directory.at(Sink.class, arn);
    }

    Optional<Inbox> inbox() {
        return directory.find(Inbox.class);
    }

    /// Where the cloud's API is reached from this computer.
    String endpoint() {
        return directory
                .find(Endpoint.class)
                .flatMap(Endpoint::address)
                .map(address -> "http://localhost:" + address.getPort())
                .orElse("https://sns.amazonaws.com");
    }
}
