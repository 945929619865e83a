package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Shapes.DeleteLifecycleHookRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.PutLifecycleHookRequest;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::AutoScaling::LifecycleHook`.
final class LifecycleHookType implements ResourceType<LifecycleHookType.Properties> {
    record Properties(
            String autoScalingGroupName,
            @Nullable String lifecycleHookName,
            String lifecycleTransition,
            @Nullable String notificationMetadata,
            @Nullable Integer heartbeatTimeout,
            @Nullable String defaultResult) {}

    private final AutoScalingApi api;
    private final Ids ids;

    LifecycleHookType(AutoScalingApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::AutoScaling::LifecycleHook";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("AutoScalingGroupName", "LifecycleHookName");
    }

    @Override
    public Progress create(Request<Properties> request) {
        String name = request.properties().lifecycleHookName();
        return put(
                request,
                name != null ? name : request.generatedName(ids.upper(12), AutoScalingResources.LONGEST_NAME),
                "");
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return put(request, request.id(), request.id());
    }

    private Progress put(Request<Properties> request, String name, String existing) {
        Properties asked = request.properties();
        return AutoScalingResources.attempt(existing, () -> {
            api.putLifecycleHook(
                    Call.internal(request.scope()),
                    new PutLifecycleHookRequest(
                            name,
                            asked.autoScalingGroupName(),
                            asked.lifecycleTransition(),
                            asked.notificationMetadata(),
                            asked.heartbeatTimeout(),
                            asked.defaultResult()));
            return new Progress.Done(name, Map.of());
        });
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteLifecycleHook(
                    Call.internal(request.scope()),
                    new DeleteLifecycleHookRequest(
                            request.id(), request.properties().autoScalingGroupName()));
        } catch (AwsException alreadyGone) {
            // the group or the hook is no more: that is what was asked for
            return new Progress.Done(request.id(), Map.of());
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
