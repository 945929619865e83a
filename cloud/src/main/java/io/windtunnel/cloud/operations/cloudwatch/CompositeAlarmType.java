package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.PutCompositeAlarmRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Tag;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Member;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::CloudWatch::CompositeAlarm`.
///
/// Source:
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudwatch-compositealarm.html
final class CompositeAlarmType implements ResourceType<CompositeAlarmType.Properties> {
    record Properties(
            @Nullable String alarmName,
            @Nullable String alarmDescription,
            @Nullable Boolean actionsEnabled,
            @Member("OKActions") List<String> okActions,
            List<String> alarmActions,
            List<String> insufficientDataActions,
            String alarmRule,
            @Nullable String actionsSuppressor,
            @Nullable Integer actionsSuppressorWaitPeriod,
            @Nullable Integer actionsSuppressorExtensionPeriod,
            List<Tag> tags) {}

    private final CloudWatchApi api;
    private final Ids ids;

    CompositeAlarmType(CloudWatchApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::CloudWatch::CompositeAlarm";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("AlarmName");
    }

    @Override
    public Progress create(Request<Properties> request) {
        String given = request.properties().alarmName();
        String name = given == null ? request.generatedName(ids.upper(12), CloudWatchResources.LONGEST_NAME) : given;
        return put(request, name, "");
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Progress progress = put(request, request.id(), request.id());
        if (progress instanceof Progress.Done)
            CloudWatchResources.retag(
                    api, request, before.tags(), request.properties().tags());
        return progress;
    }

    private Progress put(Request<Properties> request, String name, String existing) {
        Properties asked = request.properties();
        return CloudWatchResources.attempt(existing, () -> {
            api.putCompositeAlarm(
                    Call.internal(request.scope()),
                    new PutCompositeAlarmRequest(
                            name,
                            asked.alarmDescription(),
                            asked.actionsEnabled(),
                            asked.okActions(),
                            asked.alarmActions(),
                            asked.insufficientDataActions(),
                            asked.alarmRule(),
                            CloudWatchResources.tags(request, asked.tags()),
                            asked.actionsSuppressor(),
                            asked.actionsSuppressorWaitPeriod(),
                            asked.actionsSuppressorExtensionPeriod()));
            return CloudWatchResources.alarm(request.scope(), name);
        });
    }

    @Override
    public Progress delete(Request<Properties> request) {
        return CloudWatchResources.deleteAlarm(api, request);
    }
}
