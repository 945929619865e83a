package io.windtunnel.cloud.operations.logs;

import static io.windtunnel.cloud.operations.logs.LogsWorld.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.operations.logs.EventRequests.FilterLogEventsRequest;
import io.windtunnel.cloud.operations.logs.EventRequests.FilterLogEventsResponse;
import io.windtunnel.cloud.operations.logs.EventRequests.FilteredLogEvent;
import io.windtunnel.cloud.operations.logs.EventRequests.GetLogEventsRequest;
import io.windtunnel.cloud.operations.logs.EventRequests.GetLogEventsResponse;
import io.windtunnel.cloud.operations.logs.EventRequests.InputLogEvent;
import io.windtunnel.cloud.operations.logs.EventRequests.OutputLogEvent;
import io.windtunnel.cloud.operations.logs.EventRequests.RejectedLogEventsInfo;
import io.windtunnel.cloud.operations.logs.GroupRequests.CreateLogGroupRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.DescribeLogGroupsRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.DescribeLogGroupsResponse;
import io.windtunnel.cloud.operations.logs.GroupRequests.DescribeLogStreamsRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.LogGroupNameRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.LogGroupShape;
import io.windtunnel.cloud.operations.logs.GroupRequests.LogStreamShape;
import io.windtunnel.cloud.operations.logs.GroupRequests.PutRetentionPolicyRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.StreamRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.TagResourceRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.UntagResourceRequest;
import io.windtunnel.cloud.ports.LogGroups;
import io.windtunnel.fabric.storage.Log;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.wire.AwsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsTest {
    private final LogsWorld world = new LogsWorld();
    private final LogsApi api = world.api;

    private static List<InputLogEvent> events(long... timestamps) {
        List<InputLogEvent> events = new ArrayList<>();
        for (long timestamp : timestamps) events.add(new InputLogEvent(timestamp, "m" + timestamp));
        return events;
    }

    private DescribeLogGroupsResponse groups(@Nullable String prefix, @Nullable String token, int limit) {
        return api.describeLogGroups(world.call, new DescribeLogGroupsRequest(prefix, null, token, limit, null));
    }

    private GetLogEventsResponse get(@Nullable String token, @Nullable Integer limit, boolean fromHead) {
        return api.getLogEvents(
                world.call, new GetLogEventsRequest("g", null, "s", null, null, token, limit, fromHead));
    }

    private static List<String> messages(GetLogEventsResponse response) {
        return response.events().stream().map(OutputLogEvent::message).toList();
    }

    private FilterLogEventsResponse filter(String pattern, @Nullable String token, @Nullable Integer limit) {
        return api.filterLogEvents(
                world.call,
                new FilterLogEventsRequest("g", null, List.of(), null, null, null, pattern, token, limit, true));
    }

    @Test
    void groupsAreMadeListedAndDeleted() {
        for (String name : List.of("/app/b", "/app/a", "/other")) world.group(name);
        DescribeLogGroupsResponse first = groups("/app/", null, 1);
        assertThat(first.logGroups()).extracting(LogGroupShape::logGroupName).containsExactly("/app/a");
        DescribeLogGroupsResponse second = groups("/app/", first.nextToken(), 1);
        assertThat(second.logGroups()).extracting(LogGroupShape::logGroupName).containsExactly("/app/b");
        assertThat(second.nextToken()).isNull();
        assertThat(first.logGroups().getFirst())
                .satisfies(group ->
                        assertThat(group.arn()).isEqualTo("arn:aws:logs:us-east-1:000000000000:log-group:/app/a:*"))
                .satisfies(group -> assertThat(group.creationTime()).isEqualTo(START.toEpochMilli()));
        assertThatThrownBy(() -> world.group("/other"))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("ResourceAlreadyExistsException"));
        api.deleteLogGroup(world.call, new LogGroupNameRequest("/other"));
        assertThatThrownBy(() -> api.deleteLogGroup(world.call, new LogGroupNameRequest("/other")))
                .hasMessage("The specified log group does not exist.");
    }

    @Test
    void aGroupMadeAnewIsEmpty() {
        world.group("g").put("g", "old");
        api.deleteLogGroup(world.call, new LogGroupNameRequest("g"));
        world.group("g");
        assertThat(messages(get(null, null, true))).isEmpty();
        world.put("g", "new");
        assertThat(messages(get(null, null, true))).containsExactly("new");
        api.deleteLogStream(world.call, new StreamRequest("g", "s"));
        api.createLogStream(world.call, new StreamRequest("g", "s"));
        assertThat(messages(get(null, null, true))).isEmpty();
        assertThat(groups("g", null, 1).logGroups().getFirst().storedBytes()).isZero();
    }

    /// API_PutLogEvents: 14 days past, 2 hours ahead, in order, within 24 hours, 1 MiB with 26 bytes for
    /// each event.
    @Test
    void takesWhatIsInTimeAndSaysWhatIsNot() {
        world.group("g");
        long now = START.toEpochMilli();
        long hour = 3_600_000;
        assertThat(world.put("g", "s", events(now + 2 * hour, now + 2 * hour + 1))
                        .rejectedLogEventsInfo())
                .isEqualTo(new RejectedLogEventsInfo(1, null, null));
        long oldest = now - 14 * 24 * hour;
        assertThat(world.put("g", "s", events(oldest - 2, oldest - 1, oldest)).rejectedLogEventsInfo())
                .isEqualTo(new RejectedLogEventsInfo(null, 2, null));
        api.putRetentionPolicy(world.call, new PutRetentionPolicyRequest("g", 3));
        long expired = now - 3 * 24 * hour - 1;
        assertThat(world.put("g", "s", events(expired, now - 60 * hour)).rejectedLogEventsInfo())
                .isEqualTo(new RejectedLogEventsInfo(null, null, 1));
        assertThat(world.put("g", "s", events(now)).rejectedLogEventsInfo()).isNull();
        assertThat(messages(get(null, null, true)))
                .containsExactly("m" + (now - 60 * hour), "m" + now, "m" + (now + 2 * hour));
    }

    @Test
    void refusesABatchThatBreaksARule() {
        world.group("g");
        long now = START.toEpochMilli();
        assertThatThrownBy(() -> world.put("g", "s", events(now, now - 1))).hasMessageContaining("chronological order");
        assertThatThrownBy(() -> world.put("g", "s", events(now - 86_400_001, now)))
                .hasMessageContaining("24 hours");
        String half = "x".repeat(524_288 - 26);
        world.put("g", half, half);
        assertThatThrownBy(() -> world.put("g", half, half + "x"))
                .hasMessage("Upload too large: 1048577 bytes exceeds limit of 1048576");
        assertThatThrownBy(() -> world.put("g", "é".repeat(524_288))).hasMessageContaining("Log event too large");
        assertThatThrownBy(() -> world.put("g", "none", events(now)))
                .hasMessage("The specified log stream does not exist.");
        assertThatThrownBy(() -> world.put("none", "s", events(now)))
                .hasMessage("The specified log group does not exist.");
    }

    @Test
    void readsAStreamInBothDirections() {
        world.group("g").put("g", "a", "b", "c", "d", "e");
        GetLogEventsResponse last = get(null, 2, false);
        assertThat(messages(last)).containsExactly("d", "e");
        GetLogEventsResponse before = get(last.nextBackwardToken(), 2, false);
        assertThat(messages(before)).containsExactly("b", "c");
        assertThat(messages(get(before.nextForwardToken(), 2, true))).containsExactly("d", "e");
        GetLogEventsResponse end = get(last.nextForwardToken(), 2, true);
        assertThat(messages(end)).isEmpty();
        assertThat(end.nextForwardToken()).isEqualTo(last.nextForwardToken());
        world.put("g", "s", events(START.toEpochMilli() + 10));
        assertThat(messages(get(end.nextForwardToken(), 2, true))).containsExactly("m" + (START.toEpochMilli() + 10));
        GetLogEventsResponse first = get(null, 2, true);
        assertThat(messages(first)).containsExactly("a", "b");
        GetLogEventsResponse start = get(first.nextBackwardToken(), 2, true);
        assertThat(messages(start)).isEmpty();
        assertThat(start.nextBackwardToken()).isEqualTo(first.nextBackwardToken());
        assertThatThrownBy(() -> get("nonsense", 2, true)).hasMessageContaining("nextToken is invalid");
    }

    @Test
    void filtersAcrossStreamsInTheOrderOfTime() {
        world.group("g");
        api.createLogStream(world.call, new StreamRequest("g", "t"));
        long now = START.toEpochMilli();
        world.put("g", "t", events(now + 2, now + 4, now + 6));
        world.put("g", "s", events(now + 1, now + 3, now + 5));
        List<String> seen = new ArrayList<>();
        String token = null;
        do {
            FilterLogEventsResponse page = filter("", token, 2);
            page.events().forEach(event -> seen.add(event.logStreamName() + (event.timestamp() - now)));
            token = page.nextToken();
        } while (token != null);
        assertThat(seen).containsExactly("s1", "t2", "s3", "t4", "s5", "t6");
        assertThat(filter("\"m" + (now + 3) + "\"", null, null).events())
                .extracting(FilteredLogEvent::logStreamName)
                .containsExactly("s");
        FilterLogEventsResponse prefixed = api.filterLogEvents(
                world.call,
                new FilterLogEventsRequest("g", null, List.of(), "t", now + 4, now + 6, null, null, null, null));
        assertThat(prefixed.events()).extracting(FilteredLogEvent::timestamp).containsExactly(now + 4, now + 6);
        assertThat(prefixed.events())
                .extracting(FilteredLogEvent::eventId)
                .isSorted()
                .allMatch(id -> id.length() == 56);
        assertThatThrownBy(() -> filter("{ $.a", null, null))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("InvalidParameterException"));
    }

    @Test
    void aPageHoldsAMegabyte() {
        world.group("g");
        String large = "x".repeat(400_000);
        world.put("g", large, large);
        world.put("g", large);
        FilterLogEventsResponse page = filter("", null, null);
        assertThat(page.events()).hasSize(2);
        assertThat(filter("", page.nextToken(), null).events()).hasSize(1);
        assertThat(get(null, null, true).events()).hasSize(2);
    }

    /// Seeded: a merge of batches that came in in any order is sorted, whole, and the same backwards.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mergesWhatCameInOutOfOrder(long seed) {
        world.group("g");
        var random = world.context.fabric().random().numbered(seed).stream("test");
        long now = START.toEpochMilli();
        List<Long> all = new ArrayList<>();
        for (int batch = 0; batch < 30; batch++) {
            long start = now + random.nextInt(50);
            long[] timestamps = IntStream.range(0, 1 + random.nextInt(8))
                    .mapToLong(i -> start + i * 3L)
                    .toArray();
            for (long each : timestamps) all.add(each);
            world.put("g", "s", events(timestamps));
        }
        Collections.sort(all);
        List<Long> forward = new ArrayList<>();
        String token = null;
        do {
            FilterLogEventsResponse page = filter("", token, 7);
            page.events().forEach(event -> forward.add(event.timestamp()));
            token = page.nextToken();
        } while (token != null);
        assertThat(forward).isEqualTo(all);
        List<Long> backward = new ArrayList<>();
        for (GetLogEventsResponse page = get(null, 5, false);
                !page.events().isEmpty();
                page = get(page.nextBackwardToken(), 5, false))
            page.events().reversed().forEach(event -> backward.add(event.timestamp()));
        assertThat(backward).isEqualTo(all.reversed());
    }

    @Test
    void eventsExpire() {
        world.group("g").put("g", "old");
        api.putRetentionPolicy(world.call, new PutRetentionPolicyRequest("g", 1));
        world.time.advance(Duration.ofHours(12));
        world.put("g", "young");
        world.time.advance(Duration.ofHours(11));
        assertThat(messages(get(null, null, true))).containsExactly("old", "young");
        world.time.advance(Duration.ofHours(1).plusMillis(1));
        assertThat(messages(get(null, null, true))).containsExactly("young");
        world.time.advance(Duration.ofHours(1));
        LogGroupShape group = groups("g", null, 1).logGroups().getFirst();
        assertThat(group.storedBytes()).isEqualTo(5 + 26);
        assertThat(group.retentionInDays()).isEqualTo(1);
        api.deleteRetentionPolicy(world.call, new LogGroupNameRequest("g"));
        assertThat(groups("g", null, 1).logGroups().getFirst().retentionInDays())
                .isNull();
        assertThatThrownBy(() -> api.putRetentionPolicy(world.call, new PutRetentionPolicyRequest("g", 2)))
                .hasMessageContaining("Value '2' at 'retentionInDays'");
    }

    @Test
    void describesStreams() {
        world.group("g");
        for (String name : List.of("s2", "other")) api.createLogStream(world.call, new StreamRequest("g", name));
        long now = START.toEpochMilli();
        world.put("g", "s2", events(now + 5, now + 9));
        world.put("g", "s", events(now + 7));
        assertThat(streams(null, "LastEventTime", true))
                .extracting(LogStreamShape::logStreamName)
                .containsExactly("s2", "s", "other");
        assertThat(streams("s", null, false))
                .extracting(LogStreamShape::logStreamName)
                .containsExactly("s", "s2");
        LogStreamShape stream = streams("s2", null, false).getFirst();
        assertThat(stream.firstEventTimestamp()).isEqualTo(now + 5);
        assertThat(stream.lastEventTimestamp()).isEqualTo(now + 9);
        assertThat(stream.arn()).endsWith(":log-group:g:log-stream:s2");
        assertThatThrownBy(() -> streams("s", "LastEventTime", false)).hasMessageContaining("LastEventTime");
    }

    private List<LogStreamShape> streams(@Nullable String prefix, @Nullable String order, boolean descending) {
        return api.describeLogStreams(
                        world.call, new DescribeLogStreamsRequest("g", null, prefix, order, descending, null, null))
                .logStreams();
    }

    @Test
    void tagsOfBothKinds() {
        api.createLogGroup(world.call, new CreateLogGroupRequest("g", Map.of("a", "1"), null));
        String arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
        api.tagResource(world.call, new TagResourceRequest(arn, Map.of("b", "2")));
        api.untagResource(world.call, new UntagResourceRequest(arn + ":*", List.of("a")));
        assertThat(api.listTagsLogGroup(world.call, new LogGroupNameRequest("g"))
                        .tags())
                .isEqualTo(Map.of("b", "2"));
    }

    @Test
    void countsWhatComesInAndWhatIsStored() {
        world.group("g").put("g", "12345", "1234567890");
        assertThat(world.metrics)
                .containsEntry("AWS/Logs/IncomingBytes{LogGroupName=g}", 15.0 + 52)
                .containsEntry("AWS/Logs/IncomingLogEvents{LogGroupName=g}", 2.0)
                .containsEntry("AWS/Logs/IncomingLogEvents{}", 2.0);
        double gigabytes = 67.0 / (1 << 30);
        assertThat(world.usage).containsEntry("DataProcessing-Bytes", gigabytes);
        world.time.advance(Duration.ofHours(2));
        assertThat(world.usage.get("TimedStorage-ByteHrs")).isEqualTo(gigabytes * 2 / 730);
    }

    @Test
    void dataPlanesWriteAndRead() {
        LogGroups port = world.directory.require(LogGroups.class);
        port.write(
                world.scope,
                "/aws/lambda/f",
                "2026/11/24/[$LATEST]1",
                List.of(
                        new LogGroups.Event(START.plusMillis(2), "second"),
                        new LogGroups.Event(START, "first"),
                        new LogGroups.Event(START.minus(Duration.ofDays(15)), "too old"),
                        new LogGroups.Event(START.plusMillis(3), "x".repeat(2_000_000))));
        List<LogGroups.Line> lines = port.read(world.scope, "/aws/lambda/f", START, START.plusSeconds(1), 10);
        assertThat(lines).extracting(LogGroups.Line::message).startsWith("first", "second");
        assertThat(lines.getLast().message()).hasSize(1_048_576 - 26);
        assertThat(lines).hasSize(3);
        assertThat(port.read(world.scope, "none", START, START.plusSeconds(1), 10))
                .isEmpty();
    }

    @Test
    void survivesARestart(@TempDir Path directory) {
        try (Storage storage = Storage.in(directory)) {
            LogsWorld before = new LogsWorld(storage);
            before.group("g").group("gone");
            before.put("g", "kept", "too");
            before.api.createLogStream(before.call, new StreamRequest("g", "t"));
            before.put("g", "t", events(START.toEpochMilli()));
            before.api.deleteLogStream(before.call, new StreamRequest("g", "t"));
            before.api.deleteLogGroup(before.call, new LogGroupNameRequest("gone"));
        }
        try (Storage storage = Storage.in(directory)) {
            LogsWorld after = new LogsWorld(storage);
            assertThat(after.rows("g", "fields @message | sort @timestamp asc"))
                    .containsExactly("@message=kept", "@message=too");
            assertThat(after.api
                            .describeLogGroups(after.call, new DescribeLogGroupsRequest(null, null, null, null, null))
                            .logGroups())
                    .extracting(LogGroupShape::storedBytes)
                    .containsExactly(7L + 52);
        }
    }

    @Test
    void theInfrequentClassReadsOnlyByQueries() {
        api.createLogGroup(world.call, new CreateLogGroupRequest("g", Map.of(), "INFREQUENT_ACCESS"));
        api.createLogStream(world.call, new StreamRequest("g", "s"));
        world.put("g", "x");
        assertThatThrownBy(() -> filter("", null, null)).hasMessageContaining("Infrequent Access");
        assertThat(world.rows("g", "stats count(*) as n")).containsExactly("n=1");
        assertThat(world.usage).containsKey("DataProcessingIA-Bytes");
    }

    @Test
    void aFullGroupForgetsItsOldestEvents() {
        AtomicLong all = new AtomicLong();
        Log log = world.context.fabric().storage().log(world.scope, "test");
        GroupEvents events = new GroupEvents(log, all, _ -> true);
        for (int i = 0; i < 10; i++) events.append(1, i, List.of(new InputEvent(i, "0123456789")));
        assertThat(all.get()).isEqualTo(360);
        assertThat(events.shrinkTo(100)).isEqualTo(288);
        assertThat(events.between(0, 100, _ -> true))
                .extracting(Batch::firstTimestamp)
                .containsExactly(8L, 9L);
        assertThat(events.storedBytes()).isEqualTo(72);
        assertThat(all.get()).isEqualTo(72);
        assertThat(log.read(0, 100)).hasSize(2);
        events.forget(1);
        assertThat(all.get()).isZero();
    }
}
