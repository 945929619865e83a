package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmNamesRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Tag;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.TagResourceRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.UntagResourceRequest;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType.Request;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The CloudFormation types of CloudWatch.
final class CloudWatchResources {
    /// Names of alarms and dashboards may have this many characters (API reference).
    static final int LONGEST_NAME = 255;

    private CloudWatchResources() {}

    static void addTo(ResourceTypes types, CloudWatchApi api, Ids ids) {
        types.add(new AlarmType(api, ids));
        types.add(new CompositeAlarmType(api, ids));
        types.add(new DashboardType(api, ids));
    }

    /// What `step` comes to; a refusal of the API is a failure of the resource.
    static Progress attempt(String physicalId, Supplier<Progress> step) {
        try {
            return step.get();
        } catch (AwsException refusal) {
            return new Progress.Failed(physicalId, refusal.message());
        }
    }

    /// An alarm's `Ref` is its name.
    static Progress alarm(Scope scope, String name) {
        return new Progress.Done(name, Map.of("Arn", arn(scope, name)));
    }

    private static String arn(Scope scope, String name) {
        return scope.arn("cloudwatch", "alarm:" + name).toString();
    }

    static List<Tag> tags(Request<?> request, List<Tag> own) {
        List<Tag> tags = new ArrayList<>();
        request.tags().forEach((key, value) -> tags.add(new Tag(key, value)));
        tags.addAll(own);
        return tags;
    }

    /// Putting an alarm again leaves its tags: they are changed apart.
    static void retag(CloudWatchApi api, Request<?> request, List<Tag> before, List<Tag> after) {
        Call call = Call.internal(request.scope());
        String arn = arn(request.scope(), request.id());
        List<String> gone = before.stream()
                .map(Tag::key)
                .filter(key -> after.stream().noneMatch(tag -> tag.key().equals(key)))
                .toList();
        if (!gone.isEmpty()) api.untagResource(call, new UntagResourceRequest(arn, gone));
        if (!after.isEmpty()) api.tagResource(call, new TagResourceRequest(arn, after));
    }

    static Progress deleteAlarm(CloudWatchApi api, Request<?> request) {
        try {
            api.deleteAlarms(Call.internal(request.scope()), new AlarmNamesRequest(List.of(request.id())));
        } catch (AwsException refusal) {
            if (!refusal.code().equals("ResourceNotFound")) return new Progress.Failed(request.id(), refusal.message());
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
