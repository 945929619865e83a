package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Member;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::ApplicationAutoScaling::ScalableTarget`. Its physical id is `resource|dimension|namespace`.
///
/// Source: the template reference, `aws-resource-applicationautoscaling-scalabletarget.html`.
final class ScalableTargetType implements ResourceType<ScalableTargetType.Properties> {
    record ScheduledAction(
            String scheduledActionName,
            String schedule,
            @Nullable String timezone,
            @Nullable String startTime,
            @Nullable String endTime,
            Shapes.@Nullable Bounds scalableTargetAction) {}

    record Properties(
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            Integer minCapacity,
            Integer maxCapacity,
            @Member("RoleARN") @Nullable String roleArn,
            Shapes.@Nullable SuspendedState suspendedState,
            List<ScheduledAction> scheduledActions) {}

    private final ApplicationAutoScalingApi api;
    private final Books books;

    ScalableTargetType(ApplicationAutoScalingApi api, Books books) {
        this.api = api;
        this.books = books;
    }

    @Override
    public String name() {
        return "AWS::ApplicationAutoScaling::ScalableTarget";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("ServiceNamespace", "ResourceId", "ScalableDimension");
    }

    @Override
    public Progress create(Request<Properties> request) {
        return register(request, List.of());
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return register(request, before.scheduledActions());
    }

    private Progress register(Request<Properties> request, List<ScheduledAction> before) {
        Properties asked = request.properties();
        Call call = Call.internal(request.scope());
        String id = asked.resourceId() + "|" + asked.scalableDimension() + "|" + asked.serviceNamespace();
        try {
            Shapes.Registered registered = api.registerScalableTarget(
                    call,
                    new Shapes.RegisterScalableTarget(
                            asked.serviceNamespace(),
                            asked.resourceId(),
                            asked.scalableDimension(),
                            asked.minCapacity(),
                            asked.maxCapacity(),
                            asked.roleArn(),
                            asked.suspendedState(),
                            Map.of()));
            schedule(call, asked, before);
            return new Progress.Done(id, Map.of("Id", id, "Arn", registered.scalableTargetArn()));
        } catch (AwsException refusal) {
            boolean there = books.of(request.scope())
                    .find(new Target.Key(asked.serviceNamespace(), asked.resourceId(), asked.scalableDimension()))
                    .isPresent();
            return new Progress.Failed(there ? id : "", refusal.message());
        }
    }

    private void schedule(Call call, Properties asked, List<ScheduledAction> before) {
        for (ScheduledAction action : asked.scheduledActions())
            api.putScheduledAction(
                    call,
                    new Shapes.PutScheduledAction(
                            asked.serviceNamespace(),
                            action.schedule(),
                            action.timezone(),
                            action.scheduledActionName(),
                            asked.resourceId(),
                            asked.scalableDimension(),
                            moment(action.startTime()),
                            moment(action.endTime()),
                            action.scalableTargetAction()));
        for (ScheduledAction old : before)
            if (asked.scheduledActions().stream()
                    .noneMatch(action -> action.scheduledActionName().equals(old.scheduledActionName())))
                unschedule(call, asked, old.scheduledActionName());
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw AwsException.validation(text + " is not a time such as 2026-11-28T20:00:00Z");
        }
    }

    /// One that has been done and forgotten is as good as deleted.
    private void unschedule(Call call, Properties asked, String name) {
        try {
            api.deleteScheduledAction(
                    call,
                    new Shapes.ActionNamed(
                            asked.serviceNamespace(), name, asked.resourceId(), asked.scalableDimension()));
        } catch (AwsException gone) {
            if (!gone.code().equals("ObjectNotFoundException")) throw gone;
        }
    }

    @Override
    public Progress delete(Request<Properties> request) {
        Properties asked = request.properties();
        Progress done = new Progress.Done(request.id(), Map.of());
        try {
            api.deregisterScalableTarget(
                    Call.internal(request.scope()),
                    new Shapes.TargetNamed(asked.serviceNamespace(), asked.resourceId(), asked.scalableDimension()));
            return done;
        } catch (AwsException refusal) {
            return refusal.code().equals("ObjectNotFoundException")
                    ? done
                    : new Progress.Failed(request.id(), refusal.message());
        }
    }
}
