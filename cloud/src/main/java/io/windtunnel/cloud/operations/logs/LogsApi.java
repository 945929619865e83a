package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.operations.logs.EventRequests.FilterLogEventsRequest;
import io.windtunnel.cloud.operations.logs.EventRequests.FilterLogEventsResponse;
import io.windtunnel.cloud.operations.logs.EventRequests.GetLogEventsRequest;
import io.windtunnel.cloud.operations.logs.EventRequests.GetLogEventsResponse;
import io.windtunnel.cloud.operations.logs.EventRequests.PutLogEventsRequest;
import io.windtunnel.cloud.operations.logs.EventRequests.PutLogEventsResponse;
import io.windtunnel.cloud.operations.logs.FilterRequests.DescribeMetricFiltersRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.DescribeMetricFiltersResponse;
import io.windtunnel.cloud.operations.logs.FilterRequests.DescribeSubscriptionFiltersRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.DescribeSubscriptionFiltersResponse;
import io.windtunnel.cloud.operations.logs.FilterRequests.FilterRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.PutMetricFilterRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.PutSubscriptionFilterRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.TestMetricFilterRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.TestMetricFilterResponse;
import io.windtunnel.cloud.operations.logs.GroupRequests.CreateLogGroupRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.DescribeLogGroupsRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.DescribeLogGroupsResponse;
import io.windtunnel.cloud.operations.logs.GroupRequests.DescribeLogStreamsRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.DescribeLogStreamsResponse;
import io.windtunnel.cloud.operations.logs.GroupRequests.ListTagsForResourceRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.LogGroupNameRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.PutRetentionPolicyRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.StreamRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.TagLogGroupRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.TagResourceRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.TagsResponse;
import io.windtunnel.cloud.operations.logs.GroupRequests.UntagLogGroupRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.UntagResourceRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.DeleteQueryDefinitionResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.DescribeQueriesRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.DescribeQueriesResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.DescribeQueryDefinitionsRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.DescribeQueryDefinitionsResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.GetLogGroupFieldsRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.GetLogGroupFieldsResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.GetLogRecordRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.GetLogRecordResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.GetQueryResultsResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.PutQueryDefinitionRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.QueryDefinitionIdRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.QueryDefinitionIdResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.QueryIdRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.StartQueryRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.StartQueryResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.StopQueryResponse;
import io.windtunnel.wire.Call;

/// CloudWatch Logs' face.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/
public final class LogsApi {
    private final GroupRequests groups;
    private final EventRequests events;
    private final FilterRequests filters;
    private final QueryRequests queries;

    LogsApi(Rooms rooms) {
        groups = new GroupRequests(rooms);
        events = new EventRequests(rooms);
        filters = new FilterRequests(rooms);
        queries = new QueryRequests(rooms);
    }

    public void createLogGroup(Call call, CreateLogGroupRequest request) {
        groups.createLogGroup(call, request);
    }

    public void deleteLogGroup(Call call, LogGroupNameRequest request) {
        groups.deleteLogGroup(call, request);
    }

    public DescribeLogGroupsResponse describeLogGroups(Call call, DescribeLogGroupsRequest request) {
        return groups.describeLogGroups(call, request);
    }

    public void putRetentionPolicy(Call call, PutRetentionPolicyRequest request) {
        groups.putRetentionPolicy(call, request);
    }

    public void deleteRetentionPolicy(Call call, LogGroupNameRequest request) {
        groups.deleteRetentionPolicy(call, request);
    }

    public void createLogStream(Call call, StreamRequest request) {
        groups.createLogStream(call, request);
    }

    public void deleteLogStream(Call call, StreamRequest request) {
        groups.deleteLogStream(call, request);
    }

    public DescribeLogStreamsResponse describeLogStreams(Call call, DescribeLogStreamsRequest request) {
        return groups.describeLogStreams(call, request);
    }

    public TagsResponse listTagsForResource(Call call, ListTagsForResourceRequest request) {
        return groups.listTagsForResource(call, request);
    }

    public TagsResponse listTagsLogGroup(Call call, LogGroupNameRequest request) {
        return groups.listTagsLogGroup(call, request);
    }

    public void tagResource(Call call, TagResourceRequest request) {
        groups.tagResource(call, request);
    }

    public void tagLogGroup(Call call, TagLogGroupRequest request) {
        groups.tagLogGroup(call, request);
    }

    public void untagResource(Call call, UntagResourceRequest request) {
        groups.untagResource(call, request);
    }

    public void untagLogGroup(Call call, UntagLogGroupRequest request) {
        groups.untagLogGroup(call, request);
    }

    public PutLogEventsResponse putLogEvents(Call call, PutLogEventsRequest request) {
        return events.putLogEvents(call, request);
    }

    public GetLogEventsResponse getLogEvents(Call call, GetLogEventsRequest request) {
        return events.getLogEvents(call, request);
    }

    public FilterLogEventsResponse filterLogEvents(Call call, FilterLogEventsRequest request) {
        return events.filterLogEvents(call, request);
    }

    public void putMetricFilter(Call call, PutMetricFilterRequest request) {
        filters.putMetricFilter(call, request);
    }

    public void deleteMetricFilter(Call call, FilterRequest request) {
        filters.deleteMetricFilter(call, request);
    }

    public DescribeMetricFiltersResponse describeMetricFilters(Call call, DescribeMetricFiltersRequest request) {
        return filters.describeMetricFilters(call, request);
    }

    public TestMetricFilterResponse testMetricFilter(Call call, TestMetricFilterRequest request) {
        return filters.testMetricFilter(call, request);
    }

    public void putSubscriptionFilter(Call call, PutSubscriptionFilterRequest request) {
        filters.putSubscriptionFilter(call, request);
    }

    public void deleteSubscriptionFilter(Call call, FilterRequest request) {
        filters.deleteSubscriptionFilter(call, request);
    }

    public DescribeSubscriptionFiltersResponse describeSubscriptionFilters(
            Call call, DescribeSubscriptionFiltersRequest request) {
        return filters.describeSubscriptionFilters(call, request);
    }

    public StartQueryResponse startQuery(Call call, StartQueryRequest request) {
        return queries.startQuery(call, request);
    }

    public GetQueryResultsResponse getQueryResults(Call call, QueryIdRequest request) {
        return queries.getQueryResults(call, request);
    }

    public StopQueryResponse stopQuery(Call call, QueryIdRequest request) {
        return queries.stopQuery(call, request);
    }

    public DescribeQueriesResponse describeQueries(Call call, DescribeQueriesRequest request) {
        return queries.describeQueries(call, request);
    }

    public QueryDefinitionIdResponse putQueryDefinition(Call call, PutQueryDefinitionRequest request) {
        return queries.putQueryDefinition(call, request);
    }

    public DeleteQueryDefinitionResponse deleteQueryDefinition(Call call, QueryDefinitionIdRequest request) {
        return queries.deleteQueryDefinition(call, request);
    }

    public DescribeQueryDefinitionsResponse describeQueryDefinitions(
            Call call, DescribeQueryDefinitionsRequest request) {
        return queries.describeQueryDefinitions(call, request);
    }

    public GetLogRecordResponse getLogRecord(Call call, GetLogRecordRequest request) {
        return queries.getLogRecord(call, request);
    }

    public GetLogGroupFieldsResponse getLogGroupFields(Call call, GetLogGroupFieldsRequest request) {
        return queries.getLogGroupFields(call, request);
    }
}
