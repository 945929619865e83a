package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.operations.logs.pattern.FilterPattern;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The operations on metric filters and subscription filters.
final class FilterRequests {
    record MetricTransformation(
            String metricName,
            String metricNamespace,
            String metricValue,
            @Nullable Double defaultValue,
            @Nullable Map<String, String> dimensions,
            @Nullable String unit) {}

    record PutMetricFilterRequest(
            String logGroupName,
            String filterName,
            String filterPattern,
            List<MetricTransformation> metricTransformations) {}

    record FilterRequest(String logGroupName, String filterName) {}

    record DescribeMetricFiltersRequest(
            @Nullable String logGroupName,
            @Nullable String filterNamePrefix,
            @Nullable String nextToken,
            @Nullable Integer limit,
            @Nullable String metricName,
            @Nullable String metricNamespace) {}

    record MetricFilterShape(
            String filterName,
            String filterPattern,
            List<MetricTransformation> metricTransformations,
            long creationTime,
            String logGroupName) {}

    record DescribeMetricFiltersResponse(
            List<MetricFilterShape> metricFilters, @Nullable String nextToken) {}

    record TestMetricFilterRequest(String filterPattern, List<String> logEventMessages) {}

    record MetricFilterMatchRecord(long eventNumber, String eventMessage, Map<String, String> extractedValues) {}

    record TestMetricFilterResponse(List<MetricFilterMatchRecord> matches) {}

    record PutSubscriptionFilterRequest(
            String logGroupName,
            String filterName,
            String filterPattern,
            String destinationArn,
            @Nullable String roleArn,
            @Nullable String distribution) {}

