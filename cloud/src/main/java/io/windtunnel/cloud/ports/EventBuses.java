package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.List;

/// Where AWS's services send their events: the default event bus of an account and Region. EventBridge offers it.
///
/// Thread safety: may be called from any thread; must not block.
@FunctionalInterface
public interface EventBuses {
    /// An event of a service's.
    ///
    /// @param source such as `aws.s3`
    /// @param detailType such as `Object Created`
    /// @param resources ARNs
    /// @param detail a JSON object
    record Event(String source, String detailType, Instant at, List<String> resources, String detail) {}

    /// Puts the event on the default bus.
    void put(Scope scope, Event event);

    /// Hears nothing: a cloud without EventBridge.
    EventBuses NONE = (_, _) -> {};

    /// The cloud's event buses as they are when they are told.
    static EventBuses of(Directory directory) {
        return (scope, event) -> directory.find(EventBuses.class).orElse(NONE).put(scope, event);
    }
}
