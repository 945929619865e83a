package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.FleetApi.DeleteWarmPoolRequest;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.DescribeWarmPoolRequest;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.InstanceReusePolicy;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.PutWarmPoolRequest;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::AutoScaling::WarmPool`: known by its group's name; gone when its instances are.
final class WarmPoolType implements ResourceType<WarmPoolType.Properties> {
    private static final Duration AGAIN = Duration.ofSeconds(2);

    record Properties(
            String autoScalingGroupName,
            @Nullable Integer maxGroupPreparedCapacity,
            @Nullable Integer minSize,
            @Nullable String poolState,
            @Nullable InstanceReusePolicy instanceReusePolicy) {}

    private final AutoScalingApi api;

    WarmPoolType(AutoScalingApi api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::AutoScaling::WarmPool";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("AutoScalingGroupName");
    }

    @Override
    public Progress create(Request<Properties> request) {
        return put(request, "");
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return put(request, request.id());
    }

    private Progress put(Request<Properties> request, String existing) {
        Properties asked = request.properties();
        return AutoScalingResources.attempt(existing, () -> {
            Integer prepared = asked.maxGroupPreparedCapacity();
            api.putWarmPool(
                    Call.internal(request.scope()),
                    new PutWarmPoolRequest(
                            asked.autoScalingGroupName(),
                            prepared == null ? Integer.valueOf(-1) : prepared,
                            asked.minSize(),
                            asked.poolState(),
                            asked.instanceReusePolicy()));
            return new Progress.Done(asked.autoScalingGroupName(), Map.of());
        });
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteWarmPool(Call.internal(request.scope()), new DeleteWarmPoolRequest(request.id(), true));
        } catch (AwsException alreadyGone) {
            // the group or its warm pool is no more: that is what was asked for
            return new Progress.Done(request.id(), Map.of());
        }
        return gone(request);
    }

    private Progress gone(Request<Properties> request) {
        try {
            boolean there = api.describeWarmPool(
                                    Call.internal(request.scope()),
                                    new DescribeWarmPoolRequest(request.id(), null, null))
                            .warmPoolConfiguration()
                    != null;
            if (there) return new Progress.Pending(request.id(), AGAIN, () -> gone(request));
        } catch (AwsException alreadyGone) {
            // the group is gone too
            return new Progress.Done(request.id(), Map.of());
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