    record DescribeSubscriptionFiltersRequest(
            String logGroupName,
            @Nullable String filterNamePrefix,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record SubscriptionFilterShape(
            String filterName,
            String logGroupName,
            String filterPattern,
            String destinationArn,
            @Nullable String roleArn,
            String distribution,
            long creationTime) {}

    record DescribeSubscriptionFiltersResponse(
            List<SubscriptionFilterShape> subscriptionFilters,
            @Nullable String nextToken) {}

    private final Rooms rooms;

    FilterRequests(Rooms rooms) {
        this.rooms = rooms;
    }

    void putMetricFilter(Call call, PutMetricFilterRequest request) {
        LogGroup group = standard(call.scope(), request.logGroupName());
        FilterPattern pattern = Refusals.pattern(request.filterPattern());
        checkRegexes(call.scope(), group, request.filterName(), pattern);
        MetricTransformation wanted = request.metricTransformations().getFirst();
        Map<String, String> dimensions = Objects.requireNonNullElse(wanted.dimensions(), Map.of());
        if (wanted.metricNamespace().startsWith("AWS/"))
            throw Refusals.invalid("Invalid metric transformation: the namespace cannot begin with AWS/.");
        if (!dimensions.isEmpty() && wanted.defaultValue() != null)
            throw Refusals.invalid("Invalid metric transformation: dimensions and default value are mutually "
                    + "exclusive properties.");
        if (dimensions.size() > Limits.DIMENSIONS_PER_FILTER)
            throw Refusals.invalid("Invalid metric transformation: there can be at most 3 dimensions.");
        checkValue(pattern, wanted.metricValue());
        for (String selector : dimensions.values()) checkSelector(pattern, selector);
        rooms.metricFilters()
                .put(
                        call.scope(),
                        new MetricFilter(
                                group.name(),
                                request.filterName(),
                                request.filterPattern(),
                                wanted.metricName(),
                                wanted.metricNamespace(),
                                wanted.metricValue(),
                                wanted.defaultValue(),
                                Map.copyOf(dimensions),
                                wanted.unit(),
                                rooms.groups().now().toEpochMilli()));
    }

    private LogGroup standard(Scope scope, String name) {
        LogGroup group = rooms.groups().require(scope, name);
        if (group.infrequent())
            throw Refusals.invalid(
                    "This operation is not supported for the Infrequent Access log group class: " + name);
        return group;
    }

    private void checkRegexes(Scope scope, LogGroup group, String filterName, FilterPattern pattern) {
        long others = Stream.concat(
                        rooms.metricFilters().of(scope, group.name()).stream()
                                .filter(each -> !each.name().equals(filterName))
                                .map(MetricFilter::pattern),
                        rooms.subscriptions().of(scope, group.name()).stream()
                                .filter(each -> !each.name().equals(filterName))
                                .map(SubscriptionFilter::pattern))
                .filter(text -> FilterPattern.parse(text).regexes() > 0)
                .count();
        if (pattern.regexes() > 0 && others >= Limits.REGEX_PATTERNS_PER_GROUP) throw Refusals.limit();
    }

    private static void checkValue(FilterPattern pattern, String value) {
        if (value.startsWith("$")) {
            checkSelector(pattern, value);
            return;
        }
        try {
            Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw Refusals.invalid("Invalid metric transformation: the metric value " + value
                    + " is neither a number nor a selector that begins with $.");
        }
    }

    /// A selector needs a pattern that has values, and one by spaces must have a field of that name.
    private static void checkSelector(FilterPattern pattern, String selector) {
        boolean known = switch (pattern) {
            case FilterPattern.Everything _, FilterPattern.Terms _ -> false;
            case FilterPattern.Json _ -> selector.startsWith("$.") || selector.startsWith("$[");
            case FilterPattern.Delimited delimited -> delimited.names(selector);
        };
        if (!known)
            throw Refusals.invalid("Invalid metric transformation: the filter pattern has no value " + selector + ".");
    }

    void deleteMetricFilter(Call call, FilterRequest request) {
        rooms.groups().require(call.scope(), request.logGroupName());
        rooms.metricFilters().delete(call.scope(), request.logGroupName(), request.filterName());
    }

    DescribeMetricFiltersResponse describeMetricFilters(Call call, DescribeMetricFiltersRequest request) {
        if ((request.metricName() == null) != (request.metricNamespace() == null))
            throw Refusals.invalid("metricName and metricNamespace must be specified together.");
        String group = request.logGroupName();
        if (group != null) rooms.groups().require(call.scope(), group);
        String prefix = Objects.requireNonNullElse(request.filterNamePrefix(), "");
        Page<MetricFilter> page = Page.byName(
                rooms.metricFilters().all(call.scope()),
                filter -> (group == null || filter.group().equals(group))
                        && filter.name().startsWith(prefix)
                        && (request.metricName() == null
                                || filter.metricName().equals(request.metricName())
                                        && filter.metricNamespace().equals(request.metricNamespace())),
                filter -> LogStream.key(filter.group(), filter.name()),
                request.nextToken(),
                Objects.requireNonNullElse(request.limit(), Limits.DESCRIBE_PAGE));
        return new DescribeMetricFiltersResponse(
                page.items().stream().map(FilterRequests::shape).toList(), page.token());
    }

    private static MetricFilterShape shape(MetricFilter filter) {
        MetricTransformation transformation = new MetricTransformation(
                filter.metricName(),
                filter.metricNamespace(),
                filter.value(),
                filter.defaultValue(),
                filter.dimensions().isEmpty() ? null : filter.dimensions(),
                filter.unit());
        return new MetricFilterShape(
                filter.name(), filter.pattern(), List.of(transformation), filter.created(), filter.group());
    }

    TestMetricFilterResponse testMetricFilter(Call call, TestMetricFilterRequest request) {
        FilterPattern pattern = Refusals.pattern(request.filterPattern());
        List<MetricFilterMatchRecord> matches = new ArrayList<>();
        for (int i = 0; i < request.logEventMessages().size(); i++) {
            String message = request.logEventMessages().get(i);
            Optional<FilterPattern.Match> match = pattern.match(message);
            if (match.isPresent())
                matches.add(new MetricFilterMatchRecord(i + 1L, message, pattern.extracted(match.get())));
        }
        return new TestMetricFilterResponse(matches);
    }

    void putSubscriptionFilter(Call call, PutSubscriptionFilterRequest request) {
        LogGroup group = standard(call.scope(), request.logGroupName());
        FilterPattern pattern = Refusals.pattern(request.filterPattern());
        checkRegexes(call.scope(), group, request.filterName(), pattern);
        rooms.subscriptions().requireDestination(request.destinationArn());
        boolean function = Arn.parse(request.destinationArn()).service().equals("lambda");
        if (function && request.roleArn() != null)
            throw Refusals.invalid("destinationArn for vendor lambda cannot be used with roleArn");
        rooms.subscriptions()
                .put(
                        call.scope(),
                        new SubscriptionFilter(
                                group.name(),
                                request.filterName(),
                                request.filterPattern(),
                                request.destinationArn(),
                                request.roleArn(),
                                Objects.requireNonNullElse(request.distribution(), SubscriptionFilter.BY_LOG_STREAM),
                                rooms.groups().now().toEpochMilli()));
    }

    void deleteSubscriptionFilter(Call call, FilterRequest request) {
        rooms.groups().require(call.scope(), request.logGroupName());
        rooms.subscriptions().delete(call.scope(), request.logGroupName(), request.filterName());
    }

    DescribeSubscriptionFiltersResponse describeSubscriptionFilters(
            Call call, DescribeSubscriptionFiltersRequest request) {
        rooms.groups().require(call.scope(), request.logGroupName());
        String prefix = Objects.requireNonNullElse(request.filterNamePrefix(), "");
        Page<SubscriptionFilter> page = Page.byName(
                rooms.subscriptions().of(call.scope(), request.logGroupName()),
                filter -> filter.name().startsWith(prefix),
                SubscriptionFilter::name,
                request.nextToken(),
                Objects.requireNonNullElse(request.limit(), Limits.DESCRIBE_PAGE));
        return new DescribeSubscriptionFiltersResponse(
                page.items().stream()
                        .map(filter -> new SubscriptionFilterShape(
                                filter.name(),
                                filter.group(),
                                filter.pattern(),
                                filter.destinationArn(),
                                filter.roleArn(),
                                filter.distribution(),
                                filter.created()))
                        .toList(),
                page.token());
    }
}
