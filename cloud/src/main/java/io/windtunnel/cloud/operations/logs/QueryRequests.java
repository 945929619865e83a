package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.operations.logs.insights.MalformedQuery;
import io.windtunnel.cloud.operations.logs.insights.NotBuilt;
import io.windtunnel.cloud.operations.logs.insights.Query;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Logs Insights' operations, and those on saved queries and discovered fields.
final class QueryRequests {
    record StartQueryRequest(
            @Nullable String logGroupName,
            List<String> logGroupNames,
            List<String> logGroupIdentifiers,
            long startTime,
            long endTime,
            String queryString,
            @Nullable Integer limit) {}

    record StartQueryResponse(String queryId) {}

    record QueryIdRequest(String queryId) {}

    record ResultField(String field, String value) {}

    record QueryStatistics(double recordsMatched, double recordsScanned, double bytesScanned) {}

    record GetQueryResultsResponse(List<List<ResultField>> results, QueryStatistics statistics, String status) {}

    record StopQueryResponse(boolean success) {}

    record DescribeQueriesRequest(
            @Nullable String logGroupName,
            @Nullable String status,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record QueryInfoShape(String queryId, String queryString, String status, long createTime, String logGroupName) {}

    record DescribeQueriesResponse(
            List<QueryInfoShape> queries, @Nullable String nextToken) {}

    record PutQueryDefinitionRequest(
            String name, @Nullable String queryDefinitionId, List<String> logGroupNames, String queryString) {}

    record QueryDefinitionIdResponse(String queryDefinitionId) {}

    record QueryDefinitionIdRequest(String queryDefinitionId) {}

    record DeleteQueryDefinitionResponse(boolean success) {}

    record DescribeQueryDefinitionsRequest(
            @Nullable String queryDefinitionNamePrefix,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record QueryDefinitionShape(
            String queryDefinitionId, String name, String queryString, long lastModified, List<String> logGroupNames) {}

    record DescribeQueryDefinitionsResponse(
            List<QueryDefinitionShape> queryDefinitions,
            @Nullable String nextToken) {}

    record GetLogRecordRequest(String logRecordPointer) {}

    record GetLogRecordResponse(Map<String, String> logRecord) {}

    record GetLogGroupFieldsRequest(
            @Nullable String logGroupName,
            @Nullable Long time,
            @Nullable String logGroupIdentifier) {}

    record LogGroupField(String name, int percent) {}

    record GetLogGroupFieldsResponse(List<LogGroupField> logGroupFields) {}

    /// The most queries and definitions of a page.
    static final int MOST_LISTED = 1_000;

    private final Rooms rooms;

    QueryRequests(Rooms rooms) {
        this.rooms = rooms;
    }

    StartQueryResponse startQuery(Call call, StartQueryRequest request) {
        Scope scope = call.scope();
        List<LogGroup> groups = named(scope, request);
        if (request.endTime() < request.startTime())
            throw Refusals.invalid("The query's end time is before its start time.");
        long now = rooms.groups().now().toEpochMilli();
        Query query = read(request.queryString(), now);
        long until = milliseconds(request.endTime() + 1);
        if (groups.stream()
                .allMatch(group ->
                        until <= group.created() || until <= rooms.groups().expiredBefore(group)))
            throw new AwsException(
                    "MalformedQueryException",
                    "Query's end date and time is either before the log groups creation time or exceeds the log "
                            + "groups log retention settings ([" + request.startTime() + "," + request.endTime()
                            + "])");
        QueryRun run = rooms.queries()
                .start(new QueryRun.Order(
                        scope,
                        rooms.definitions().newId(),
                        request.queryString(),
                        query,
                        groups,
                        now,
                        milliseconds(request.startTime()),
                        until,
                        Objects.requireNonNullElse(request.limit(), Limits.QUERY_ROWS)));
        return new StartQueryResponse(run.order().id());
    }

    private List<LogGroup> named(Scope scope, StartQueryRequest request) {
        List<String> names = new ArrayList<>(request.logGroupNames());
        request.logGroupIdentifiers().stream().map(Groups::nameOf).forEach(names::add);
        if (request.logGroupName() != null) names.add(request.logGroupName());
        long ways = (request.logGroupName() == null ? 0 : 1)
                + (request.logGroupNames().isEmpty() ? 0 : 1)
                + (request.logGroupIdentifiers().isEmpty() ? 0 : 1);
        if (ways != 1)
            throw Refusals.invalid(
                    "Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.");
        if (names.size() > Limits.QUERY_GROUPS)
            throw Refusals.invalid("At most " + Limits.QUERY_GROUPS + " log groups can be queried at once.");
        List<LogGroup> groups = names.stream()
                .distinct()
                .map(name -> rooms.groups().require(scope, name))
                .toList();
        if (groups.stream().map(LogGroup::logGroupClass).distinct().count() > 1)
            throw Refusals.invalid("Log groups of different classes cannot be queried together.");
        return groups;
    }

    private static Query read(String text, long nowMillis) {
        try {
            return Query.parse(text, nowMillis);
        } catch (MalformedQuery bad) {
            throw new AwsException("MalformedQueryException", bad.words())
                    .with(
                            "queryCompileError",
                            Map.of(
                                    "location",
                                    Map.of("startCharOffset", bad.start(), "endCharOffset", bad.end()),
                                    "message",
                                    bad.words()));
        } catch (NotBuilt missing) {
            throw AwsException.notBuilt("logs", "StartQuery", missing.what());
        }
    }

    /// Seconds since 1970 in milliseconds, as far as those go.
    private static long milliseconds(long seconds) {
        return seconds > Long.MAX_VALUE / 1000 ? Long.MAX_VALUE : seconds * 1000;
    }

    GetQueryResultsResponse getQueryResults(Call call, QueryIdRequest request) {
        QueryRun.Progress progress =
                rooms.queries().require(call.scope(), request.queryId()).progress();
        return new GetQueryResultsResponse(
                progress.rows().stream()
                        .map(row -> row.stream()
                                .map(cell -> new ResultField(cell.field(), cell.value()))
                                .toList())
                        .toList(),
                new QueryStatistics(progress.matched(), progress.scanned(), progress.bytes()),
                progress.status().text);
    }

    StopQueryResponse stopQuery(Call call, QueryIdRequest request) {
        QueryRun run = rooms.queries().require(call.scope(), request.queryId());
        if (!run.cancel())
            throw Refusals.invalid(
                    "Query is not running: its status is " + run.progress().status().text);
        return new StopQueryResponse(true);
    }

    DescribeQueriesResponse describeQueries(Call call, DescribeQueriesRequest request) {
        String group = request.logGroupName();
        if (group != null) rooms.groups().require(call.scope(), group);
        List<QueryInfoShape> found = rooms.queries().all(call.scope()).stream()
                .filter(run -> group == null
                        || run.order().groups().stream()
                                .anyMatch(each -> each.name().equals(group)))
                .map(run -> new QueryInfoShape(
                        run.order().id(),
                        run.order().text(),
                        run.progress().status().text,
                        run.order().created(),
                        run.order().groups().getFirst().name()))
                .filter(each -> request.status() == null || each.status().equals(request.status()))
                .toList();
        Page<QueryInfoShape> page = Page.byPosition(
                found, request.nextToken(), Objects.requireNonNullElse(request.maxResults(), MOST_LISTED));
        return new DescribeQueriesResponse(page.items(), page.token());
    }

    QueryDefinitionIdResponse putQueryDefinition(Call call, PutQueryDefinitionRequest request) {
        return new QueryDefinitionIdResponse(rooms.definitions()
                .put(
                        call.scope(),
                        request.queryDefinitionId(),
                        request.name(),
                        request.queryString(),
                        request.logGroupNames()));
    }

    DeleteQueryDefinitionResponse deleteQueryDefinition(Call call, QueryDefinitionIdRequest request) {
        rooms.definitions().delete(call.scope(), request.queryDefinitionId());
        return new DeleteQueryDefinitionResponse(true);
    }

    DescribeQueryDefinitionsResponse describeQueryDefinitions(Call call, DescribeQueryDefinitionsRequest request) {
        String prefix = Objects.requireNonNullElse(request.queryDefinitionNamePrefix(), "");
        Page<QueryDefinition> page = Page.byName(
                rooms.definitions().all(call.scope()),
                definition -> definition.name().startsWith(prefix),
                QueryDefinition::id,
                request.nextToken(),
                Objects.requireNonNullElse(request.maxResults(), MOST_LISTED));
        return new DescribeQueryDefinitionsResponse(
                page.items().stream()
                        .map(each -> new QueryDefinitionShape(
                                each.id(), each.name(), each.queryString(), each.modified(), each.logGroupNames()))
                        .toList(),
                page.token());
    }

    GetLogRecordResponse getLogRecord(Call call, GetLogRecordRequest request) {
        Pointer pointer = Pointer.parse(request.logRecordPointer());
        return new GetLogRecordResponse(Discovery.fields(rooms.groups(), call.scope(), pointer));
    }

    GetLogGroupFieldsResponse getLogGroupFields(Call call, GetLogGroupFieldsRequest request) {
        LogGroup group = rooms.groups().require(call.scope(), request.logGroupName(), request.logGroupIdentifier());
        return new GetLogGroupFieldsResponse(
                Discovery.percentages(rooms.groups(), call.scope(), group, request.time()).entrySet().stream()
                        .map(field -> new LogGroupField(field.getKey(), field.getValue()))
                        .toList());
    }
}
