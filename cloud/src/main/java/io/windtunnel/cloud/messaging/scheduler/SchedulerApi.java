package io.windtunnel.cloud.messaging.scheduler;

import io.windtunnel.cloud.delivery.Page;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The face of EventBridge Scheduler.
///
/// Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html
public final class SchedulerApi {
    private final Schedules schedules;
    private final Time time;

    SchedulerApi(Schedules schedules, Time time) {
        this.schedules = schedules;
        this.time = time;
    }

    public Shapes.MadeSchedule createSchedule(Call call, Shapes.PutSchedule request) {
        ScheduleRules.check(request);
        return new Shapes.MadeSchedule(schedules.create(call.scope(), request).arn());
    }

    public Shapes.MadeSchedule updateSchedule(Call call, Shapes.PutSchedule request) {
        ScheduleRules.check(request);
        return new Shapes.MadeSchedule(schedules.update(call.scope(), request).arn());
    }

    public Shapes.ScheduleShown getSchedule(Call call, Shapes.OneSchedule request) {
        ScheduleRow row = schedules.schedule(call.scope(), request.groupName(), request.name());
        return new Shapes.ScheduleShown(
                row.arn(),
                row.group(),
                row.name(),
                row.expression(),
                row.zone(),
                row.start(),
                row.end(),
                row.description(),
                state(row),
                row.window(),
                row.deletedAfter() ? "DELETE" : "NONE",
                shown(row.target()),
                row.created(),
                row.modified());
    }

    /// The target with the retry policy that is in force.
    private static Shapes.Target shown(Shapes.Target target) {
        Shapes.RetryPolicy said = target.retryPolicy();
        Integer age = said == null ? null : said.maximumEventAgeInSeconds();
        Integer attempts = said == null ? null : said.maximumRetryAttempts();
        io.windtunnel.cloud.delivery.Retries retries = io.windtunnel.cloud.delivery.Retries.of(attempts, age);
        return new Shapes.Target(
                target.arn(),
                target.roleArn(),
                target.input(),
                target.deadLetterConfig(),
                new Shapes.RetryPolicy((int) retries.age().toSeconds(), retries.attempts()),
                target.sqsParameters(),
                target.kinesisParameters(),
                target.eventBridgeParameters());
    }

    private static String state(ScheduleRow row) {
        return row.enabled() ? "ENABLED" : "DISABLED";
    }

    public Shapes.Done deleteSchedule(Call call, Shapes.DeleteSchedule request) {
        schedules.delete(call.scope(), request.groupName(), request.name());
        return new Shapes.Done();
    }

    public Shapes.ScheduleList listSchedules(Call call, Shapes.ListSchedules request) {
        String group = request.groupName();
        if (group != null) schedules.group(call.scope(), group);
        List<ScheduleRow> all = schedules.all(call.scope()).stream()
                .filter(row -> group == null || row.group().equals(group))
                .filter(row -> request.namePrefix() == null || row.name().startsWith(request.namePrefix()))
                .filter(row -> request.state() == null || state(row).equals(request.state()))
                .toList();
        Page<ScheduleRow> page = Page.of(all, ScheduleRow::key, null, request.nextToken(), request.maxResults());
        return new Shapes.ScheduleList(
                page.items().stream()
                        .map(row -> new Shapes.ScheduleSummary(
                                row.arn(),
                                row.name(),
                                row.group(),
                                state(row),
                                new Shapes.TargetSummary(row.target().arn()),
                                row.created(),
                                row.modified()))
                        .toList(),
                page.next());
    }

    public Shapes.MadeGroup createScheduleGroup(Call call, Shapes.CreateGroup request) {
        return new Shapes.MadeGroup(schedules
                .createGroup(call.scope(), request.name(), map(request.tags()), request.clientToken())
                .arn());
    }

    public Shapes.GroupShown getScheduleGroup(Call call, Shapes.OneGroup request) {
        return shown(schedules.group(call.scope(), request.name()));
    }

    private static Shapes.GroupShown shown(GroupRow row) {
        return new Shapes.GroupShown(
                row.arn(), row.name(), row.deleting() ? "DELETING" : "ACTIVE", row.created(), row.modified());
    }

    public Shapes.Done deleteScheduleGroup(Call call, Shapes.DeleteGroup request) {
        schedules.deleteGroup(call.scope(), request.name());
        return new Shapes.Done();
    }

    public Shapes.GroupList listScheduleGroups(Call call, Shapes.ListGroups request) {
        Page<GroupRow> page = Page.of(
                schedules.groupsOf(call.scope()),
                GroupRow::name,
                request.namePrefix(),
                request.nextToken(),
                request.maxResults());
        return new Shapes.GroupList(
                page.items().stream().map(SchedulerApi::shown).toList(), page.next());
    }

    public Shapes.Done tagResource(Call call, Shapes.TagResource request) {
        return tag(call.scope(), request.resourceArn(), map(request.tags()), List.of());
    }

    public Shapes.Done untagResource(Call call, Shapes.UntagResource request) {
        return tag(call.scope(), request.resourceArn(), Map.of(), request.tagKeys());
    }

    private Shapes.Done tag(Scope scope, String arn, Map<String, String> more, List<String> fewer) {
        schedules.changeGroup(scope, groupOf(arn), old -> {
            Map<String, String> tags = new TreeMap<>(old.tags());
            tags.putAll(more);
            fewer.forEach(tags::remove);
            return old.tags(tags, time.now());
        });
        return new Shapes.Done();
    }

    public Shapes.Tags listTagsForResource(Call call, Shapes.ListTags request) {
        List<Shapes.Tag> tags = new ArrayList<>();
        schedules
                .group(call.scope(), groupOf(request.resourceArn()))
                .tags()
                .forEach((key, value) -> tags.add(new Shapes.Tag(key, value)));
        return new Shapes.Tags(tags);
    }

    private static String groupOf(String arn) {
        String prefix = "schedule-group/";
        if (!Arn.isArn(arn) || !Arn.parse(arn).resource().startsWith(prefix))
            throw AwsException.validation("The resource " + arn + " has no tags.");
        return Arn.parse(arn).resource().substring(prefix.length());
    }

    private static Map<String, String> map(List<Shapes.Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        for (Shapes.Tag tag : tags) map.put(tag.key(), tag.value());
        return map;
    }
}
