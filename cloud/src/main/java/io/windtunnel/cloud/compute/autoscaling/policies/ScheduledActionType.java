package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.DeleteScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.PutScheduledActionRequest;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::AutoScaling::ScheduledAction`.
///
/// Source: the template reference, `aws-resource-autoscaling-scheduledaction.html`.
public final class ScheduledActionType implements ResourceType<ScheduledActionType.Properties> {
    /// Characters of an action's name (API reference, `PutScheduledUpdateGroupAction`).
    private static final int LONGEST_NAME = 255;

    /// The times are ISO 8601, as `2026-06-01T00:00:00Z`.
    public record Properties(
            String autoScalingGroupName,
            @Nullable Integer desiredCapacity,
            @Nullable Integer minSize,
            @Nullable Integer maxSize,
            @Nullable String recurrence,
            @Nullable String timeZone,
            @Nullable String startTime,
            @Nullable String endTime) {}

    private final ScheduleApi api;
    private final Ids ids;

    public ScheduledActionType(ScheduleApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::AutoScaling::ScheduledAction";
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
        return put(request, request.generatedName(ids.upper(12), LONGEST_NAME), "");
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return put(request, request.id(), request.id());
    }

    private Progress put(Request<Properties> request, String name, String existing) {
        Properties asked = request.properties();
        try {
            api.putScheduledUpdateGroupAction(
                    Call.internal(request.scope()),
                    new PutScheduledActionRequest(
                            asked.autoScalingGroupName(),
                            name,
                            null,
                            time(asked.startTime()),
                            time(asked.endTime()),
                            asked.recurrence(),
                            asked.minSize(),
                            asked.maxSize(),
                            asked.desiredCapacity(),
                            asked.timeZone()));
            return new Progress.Done(name, Map.of("ScheduledActionName", name));
        } catch (AwsException refusal) {
            return new Progress.Failed(existing, refusal.message());
        } catch (DateTimeParseException noTime) {
            return new Progress.Failed(existing, "Invalid timestamp: " + noTime.getParsedString());
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteScheduledAction(
                    Call.internal(request.scope()),
                    new DeleteScheduledActionRequest(request.properties().autoScalingGroupName(), request.id()));
        } catch (AwsException alreadyGone) {
            // the group or the action is no more: that is what was asked for
            return new Progress.Done(request.id(), Map.of());
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
