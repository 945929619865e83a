package io.windtunnel.cloud.operations.logs;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The operations on log groups, their streams and tags.
final class GroupRequests {
    record CreateLogGroupRequest(
            String logGroupName,
            Map<String, String> tags,
            @Nullable String logGroupClass) {}

    record LogGroupNameRequest(String logGroupName) {}

    record DescribeLogGroupsRequest(
            @Nullable String logGroupNamePrefix,
            @Nullable String logGroupNamePattern,
            @Nullable String nextToken,
            @Nullable Integer limit,
            @Nullable String logGroupClass) {}

    record LogGroupShape(
            String logGroupName,
            long creationTime,
            @Nullable Integer retentionInDays,
            int metricFilterCount,
            String arn,
            long storedBytes,
            String logGroupClass,
            String logGroupArn) {}

    record DescribeLogGroupsResponse(
            List<LogGroupShape> logGroups, @Nullable String nextToken) {}

    record PutRetentionPolicyRequest(String logGroupName, int retentionInDays) {}

    record StreamRequest(String logGroupName, String logStreamName) {}

    record DescribeLogStreamsRequest(
            @Nullable String logGroupName,
            @Nullable String logGroupIdentifier,
            @Nullable String logStreamNamePrefix,
            @Nullable String orderBy,
            @Nullable Boolean descending,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record LogStreamShape(
            String logStreamName,
            long creationTime,
            @Nullable Long firstEventTimestamp,
            @Nullable Long lastEventTimestamp,
            @Nullable Long lastIngestionTime,
            String uploadSequenceToken,
            String arn,
            long storedBytes) {}

    record DescribeLogStreamsResponse(
            List<LogStreamShape> logStreams, @Nullable String nextToken) {}

    record ListTagsForResourceRequest(String resourceArn) {}

    record TagsResponse(Map<String, String> tags) {}

    record TagResourceRequest(String resourceArn, Map<String, String> tags) {}

    record UntagResourceRequest(String resourceArn, List<String> tagKeys) {}

    record TagLogGroupRequest(String logGroupName, Map<String, String> tags) {}

    record UntagLogGroupRequest(String logGroupName, List<String> tags) {}

    private final Rooms rooms;

    GroupRequests(Rooms rooms) {
        this.rooms = rooms;
    }

    void createLogGroup(Call call, CreateLogGroupRequest request) {
        String logGroupClass = Objects.requireNonNullElse(request.logGroupClass(), LogGroup.STANDARD);
        rooms.groups().create(call.scope(), request.logGroupName(), logGroupClass, request.tags());
    }

    void deleteLogGroup(Call call, LogGroupNameRequest request) {
        String name = request.logGroupName();
        rooms.groups().delete(call.scope(), name);
        rooms.metricFilters().deleteAll(call.scope(), name);
        rooms.subscriptions().deleteAll(call.scope(), name);
    }

    DescribeLogGroupsResponse describeLogGroups(Call call, DescribeLogGroupsRequest request) {
        if (request.logGroupNamePrefix() != null && request.logGroupNamePattern() != null)
            throw Refusals.invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        String prefix = Objects.requireNonNullElse(request.logGroupNamePrefix(), "");
        String part = Objects.requireNonNullElse(request.logGroupNamePattern(), "");
        Page<LogGroup> page = Page.byName(
                rooms.groups().all(call.scope()),
                group -> group.name().startsWith(prefix)
                        && group.name().contains(part)
                        && (request.logGroupClass() == null
                                || group.logGroupClass().equals(request.logGroupClass())),
                LogGroup::name,
                request.nextToken(),
                Objects.requireNonNullElse(request.limit(), Limits.DESCRIBE_PAGE));
        return new DescribeLogGroupsResponse(
                page.items().stream().map(group -> shape(call.scope(), group)).toList(), page.token());
    }

    private LogGroupShape shape(Scope scope, LogGroup group) {
        return new LogGroupShape(
                group.name(),
                group.created(),
                group.retentionInDays(),
                rooms.metricFilters().of(scope, group.name()).size(),
                group.arn(scope) + ":*",
                rooms.groups().events(scope, group).storedBytes(),
                group.logGroupClass(),
                group.arn(scope));
    }

    void putRetentionPolicy(Call call, PutRetentionPolicyRequest request) {
        if (!Limits.RETENTION_DAYS.contains(request.retentionInDays()))
            throw Refusals.invalid("1 validation error detected: Value '" + request.retentionInDays()
                    + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: "
                    + Limits.RETENTION_DAYS.stream().sorted().toList());
        LogGroup changed = rooms.groups()
                .change(call.scope(), request.logGroupName(), group -> group.retaining(request.retentionInDays()));
        rooms.groups().events(call.scope(), changed).expire(rooms.groups().expiredBefore(changed));
    }

    void deleteRetentionPolicy(Call call, LogGroupNameRequest request) {
        rooms.groups().change(call.scope(), request.logGroupName(), group -> group.retaining(null));
    }

    void createLogStream(Call call, StreamRequest request) {
        rooms.groups().createStream(call.scope(), request.logGroupName(), request.logStreamName());
    }

    void deleteLogStream(Call call, StreamRequest request) {
        rooms.groups().deleteStream(call.scope(), request.logGroupName(), request.logStreamName());
    }

    DescribeLogStreamsResponse describeLogStreams(Call call, DescribeLogStreamsRequest request) {
        Scope scope = call.scope();
        LogGroup group = rooms.groups().require(scope, request.logGroupName(), request.logGroupIdentifier());
        boolean byTime = "LastEventTime".equals(request.orderBy());
        if (byTime && request.logStreamNamePrefix() != null)
            throw Refusals.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        String prefix = Objects.requireNonNullElse(request.logStreamNamePrefix(), "");
        GroupEvents events = rooms.groups().events(scope, group);
        Map<Long, Long> lastEvents = new HashMap<>();
        List<LogStream> streams = rooms.groups().streams(scope, group.name()).stream()
                .filter(stream -> stream.name().startsWith(prefix))
                .peek(stream -> lastEvents.put(
                        stream.id(),
                        events.extent(stream.id())
                                .map(GroupEvents.Extent::lastTimestamp)
                                .orElse(Long.MIN_VALUE)))
                .toList();
        Comparator<LogStream> byName = Comparator.comparing(LogStream::name);
        Comparator<LogStream> order = byTime
                ? Comparator.comparing((LogStream stream) -> lastEvents.get(stream.id()))
                        .thenComparing(byName)
                : byName;
        boolean descending = Boolean.TRUE.equals(request.descending());
        Page<LogStream> page = Page.byPosition(
                streams.stream().sorted(descending ? order.reversed() : order).toList(),
                request.nextToken(),
                Objects.requireNonNullElse(request.limit(), Limits.DESCRIBE_PAGE));
        return new DescribeLogStreamsResponse(
                page.items().stream()
                        .map(stream -> shape(scope, group, stream, events))
                        .toList(),
                page.token());
    }

    private static LogStreamShape shape(Scope scope, LogGroup group, LogStream stream, GroupEvents events) {
        Optional<GroupEvents.Extent> extent = events.extent(stream.id());
        return new LogStreamShape(
                stream.name(),
                stream.created(),
                extent.map(GroupEvents.Extent::firstTimestamp).orElse(null),
                extent.map(GroupEvents.Extent::lastTimestamp).orElse(null),
                extent.map(GroupEvents.Extent::lastIngestion).orElse(null),
                EventRequests.SEQUENCE_TOKEN,
                group.arn(scope) + ":log-stream:" + stream.name(),
                0);
    }

    TagsResponse listTagsForResource(Call call, ListTagsForResourceRequest request) {
        return new TagsResponse(tagged(call, request.resourceArn()).tags());
    }

    TagsResponse listTagsLogGroup(Call call, LogGroupNameRequest request) {
        return new TagsResponse(
                rooms.groups().require(call.scope(), request.logGroupName()).tags());
    }

    void tagResource(Call call, TagResourceRequest request) {
        tag(call, tagged(call, request.resourceArn()).name(), request.tags(), List.of());
    }

    void tagLogGroup(Call call, TagLogGroupRequest request) {
        tag(call, request.logGroupName(), request.tags(), List.of());
    }

    void untagResource(Call call, UntagResourceRequest request) {
        tag(call, tagged(call, request.resourceArn()).name(), Map.of(), request.tagKeys());
    }

    void untagLogGroup(Call call, UntagLogGroupRequest request) {
        tag(call, request.logGroupName(), Map.of(), request.tags());
    }

    private LogGroup tagged(Call call, String arn) {
        if (!arn.startsWith("arn:")) throw Refusals.invalid("Invalid resourceArn: " + arn);
        return rooms.groups().require(call.scope(), Groups.nameOf(arn));
    }

    private void tag(Call call, String group, Map<String, String> added, List<String> removed) {
        rooms.groups().change(call.scope(), group, old -> {
            Map<String, String> tags = new TreeMap<>(old.tags());
            tags.putAll(added);
            removed.forEach(tags::remove);
            if (tags.size() > Limits.TAGS)
                throw new AwsException("TooManyTagsException", "A resource can have at most 50 tags.")
                        .with("resourceName", old.name());
            return old.tagged(tags);
        });
    }
}
