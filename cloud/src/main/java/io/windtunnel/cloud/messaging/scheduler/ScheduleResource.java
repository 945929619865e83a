package io.windtunnel.cloud.messaging.scheduler;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::Scheduler::Schedule`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-scheduler-schedule.html
final class ScheduleResource implements ResourceType<ScheduleResource.Properties> {
    private static final int MOST_NAME = 64;
    private static final int SUFFIX = 12;

    record Properties(
            @Nullable String name,
            @Nullable String groupName,
            String scheduleExpression,
            @Nullable String scheduleExpressionTimezone,
            @Nullable String startDate,
            @Nullable String endDate,
            @Nullable String description,
            @Nullable String state,
            Shapes.Window flexibleTimeWindow,
            Shapes.Target target) {}

    private final SchedulerApi api;
    private final Ids ids;

    ScheduleResource(SchedulerApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::Scheduler::Schedule";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("Name");
    }

    private static Shapes.PutSchedule asked(Properties wanted, String name) {
        return new Shapes.PutSchedule(
                name,
                wanted.groupName(),
                wanted.scheduleExpression(),
                wanted.scheduleExpressionTimezone(),
                instant(wanted.startDate()),
                instant(wanted.endDate()),
                wanted.description(),
                wanted.state(),
                wanted.flexibleTimeWindow(),
                null,
                wanted.target(),
                null);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException none) {
            throw AwsException.validation(text + " is not a time such as 2026-11-28T20:00:00Z.");
        }
    }

    @Override
    public Progress create(Request<Properties> request) {
        String given = request.properties().name();
        String name = given == null ? request.generatedName(ids.upper(SUFFIX), MOST_NAME) : given;
        Call call = Call.internal(request.scope());
        String arn = api.createSchedule(call, asked(request.properties(), name)).scheduleArn();
        return new Progress.Done(name, Map.of("Arn", arn));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Call call = Call.internal(request.scope());
        Properties wanted = request.properties();
        boolean moved = !ScheduleRow.group(before.groupName()).equals(ScheduleRow.group(wanted.groupName()));
        Shapes.PutSchedule asked = asked(wanted, request.id());
        String arn = (moved ? api.createSchedule(call, asked) : api.updateSchedule(call, asked)).scheduleArn();
        if (moved) api.deleteSchedule(call, new Shapes.DeleteSchedule(request.id(), before.groupName(), null));
        return new Progress.Done(request.id(), Map.of("Arn", arn));
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteSchedule(
                    Call.internal(request.scope()),
                    new Shapes.DeleteSchedule(request.id(), request.properties().groupName(), null));
        } catch (AwsException gone) {
            if (!gone.code().equals("ResourceNotFoundException")) throw gone;
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
