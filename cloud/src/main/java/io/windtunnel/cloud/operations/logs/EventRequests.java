package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.operations.logs.pattern.FilterPattern;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// The operations that put events and read them.
final class EventRequests {
    /// Sequence tokens are taken and mean nothing any more; every stream shows the same one.
    static final String SEQUENCE_TOKEN = "49039859588800000000000000000000000000000000000000000001";

    record InputLogEvent(long timestamp, String message) {}

    record PutLogEventsRequest(
            String logGroupName,
            String logStreamName,
            List<InputLogEvent> logEvents,
            @Nullable String sequenceToken) {}

    record RejectedLogEventsInfo(
            @Nullable Integer tooNewLogEventStartIndex,
            @Nullable Integer tooOldLogEventEndIndex,
            @Nullable Integer expiredLogEventEndIndex) {}

    record PutLogEventsResponse(
            String nextSequenceToken, @Nullable RejectedLogEventsInfo rejectedLogEventsInfo) {}

    record GetLogEventsRequest(
            @Nullable String logGroupName,
            @Nullable String logGroupIdentifier,
            String logStreamName,
            @Nullable Long startTime,
            @Nullable Long endTime,
            @Nullable String nextToken,
            @Nullable Integer limit,
            @Nullable Boolean startFromHead) {}

    record OutputLogEvent(long timestamp, String message, long ingestionTime) {}

    record GetLogEventsResponse(List<OutputLogEvent> events, String nextForwardToken, String nextBackwardToken) {}

    /// `interleaved` is taken: events are always interleaved.
    record FilterLogEventsRequest(
            @Nullable String logGroupName,
            @Nullable String logGroupIdentifier,
            List<String> logStreamNames,
            @Nullable String logStreamNamePrefix,
            @Nullable Long startTime,
            @Nullable Long endTime,
            @Nullable String filterPattern,
            @Nullable String nextToken,
            @Nullable Integer limit,
            @Nullable Boolean interleaved) {}

    record FilteredLogEvent(String logStreamName, long timestamp, String message, long ingestionTime, String eventId) {}

    record SearchedLogStream(String logStreamName, boolean searchedCompletely) {}

    record FilterLogEventsResponse(
            List<FilteredLogEvent> events,
            List<SearchedLogStream> searchedLogStreams,
            @Nullable String nextToken) {}

    private final Rooms rooms;

    EventRequests(Rooms rooms) {
        this.rooms = rooms;
    }

    PutLogEventsResponse putLogEvents(Call call, PutLogEventsRequest request) {
        Scope scope = call.scope();
        LogGroup group = rooms.groups().require(scope, request.logGroupName());
        LogStream stream = rooms.groups().requireStream(scope, group.name(), request.logStreamName());
        List<InputEvent> events = request.logEvents().stream()
                .map(event -> new InputEvent(event.timestamp(), event.message()))
                .toList();
        Acceptance acceptance = Acceptance.of(events, rooms.groups().now(), group.retentionInDays());
        rooms.ingestion().take(scope, group, stream, acceptance.taken());
        RejectedLogEventsInfo rejected = acceptance.complete()
                ? null
                : new RejectedLogEventsInfo(acceptance.tooNewStart(), acceptance.tooOldEnd(), acceptance.expiredEnd());
        return new PutLogEventsResponse(SEQUENCE_TOKEN, rejected);
    }

    GetLogEventsResponse getLogEvents(Call call, GetLogEventsRequest request) {
        Scope scope = call.scope();
        LogGroup group = readable(scope, request.logGroupName(), request.logGroupIdentifier());
        LogStream stream = rooms.groups().requireStream(scope, group.name(), request.logStreamName());
        Reading reading = new Reading(
                rooms.groups().events(scope, group),
                id -> id == stream.id(),
                from(group, request.startTime()),
                Objects.requireNonNullElse(request.endTime(), Long.MAX_VALUE),
                Objects.requireNonNullElse(request.limit(), Limits.PAGE_EVENTS));
        Reading.StreamPage page = reading.page(request.nextToken(), Boolean.TRUE.equals(request.startFromHead()));
        return new GetLogEventsResponse(
                page.found().stream()
                        .map(found ->
                                new OutputLogEvent(found.place().timestamp(), found.message(), found.ingestedMillis()))
                        .toList(),
                page.forwardToken(),
                page.backwardToken());
    }

    private LogGroup readable(Scope scope, @Nullable String name, @Nullable String identifier) {
        LogGroup group = rooms.groups().require(scope, name, identifier);
        if (group.infrequent())
            throw Refusals.invalid(
                    "This operation is not supported for the Infrequent Access log group class: " + group.name());
        return group;
    }

    private long from(LogGroup group, @Nullable Long startTime) {
        return Math.max(rooms.groups().expiredBefore(group), startTime == null ? 0 : startTime);
    }

    FilterLogEventsResponse filterLogEvents(Call call, FilterLogEventsRequest request) {
        Scope scope = call.scope();
        LogGroup group = readable(scope, request.logGroupName(), request.logGroupIdentifier());
        FilterPattern pattern = Refusals.pattern(Objects.requireNonNullElse(request.filterPattern(), ""));
        Map<Long, String> names = new HashMap<>();
        for (LogStream stream : rooms.groups().streams(scope, group.name())) names.put(stream.id(), stream.name());
        Long end = request.endTime();
        Reading reading = new Reading(
                rooms.groups().events(scope, group),
                wanted(request, names),
                from(group, request.startTime()),
                end == null || end == Long.MAX_VALUE ? Long.MAX_VALUE : end + 1,
                Objects.requireNonNullElse(request.limit(), Limits.PAGE_EVENTS));
        Place after = request.nextToken() == null
                ? null
                : Place.parse(Page.text(request.nextToken()))
                        .orElseThrow(() -> Refusals.invalid("The specified nextToken is invalid."));
        Reading.Events page = reading.search(pattern, after);
        return new FilterLogEventsResponse(
                page.found().stream()
                        .map(found -> new FilteredLogEvent(
                                names.getOrDefault(found.streamId(), ""),
                                found.place().timestamp(),
                                found.message(),
                                found.ingestedMillis(),
                                found.place().eventId()))
                        .toList(),
                List.of(),
                page.next() == null ? null : Page.token(page.next().text()));
    }

    private static LongPredicate wanted(FilterLogEventsRequest request, Map<Long, String> names) {
        String prefix = request.logStreamNamePrefix();
        if (prefix != null && !request.logStreamNames().isEmpty())
            throw Refusals.invalid("logStreamNamePrefix and logStreamNames are mutually exclusive parameters.");
        Set<String> listed = new HashSet<>(request.logStreamNames());
        for (String name : listed) if (!names.containsValue(name)) throw Refusals.notFound("log stream");
        return id -> {
            String name = names.get(id);
            return name != null
                    && (prefix == null || name.startsWith(prefix))
                    && (listed.isEmpty() || listed.contains(name));
        };
    }
}
