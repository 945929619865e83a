package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The books of every scope, and the neighbours that are asked about what is in them.
///
/// Thread safety: every method may be called from any thread.
final class Books {
    final Fabric fabric;
    private final Directory directory;
    private final Map<Scope, Book> byScope = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Books(Fabric fabric, Directory directory) {
        this.fabric = fabric;
        this.directory = directory;
        fabric.storage().scopes(Book.TARGETS).forEach(this::of);
    }

    Instant now() {
        return fabric.time().now();
    }

    /// Does `task` later, unless the service has ended by then.
    void after(Duration delay, Runnable task) {
        fabric.time().after(delay, () -> {
            if (!closed) task.run();
        });
    }

    void close() {
        closed = true;
    }

    Book of(Scope scope) {
        return byScope.computeIfAbsent(scope, each -> new Book(each, fabric));
    }

    Collection<Book> all() {
        return byScope.values();
    }

    /// What the account may have.
    Quotas quotas() {
        return Quotas.of(directory);
    }

    /// Who scales the resources of a namespace; empty when no service of this cloud does.
    Optional<ScalableTargets> scaled(Scope scope, Target.Key key) {
        return directory.at(ScalableTargets.class, scope.arn(key.namespace(), key.resourceId()));
    }

    /// @throws AwsException `NotImplemented` in a cloud without CloudWatch
    Alarms alarms() {
        return directory
                .find(Alarms.class)
                .orElseThrow(() -> AwsException.notBuilt(
                        "application-autoscaling", "PutScalingPolicy", "target tracking without CloudWatch's alarms"));
    }

    Optional<Alarms> findAlarms() {
        return directory.find(Alarms.class);
    }
}
