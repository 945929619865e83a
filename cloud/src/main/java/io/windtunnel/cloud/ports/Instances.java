package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Virtual machines, as other services see them. EC2 offers it; Auto Scaling launches by it; a load balancer finds its
/// instance targets by it.
///
/// Thread safety: every method may be called from any thread.
public interface Instances {
    /// EC2's instance states, by their API names.
    enum State {
        PENDING,
        RUNNING,
        SHUTTING_DOWN,
        TERMINATED,
        STOPPING,
        STOPPED;

        /// The name in API answers, such as `shutting-down`.
        public String apiName() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// An instance at a moment. `impaired` is true while its EC2 status checks fail.
    record View(
            String instanceId,
            State state,
            Place place,
            String vpcId,
            String subnetId,
            String privateIp,
            String instanceType,
            Instant launchTime,
            boolean impaired) {}

    /// A launch: `template` is a launch template's id, `templateVersion` a number, `$Latest` or `$Default`.
    record Order(
            String template,
            String templateVersion,
            String subnetId,
            int count,
            @Nullable String instanceType,
            Map<String, String> tags) {}

    /// A change of state; `reason` is EC2's state reason in words.
    record Change(Scope scope, View before, View after, String reason) {}

    Optional<View> find(Scope scope, String instanceId);

    /// Launches instances; returns their ids in order. All or nothing.
    ///
    /// @throws io.windtunnel.wire.AwsException EC2's own refusal, such as `InsufficientInstanceCapacity`
    List<String> launch(Scope scope, Order order);

    /// Terminates instances; unknown and terminated ones are passed over.
    void terminate(Scope scope, Collection<String> instanceIds);

    /// Calls `watcher` after every change of an instance's state or impairment.
    void watch(Consumer<Change> watcher);
}
