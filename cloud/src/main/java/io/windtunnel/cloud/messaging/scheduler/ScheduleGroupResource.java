package io.windtunnel.cloud.messaging.scheduler;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::Scheduler::ScheduleGroup`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-scheduler-schedulegroup.html
final class ScheduleGroupResource implements ResourceType<ScheduleGroupResource.Properties> {
    private static final int MOST_NAME = 64;
    private static final int SUFFIX = 12;

    record Properties(@Nullable String name, List<Shapes.Tag> tags) {}

    private final SchedulerApi api;
    private final Ids ids;

    ScheduleGroupResource(SchedulerApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::Scheduler::ScheduleGroup";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("Name");
    }

    @Override
    public Progress create(Request<Properties> request) {
        String given = request.properties().name();
        String name = given == null ? request.generatedName(ids.upper(SUFFIX), MOST_NAME) : given;
        List<Shapes.Tag> tags = new ArrayList<>(request.properties().tags());
        request.tags().forEach((key, value) -> tags.add(new Shapes.Tag(key, value)));
        Call call = Call.internal(request.scope());
        String arn = api.createScheduleGroup(call, new Shapes.CreateGroup(name, tags, null))
                .scheduleGroupArn();
        return new Progress.Done(name, Map.of("Arn", arn));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Call call = Call.internal(request.scope());
        String arn =
                api.getScheduleGroup(call, new Shapes.OneGroup(request.id())).arn();
        List<String> gone = before.tags().stream().map(Shapes.Tag::key).toList();
        api.untagResource(call, new Shapes.UntagResource(arn, gone));
        api.tagResource(call, new Shapes.TagResource(arn, request.properties().tags()));
        return new Progress.Done(request.id(), Map.of("Arn", arn));
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteScheduleGroup(Call.internal(request.scope()), new Shapes.DeleteGroup(request.id(), null));
        } catch (AwsException gone) {
            if (!gone.code().equals("ResourceNotFoundException")) throw gone;
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
