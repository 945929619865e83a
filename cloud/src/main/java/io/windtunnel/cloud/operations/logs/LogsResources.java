package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceType.Request;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The CloudFormation types of CloudWatch Logs.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_Logs.html
final class LogsResources {
    /// Names of groups, streams and filters may have this many characters (API reference).
    private static final int LONGEST_NAME = 512;

    private final LogsApi api;
    private final Ids ids;

    private LogsResources(LogsApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    static void addTo(ResourceTypes types, LogsApi api, Ids ids) {
        LogsResources resources = new LogsResources(api, ids);
        types.add(resources.group());
        types.add(resources.stream());
        types.add(resources.metricFilter());
        types.add(resources.subscriptionFilter());
        types.add(resources.queryDefinition());
    }

    /// A resource type of four parts; what the API refuses is a failure of the resource, and what is
    /// gone is deleted.
    private record Type<P extends Record>(
            String name,
            Class<P> properties,
            Set<String> replacedBy,
            Function<Request<P>, Progress> creating,
            BiFunction<Request<P>, P, Progress> updating,
            Function<Request<P>, Progress> deleting)
            implements ResourceType<P> {
        @Override
        public Progress create(Request<P> request) {
            return attempt("", () -> creating.apply(request));
        }

        @Override
        public Progress update(Request<P> request, P before) {
            return attempt(request.id(), () -> updating.apply(request, before));
        }

        @Override
        public Progress delete(Request<P> request) {
            return attempt(request.id(), () -> {
                try {
                    return deleting.apply(request);
                } catch (AwsException refusal) {
                    if (!refusal.code().equals("ResourceNotFoundException")) throw refusal;
                    return done(request.id());
                }
            });
        }

        private static Progress attempt(String physicalId, Supplier<Progress> step) {
            try {
                return step.get();
            } catch (AwsException refusal) {
                return new Progress.Failed(physicalId, refusal.message());
            }
        }
    }

    private static Progress done(String id) {
        return new Progress.Done(id, Map.of());
    }

    private static Call call(Request<?> request) {
        return Call.internal(request.scope());
    }

    private String name(Request<?> request, @Nullable String given) {
        return given != null ? given : request.generatedName(ids.upper(12), LONGEST_NAME);
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    record Tag(String key, String value) {}

    record GroupProperties(
            @Nullable String logGroupName,
            @Nullable Integer retentionInDays,
            @Nullable String logGroupClass,
            List<Tag> tags) {}

    private ResourceType<GroupProperties> group() {
        return new Type<>(
                "AWS::Logs::LogGroup",
                GroupProperties.class,
                Set.of("LogGroupName", "LogGroupClass"),
                this::createGroup,
                this::updateGroup,
                request -> {
                    api.deleteLogGroup(call(request), new GroupRequests.LogGroupNameRequest(request.id()));
                    return done(request.id());
                });
    }

    private Progress createGroup(Request<GroupProperties> request) {
        GroupProperties wanted = request.properties();
        String name = name(request, wanted.logGroupName());
        Map<String, String> tags = new TreeMap<>(request.tags());
        tags.putAll(tags(wanted.tags()));
        if (wanted.retentionInDays() != null && !Limits.RETENTION_DAYS.contains(wanted.retentionInDays()))
            throw Refusals.invalid("retentionInDays cannot be " + wanted.retentionInDays());
        api.createLogGroup(call(request), new GroupRequests.CreateLogGroupRequest(name, tags, wanted.logGroupClass()));
        retain(request, name);
        return made(request.scope(), name);
    }

    private Progress updateGroup(Request<GroupProperties> request, GroupProperties before) {
        retain(request, request.id());
        Map<String, String> tags = tags(request.properties().tags());
        List<String> gone = before.tags().stream()
                .map(Tag::key)
                .filter(key -> !tags.containsKey(key))
                .toList();
        if (!gone.isEmpty())
            api.untagLogGroup(call(request), new GroupRequests.UntagLogGroupRequest(request.id(), gone));
        if (!tags.isEmpty()) api.tagLogGroup(call(request), new GroupRequests.TagLogGroupRequest(request.id(), tags));
        return made(request.scope(), request.id());
    }

    private void retain(Request<GroupProperties> request, String name) {
        Integer days = request.properties().retentionInDays();
        if (days != null)
            api.putRetentionPolicy(call(request), new GroupRequests.PutRetentionPolicyRequest(name, days));
        else api.deleteRetentionPolicy(call(request), new GroupRequests.LogGroupNameRequest(name));
    }

    private static Progress made(Scope scope, String name) {
        return new Progress.Done(
                name,
                Map.of("Arn", scope.arn("logs", "log-group:" + name + ":*").toString()));
    }

    record StreamProperties(String logGroupName, @Nullable String logStreamName) {}

    private ResourceType<StreamProperties> stream() {
        return new Type<>(
                "AWS::Logs::LogStream",
                StreamProperties.class,
                Set.of("LogGroupName", "LogStreamName"),
                request -> {
                    String name = name(request, request.properties().logStreamName());
                    api.createLogStream(
                            call(request),
                            new GroupRequests.StreamRequest(request.properties().logGroupName(), name));
                    return done(name);
                },
                (request, _) -> done(request.id()),
                request -> {
                    api.deleteLogStream(
                            call(request),
                            new GroupRequests.StreamRequest(request.properties().logGroupName(), request.id()));
                    return done(request.id());
                });
    }

    record Dimension(String key, String value) {}

    record Transformation(
            String metricName,
            String metricNamespace,
            String metricValue,
            @Nullable Double defaultValue,
            List<Dimension> dimensions,
            @Nullable String unit) {}

    record MetricFilterProperties(
            @Nullable String filterName,
            String filterPattern,
            String logGroupName,
            List<Transformation> metricTransformations) {}

    private ResourceType<MetricFilterProperties> metricFilter() {
        return new Type<>(
                "AWS::Logs::MetricFilter",
                MetricFilterProperties.class,
                Set.of("FilterName", "LogGroupName"),
                request -> putMetricFilter(
                        request, name(request, request.properties().filterName())),
                (request, _) -> putMetricFilter(request, request.id()),
                request -> {
                    api.deleteMetricFilter(
                            call(request),
                            new FilterRequests.FilterRequest(
                                    request.properties().logGroupName(), request.id()));
                    return done(request.id());
                });
    }

    private Progress putMetricFilter(Request<MetricFilterProperties> request, String name) {
        MetricFilterProperties wanted = request.properties();
        if (wanted.metricTransformations().size() != 1)
            throw Refusals.invalid("A metric filter has exactly one metric transformation.");
        Transformation one = wanted.metricTransformations().getFirst();
        Map<String, String> dimensions = new TreeMap<>();
        one.dimensions().forEach(each -> dimensions.put(each.key(), each.value()));
        api.putMetricFilter(
                call(request),
                new FilterRequests.PutMetricFilterRequest(
                        wanted.logGroupName(),
                        name,
                        wanted.filterPattern(),
                        List.of(new FilterRequests.MetricTransformation(
                                one.metricName(),
                                one.metricNamespace(),
                                one.metricValue(),
                                one.defaultValue(),
                                dimensions.isEmpty() ? null : dimensions,
                                one.unit()))));
        return done(name);
    }

    record SubscriptionFilterProperties(
            @Nullable String filterName,
            String filterPattern,
            String logGroupName,
            String destinationArn,
            @Nullable String roleArn,
            @Nullable String distribution) {}

    private ResourceType<SubscriptionFilterProperties> subscriptionFilter() {
        return new Type<>(
                "AWS::Logs::SubscriptionFilter",
                SubscriptionFilterProperties.class,
                Set.of("FilterName", "LogGroupName"),
                request -> putSubscriptionFilter(
                        request, name(request, request.properties().filterName())),
                (request, _) -> putSubscriptionFilter(request, request.id()),
                request -> {
                    api.deleteSubscriptionFilter(
                            call(request),
                            new FilterRequests.FilterRequest(
                                    request.properties().logGroupName(), request.id()));
                    return done(request.id());
                });
    }

    private Progress putSubscriptionFilter(Request<SubscriptionFilterProperties> request, String name) {
        SubscriptionFilterProperties wanted = request.properties();
        api.putSubscriptionFilter(
                call(request),
                new FilterRequests.PutSubscriptionFilterRequest(
                        wanted.logGroupName(),
                        name,
                        wanted.filterPattern(),
                        wanted.destinationArn(),
                        wanted.roleArn(),
                        wanted.distribution()));
        return done(name);
    }

    record QueryDefinitionProperties(String name, String queryString, List<String> logGroupNames) {}

    private ResourceType<QueryDefinitionProperties> queryDefinition() {
        return new Type<>(
                "AWS::Logs::QueryDefinition",
                QueryDefinitionProperties.class,
                Set.of(),
                request -> putQueryDefinition(request, null),
                (request, _) -> putQueryDefinition(request, request.id()),
                request -> {
                    api.deleteQueryDefinition(call(request), new QueryRequests.QueryDefinitionIdRequest(request.id()));
                    return done(request.id());
                });
    }

    private Progress putQueryDefinition(Request<QueryDefinitionProperties> request, @Nullable String id) {
        QueryDefinitionProperties wanted = request.properties();
        String made = api.putQueryDefinition(
                        call(request),
                        new QueryRequests.PutQueryDefinitionRequest(
                                wanted.name(), id, wanted.logGroupNames(), wanted.queryString()))
                .queryDefinitionId();
        return new Progress.Done(made, Map.of("QueryDefinitionId", made));
    }
}
