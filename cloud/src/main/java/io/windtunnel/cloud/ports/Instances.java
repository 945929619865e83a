package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Virtual machines, as other services see them. EC2 offers it; Auto Scaling launches by it; a load
/// balancer finds its instance targets by it.
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

    /// A launch. `template` is a launch template's id or name, `templateVersion` a number, `$Latest` or
    /// `$Default`. `tags` are added to the template's own. The instances belong to the subnet's zone; `spot` ones
    /// are shown as such and cost less, and are never taken back.
    record Order(
            String template,
            String templateVersion,
            String subnetId,
            int count,
            @Nullable String instanceType,
            boolean spot,
            Map<String, String> tags) {}

    /// A launch that brings its own settings instead of a template's, as Auto Scaling's launch
    /// configurations do. `userData` is in base 64, as in `RunInstances`; `instanceProfile` a name or an
    /// ARN; null where nothing is said.
    record Direct(
            String imageId,
            String instanceType,
            @Nullable String keyName,
            List<String> securityGroupIds,
            @Nullable String userData,
            @Nullable String instanceProfile,
            @Nullable Boolean associatePublicIpAddress,
            String subnetId,
            int count,
            Map<String, String> tags) {}

    /// A change of state; `reason` is EC2's state reason in words.
    record Change(Scope scope, View before, View after, String reason) {}

    /// The instance; one that was terminated stays known for an hour of scenario time.
    Optional<View> find(Scope scope, String instanceId);

    /// The instances that are not terminated and have this private address in this VPC: none or one.
    Optional<View> at(Scope scope, String vpcId, String privateIp);

    /// Launches instances, as many of the order's count as the account's quotas allow, at least one or none; returns
    /// their ids in order.
    ///
    /// @throws AwsException EC2's own refusal, such as `InsufficientInstanceCapacity`
    List<String> launch(Scope scope, Order order);

    /// Launches instances from settings of their own; otherwise as [#launch(Scope, Order)].
    default List<String> launch(Scope scope, Direct order) {
        throw AwsException.notBuilt("ec2", "RunInstances", "a launch configuration's launch");
    }

    /// Terminates instances; unknown and terminated ones are passed over.
    void terminate(Scope scope, Collection<String> instanceIds);

    /// Stops instances, for a warm pool or a failed-over site; those not running are passed over.
    void stop(Scope scope, Collection<String> instanceIds);

    /// Stops instances so that they go on where they were when they are started: what is in their memory is kept. Those
    /// not running are passed over.
    default void hibernate(Scope scope, Collection<String> instanceIds) {
        stop(scope, instanceIds);
    }

    /// Starts stopped instances; those not stopped are passed over.
    ///
    /// @throws AwsException `InsufficientInstanceCapacity` when their zone has no power
    void start(Scope scope, Collection<String> instanceIds);

    /// Restarts running instances where they are; those not running are passed over.
    default void reboot(Scope scope, Collection<String> instanceIds) {
        throw AwsException.notBuilt("ec2", "RebootInstances", "a reboot by another service");
    }

    /// Calls `watcher` after every change of an instance's state or impairment, in the order of the
    /// changes of one instance, with no lock held. It must return soon.
    void watch(Consumer<Change> watcher);
}
