package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmNamesRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmHistoryRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmHistoryResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsForMetricRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsForMetricResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.ListTagsForResourceRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.ListTagsForResourceResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Nothing;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.PutCompositeAlarmRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.PutMetricAlarmRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.SetAlarmStateRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.TagResourceRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.UntagResourceRequest;
import io.windtunnel.kernel.alarm.AlarmRule;
import io.windtunnel.kernel.alarm.AlarmState;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// CloudWatch's operations on alarms.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/
public interface AlarmApi {
    /// A rule may name this many alarms (user guide, composite alarms).
    int MOST_CHILDREN = 100;

    /// How the operations reach the alarms.
    <T> T alarms(Function<AlarmWatch, T> work);

    private AlarmWatch watch() {
        return alarms(Function.identity());
    }

    default void putMetricAlarm(Call call, PutMetricAlarmRequest request) {
        Subject.Threshold subject = AlarmRequests.threshold(call.scope(), request, watch().measurements());
        Alarm.Settings settings = new Alarm.Settings(
                request.alarmDescription(),
                request.actionsEnabled() == null || request.actionsEnabled(),
                request.okActions(),
                request.alarmActions(),
                request.insufficientDataActions());
        ActionArns.check(call.scope(), settings, subject);
        watch().put(call.scope(), request.alarmName(), settings, subject, AlarmRequests.tags(request.tags()));
    }

    default void putCompositeAlarm(Call call, PutCompositeAlarmRequest request) {
        Subject.Composite subject = composite(call.scope(), request);
        Alarm.Settings settings = new Alarm.Settings(
                request.alarmDescription(),
                request.actionsEnabled() == null || request.actionsEnabled(),
                request.okActions(),
                request.alarmActions(),
                request.insufficientDataActions());
        ActionArns.check(call.scope(), settings, subject);
        watch().put(call.scope(), request.alarmName(), settings, subject, AlarmRequests.tags(request.tags()));
    }

    private static Subject.Composite composite(Scope scope, PutCompositeAlarmRequest request) {
        TreeSet<String> children = new TreeSet<>();
        try {
            for (String child : AlarmRule.parse(request.alarmRule()).children()) children.add(ownAlarm(scope, child));
        } catch (IllegalArgumentException e) {
            throw AwsException.validation("Error in AlarmRule [" + e.getMessage() + "]");
        }
        if (children.size() > MOST_CHILDREN)
            throw AwsException.validation("Error in AlarmRule [more than " + MOST_CHILDREN + " alarms]");
        String suppressor = request.actionsSuppressor();
        Integer waiting = request.actionsSuppressorWaitPeriod();
        Integer extension = request.actionsSuppressorExtensionPeriod();
        if (suppressor == null && (waiting != null || extension != null))
            throw AwsException.validation(
                    "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod need an" + " ActionsSuppressor.");
        if (suppressor != null && (waiting == null || extension == null))
            throw AwsException.validation(
                    "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod are required"
                            + " when ActionsSuppressor is specified.");
        if (waiting != null && waiting < 0 || extension != null && extension < 0)
            throw AwsException.validation(
                    "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must not be" + " negative.");
        return new Subject.Composite(
                request.alarmRule(),
                children,
                suppressor,
                suppressor == null ? null : ownAlarm(scope, suppressor),
                waiting,
                extension);
    }

    /// The name of an alarm that must be of the same account and Region.
    private static String ownAlarm(Scope scope, String reference) {
        if (!Arn.isArn(reference)) return reference;
        Arn arn = Arn.parse(reference);
        boolean own = arn.service().equals("cloudwatch")
                && arn.resource().startsWith("alarm:")
                && arn.region().equals(scope.region().code())
                && arn.account().equals(scope.account().digits());
        if (!own) throw AwsException.validation("Alarms of other accounts or Regions cannot be used: " + reference);
        return Words.nameOf(reference);
    }

