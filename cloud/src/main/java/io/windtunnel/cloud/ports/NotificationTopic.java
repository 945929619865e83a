package io.windtunnel.cloud.ports;

/// A topic that services tell things to. SNS offers it at its topics' ARNs ([Directory#at]).
///
/// Thread safety: may be called from any thread; must not block.
@FunctionalInterface
public interface NotificationTopic {
    /// Publishes a message; `subject` is the line of an e-mail.
    void publish(String subject, String message);
}
