package io.windtunnel.cloud.operations.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.operations.logs.EventRequests.InputLogEvent;
import io.windtunnel.cloud.operations.logs.QueryRequests.DescribeQueriesRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.DescribeQueryDefinitionsRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.GetLogGroupFieldsRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.GetLogRecordRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.GetQueryResultsResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.LogGroupField;
import io.windtunnel.cloud.operations.logs.QueryRequests.PutQueryDefinitionRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.QueryDefinitionIdRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.QueryIdRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.QueryStatistics;
import io.windtunnel.cloud.operations.logs.QueryRequests.ResultField;
import io.windtunnel.cloud.operations.logs.QueryRequests.StartQueryRequest;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InsightsTest {
    private final LogsWorld world = new LogsWorld().group("g");

    private String start(String query) {
        long now = world.time.now().getEpochSecond();
        return world.api
                .startQuery(
                        world.call, new StartQueryRequest("g", List.of(), List.of(), now - 60, now + 60, query, null))
                .queryId();
    }

    private GetQueryResultsResponse results(String id) {
        return world.api.getQueryResults(world.call, new QueryIdRequest(id));
    }

    @Test
    void runsAndSaysWhatItHasSeen() {
        world.put("g", "{\"a\":1}", "{\"a\":2}", "other");
        String id = start("fields a | filter a >= 1");
        assertThat(results(id).status()).isEqualTo("Scheduled");
        world.time.advance(Duration.ofSeconds(1));
        GetQueryResultsResponse results = results(id);
        assertThat(results.status()).isEqualTo("Complete");
        assertThat(results.statistics()).isEqualTo(new QueryStatistics(2, 3, 19));
        assertThat(results.results()).hasSize(2);
        assertThat(results.results().getFirst().getFirst()).isEqualTo(new ResultField("a", "2"));
        assertThat(world.usage).containsEntry("DataScanned-Bytes", 19.0 / (1 << 30));
        assertThat(world.api
                        .describeQueries(world.call, new DescribeQueriesRequest("g", "Complete", null, null))
                        .queries())
                .extracting(QueryRequests.QueryInfoShape::queryId)
                .containsExactly(id);
    }

    @Test
    void aPointerLeadsToTheWholeEvent() {
        world.put("g", "{\"a\":{\"b\":[1,true]},\"@x\":\"y\"}");
        List<ResultField> row = results(complete("fields a.b.0")).results().getFirst();
        assertThat(row.getLast().field()).isEqualTo("@ptr");
        Map<String, String> fields = world.api
                .getLogRecord(world.call, new GetLogRecordRequest(row.getLast().value()))
                .logRecord();
        assertThat(fields)
                .containsEntry("a.b.0", "1")
                .containsEntry("a.b.1", "1")
                .containsEntry("@@x", "y")
                .containsEntry("@logStream", "s")
                .containsEntry("@log", "000000000000:g")
                .containsEntry("@timestamp", Long.toString(LogsWorld.START.toEpochMilli()));
        assertThatThrownBy(() -> world.api.getLogRecord(world.call, new GetLogRecordRequest("???")))
                .isInstanceOf(AwsException.class);
    }

    private String complete(String query) {
        String id = start(query);
        world.time.advance(Duration.ofSeconds(1));
        return id;
    }

    @Test
    void asksSeveralGroupsAtOnce() {
        world.group("h").put("h", "there");
        world.put("g", "here");
        long now = world.time.now().getEpochSecond();
        String id = world.api
                .startQuery(
                        world.call,
                        new StartQueryRequest(
                                null,
                                List.of(),
                                List.of("g", "arn:aws:logs:us-east-1:000000000000:log-group:h"),
                                now - 1,
                                now + 1,
                                "stats count(*) as n by @log | sort @log",
                                null))
                .queryId();
        world.time.advance(Duration.ofSeconds(1));
        assertThat(results(id).results())
                .containsExactly(
                        List.of(new ResultField("@log", "000000000000:g"), new ResultField("n", "1")),
                        List.of(new ResultField("@log", "000000000000:h"), new ResultField("n", "1")));
    }

    @Test
    void stopsAndRefuses() {
        String id = start("fields a");
        assertThat(world.api.stopQuery(world.call, new QueryIdRequest(id)).success())
                .isTrue();
        world.time.advance(Duration.ofSeconds(1));
        assertThat(results(id).status()).isEqualTo("Cancelled");
        assertThatThrownBy(() -> world.api.stopQuery(world.call, new QueryIdRequest(id)))
                .hasMessageContaining("Cancelled");
        assertThatThrownBy(() -> start("fields | x")).isInstanceOfSatisfying(AwsException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("MalformedQueryException");
            assertThat(refusal.members().get("queryCompileError"))
                    .isEqualTo(Map.of(
                            "location",
                            Map.of("startCharOffset", 7, "endCharOffset", 8),
                            "message",
                            "unexpected symbol found | at line 1 and position 8"));
        });
        assertThatThrownBy(() -> start("pattern @message")).hasMessageContaining("the query command pattern");
    }

    /// CloudWatchLogs-Insights-Query-History.html: 100 queries at once.
    @Test
    void limitsQueriesThatRunAtOnce() {
        for (int i = 0; i < 100; i++) start("fields a");
        assertThatThrownBy(() -> start("fields a"))
                .hasMessage("Account maximum query concurrency limit of [100] reached.");
        world.time.advance(Duration.ofSeconds(1));
        start("fields a");
    }

    /// cloudwatch_limits_cwl.html: results can be had for seven days.
    @Test
    void forgetsResultsAfterAWeek() {
        String id = complete("fields a");
        world.time.advance(Duration.ofDays(6));
        assertThat(results(id).status()).isEqualTo("Complete");
        world.time.advance(Duration.ofDays(1).plusHours(1));
        assertThatThrownBy(() -> results(id)).hasMessage("The specified query does not exist.");
    }

    @Test
    void refusesATimeBeforeTheGroup() {
        assertThatThrownBy(() -> world.api.startQuery(
                        world.call, new StartQueryRequest("g", List.of(), List.of(), 1, 2, "fields @message", null)))
                .hasMessageContaining("before the log groups creation time");
    }

    @Test
    void keepsDefinitions() {
        String id = world.api
                .putQueryDefinition(world.call, new PutQueryDefinitionRequest("errors", null, List.of("g"), "fields a"))
                .queryDefinitionId();
        world.api.putQueryDefinition(world.call, new PutQueryDefinitionRequest("errors2", id, List.of(), "fields b"));
        var definitions = world.api
                .describeQueryDefinitions(world.call, new DescribeQueryDefinitionsRequest("err", null, null))
                .queryDefinitions();
        assertThat(definitions).hasSize(1);
        assertThat(definitions.getFirst().queryString()).isEqualTo("fields b");
        assertThat(definitions.getFirst().logGroupNames()).isEmpty();
        assertThat(world.api
                        .deleteQueryDefinition(world.call, new QueryDefinitionIdRequest(id))
                        .success())
                .isTrue();
        assertThatThrownBy(() -> world.api.deleteQueryDefinition(world.call, new QueryDefinitionIdRequest(id)))
                .hasMessage("The specified query definition does not exist.");
    }

    @Test
    void findsTheFieldsOfAGroup() {
        world.put("g", "{\"a\":1,\"b\":{\"c\":2}}", "{\"a\":1}", "plain", "{\"a\":1}");
        world.time.advance(Duration.ofSeconds(1));
        assertThat(world.api
                        .getLogGroupFields(world.call, new GetLogGroupFieldsRequest("g", null, null))
                        .logGroupFields())
                .contains(new LogGroupField("@message", 100), new LogGroupField("a", 75), new LogGroupField("b.c", 25))
                .isSortedAccordingTo((one, other) -> other.percent() - one.percent());
    }

    /// A hundred thousand events, ten thousand to the batch, through JSON, a filter, groups and a sort.
    @Test
    void goesThroughManyEvents() {
        long now = world.time.now().toEpochMilli();
        for (int batch = 0; batch < 10; batch++) {
            List<InputLogEvent> events = new ArrayList<>();
            for (int i = 0; i < 10_000; i++)
                events.add(new InputLogEvent(
                        now + i, "{\"status\":" + (i % 10 == 0 ? 500 : 200) + ",\"t\":" + i % 100 + "}"));
            world.put("g", "s", events);
        }
        assertThat(world.rows(
                        "g",
                        "filter status >= 500",
                        "| stats count(*) as failed, pct(t, 99) as p99, avg(t) as mean by status",
                        "| sort failed desc | limit 5"))
                .containsExactly("status=500 failed=10000 p99=90 mean=45");
    }
}