    default DescribeAlarmsResult describeAlarms(Call call, DescribeAlarmsRequest request) {
        return new AlarmListing(watch().book(call.scope())).describe(request);
    }

    default DescribeAlarmsForMetricResult describeAlarmsForMetric(Call call, DescribeAlarmsForMetricRequest request) {
        return new AlarmListing(watch().book(call.scope())).describe(request);
    }

    default DescribeAlarmHistoryResult describeAlarmHistory(Call call, DescribeAlarmHistoryRequest request) {
        return new AlarmListing(watch().book(call.scope())).describe(request, watch().now());
    }

    /// A metric alarm goes back to what its metric says when it is next evaluated.
    default void setAlarmState(Call call, SetAlarmStateRequest request) {
        AlarmState state = AlarmState.valueOf(request.stateValue());
        checkJson(request.stateReasonData());
        watch().set(call.scope(), request.alarmName(), state, request.stateReason(), request.stateReasonData());
    }

    private static void checkJson(@Nullable String data) {
        if (data == null || data.isEmpty()) return;
        try {
            Words.json().readTree(data);
        } catch (JacksonException e) {
            throw new AwsException("InvalidFormat", "StateReasonData is not valid JSON.");
        }
    }

    default void enableAlarmActions(Call call, AlarmNamesRequest request) {
        watch().enable(call.scope(), request.alarmNames(), true);
    }

    default void disableAlarmActions(Call call, AlarmNamesRequest request) {
        watch().enable(call.scope(), request.alarmNames(), false);
    }

    /// Alarms with right names are deleted, even when others have wrong ones.
    default void deleteAlarms(Call call, AlarmNamesRequest request) {
        AlarmBook book = watch().book(call.scope());
        List<String> names = request.alarmNames();
        long composite = names.stream()
                .map(book::find)
                .filter(alarm -> alarm != null && alarm.subject() instanceof Subject.Composite)
                .count();
        if (composite > 1)
            throw AwsException.validation("At most one composite alarm can be deleted per DeleteAlarms operation.");
        List<String> unknown =
                names.stream().filter(name -> book.find(name) == null).toList();
        watch().delete(call.scope(), names);
        if (!unknown.isEmpty())
            throw new AwsException("ResourceNotFound", "Unknown alarms: " + String.join(", ", unknown));
    }

    /// Tags of alarms; what else CloudWatch tags (insight rules, metric streams) is not built.
    default Nothing tagResource(Call call, TagResourceRequest request) {
        Map<String, String> added = AlarmRequests.tags(request.tags());
        retag(call, request.resourceArn(), tags -> {
            tags.putAll(added);
            AlarmRequests.checkTags(tags.size());
        });
        return new Nothing();
    }

    default Nothing untagResource(Call call, UntagResourceRequest request) {
        retag(call, request.resourceArn(), tags -> request.tagKeys().forEach(tags::remove));
        return new Nothing();
    }

    default ListTagsForResourceResult listTagsForResource(Call call, ListTagsForResourceRequest request) {
        Alarm alarm = watch().book(call.scope()).find(Words.nameOf(request.resourceArn()));
        if (alarm == null) throw noResource(request.resourceArn());
        List<AlarmShapes.Tag> tags = new ArrayList<>();
        new TreeMap<>(alarm.tags()).forEach((key, value) -> tags.add(new AlarmShapes.Tag(key, value)));
        return new ListTagsForResourceResult(tags);
    }

    private void retag(Call call, String arn, Consumer<Map<String, String>> change) {
        Outcome changed = watch().book(call.scope()).change(Words.nameOf(arn), alarm -> {
            Map<String, String> tags = new HashMap<>(alarm.tags());
            change.accept(tags);
            return alarm.tags(tags);
        });
        if (changed == null) throw noResource(arn);
    }

    private static AwsException noResource(String arn) {
        return new AwsException("ResourceNotFoundException", "The resource " + arn + " does not exist.")
                .with("ResourceType", "Alarm")
                .with("ResourceId", arn);
    }
}
