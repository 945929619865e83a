package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.CompositeAlarm;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmHistoryRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmHistoryResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsForMetricRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsForMetricResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Dimension;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricAlarm;
import io.windtunnel.cloud.operations.cloudwatch.alarms.Subject.Composite;
import io.windtunnel.cloud.operations.cloudwatch.alarms.Subject.Threshold;
import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers what is asked of a scope's alarms, page by page.
final class AlarmListing {
    /// Default sizes of a page (API reference, `DescribeAlarms` and `DescribeAlarmHistory`).
    private static final int ALARMS_PER_PAGE = 50;

    private static final int ITEMS_PER_PAGE = 100;

    private final AlarmBook book;

    AlarmListing(AlarmBook book) {
        this.book = book;
    }

    /// A page of what is listed, and the token of the next: the last item's key.
    private record Page<T>(List<T> items, @Nullable String next) {
        /// @param key orders the items as `order` says
        static <T> Page<T> of(
                List<T> all, @Nullable String token, int size, Function<T, String> key, Comparator<String> order) {
            int from = 0;
            if (token != null) {
                String last = text(token);
                while (from < all.size() && order.compare(key.apply(all.get(from)), last) <= 0) from++;
            }
            int to = Math.min(all.size(), from + size);
            return new Page<>(all.subList(from, to), to < all.size() ? token(key.apply(all.get(to - 1))) : null);
        }

        private static String token(String text) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        private static String text(String token) {
            try {
                return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new AwsException("InvalidNextToken", "The next token specified is invalid.");
            }
        }
    }

    DescribeAlarmsResult describe(DescribeAlarmsRequest request) {
        if (!request.alarmNames().isEmpty() && request.alarmNamePrefix() != null)
            throw AwsException.validation("AlarmNamePrefix and AlarmNames are mutually exclusive.");
        int size = Objects.requireNonNullElse(request.maxRecords(), ALARMS_PER_PAGE);
        if (request.childrenOfAlarmName() != null || request.parentsOfAlarmName() != null) return family(request, size);
        List<String> types = request.alarmTypes().isEmpty() ? List.of("MetricAlarm") : request.alarmTypes();
        List<Alarm> chosen = candidates(request)
                .filter(alarm -> types.contains(alarm.subject().typeName()))
                .filter(alarm ->
                        request.stateValue() == null || alarm.state().name().equals(request.stateValue()))
                .filter(alarm -> request.actionPrefix() == null || hasAction(alarm, request.actionPrefix()))
                .toList();
        Page<Alarm> page = byName(chosen, request.nextToken(), size);
        List<CompositeAlarm> composites = new ArrayList<>();
        List<MetricAlarm> metrics = new ArrayList<>();
        for (Alarm alarm : page.items) {
            switch (alarm.subject()) {
                case Threshold threshold -> metrics.add(AlarmViews.metric(alarm, threshold));
                case Composite composite -> composites.add(AlarmViews.composite(alarm, composite));
            }
        }
        return new DescribeAlarmsResult(composites, metrics, page.next);
    }

    private static Page<Alarm> byName(List<Alarm> alarms, @Nullable String token, int size) {
        return Page.of(alarms, token, size, Alarm::name, Comparator.naturalOrder());
    }

    private Stream<Alarm> candidates(DescribeAlarmsRequest request) {
        if (!request.alarmNames().isEmpty()) {
            return request.alarmNames().stream()
                    .distinct()
                    .sorted()
                    .map(book::find)
                    .filter(Objects::nonNull);
        }
        String prefix = Objects.requireNonNullElse(request.alarmNamePrefix(), "");
        return book.all().stream().filter(alarm -> alarm.name().startsWith(prefix));
    }

    private static boolean hasAction(Alarm alarm, String prefix) {
        Alarm.Settings settings = alarm.settings();
        return Stream.of(settings.okActions(), settings.alarmActions(), settings.insufficientDataActions())
                .flatMap(List::stream)
                .anyMatch(action -> action.startsWith(prefix));
    }

    /// The alarms that a composite alarm names, or the composite alarms that name an alarm.
    private DescribeAlarmsResult family(DescribeAlarmsRequest request, int size) {
        boolean alone = request.alarmNames().isEmpty()
                && request.alarmNamePrefix() == null
                && request.alarmTypes().isEmpty()
                && request.stateValue() == null
                && request.actionPrefix() == null
                && (request.childrenOfAlarmName() == null || request.parentsOfAlarmName() == null);
        if (!alone)
            throw AwsException.validation(
                    "ChildrenOfAlarmName and ParentsOfAlarmName can only be combined with MaxRecords"
                            + " and NextToken.");
        boolean parents = request.childrenOfAlarmName() == null;
        List<Alarm> related = (parents
                        ? parents(request.parentsOfAlarmName()).stream()
                        : children(request.childrenOfAlarmName()).stream())
                .map(book::find)
                .filter(Objects::nonNull)
                .toList();
        Page<Alarm> page = byName(related, request.nextToken(), size);
        List<CompositeAlarm> composites = new ArrayList<>();
        List<MetricAlarm> metrics = new ArrayList<>();
        for (Alarm alarm : page.items) {
            if (alarm.subject() instanceof Composite) composites.add(AlarmViews.briefComposite(alarm, !parents));
            else metrics.add(AlarmViews.brief(alarm));
        }
        return new DescribeAlarmsResult(composites, metrics, page.next);
    }

    private List<String> parents(@Nullable String reference) {
        return reference == null ? List.of() : book.parents(Words.nameOf(reference));
    }

    private List<String> children(@Nullable String reference) {
        Alarm alarm = reference == null ? null : book.find(Words.nameOf(reference));
        if (alarm == null || !(alarm.subject() instanceof Composite composite)) return List.of();
        return List.copyOf(composite.children());
    }

    DescribeAlarmsForMetricResult describe(DescribeAlarmsForMetricRequest request) {
        Map<String, String> dimensions = new TreeMap<>();
        for (Dimension dimension : request.dimensions()) dimensions.put(dimension.name(), dimension.value());
        String statistic = request.statistic() != null ? request.statistic() : request.extendedStatistic();
        List<MetricAlarm> found = new ArrayList<>();
        for (Alarm alarm : book.all()) {
            if (!(alarm.subject() instanceof Threshold threshold) || !threshold.single()) continue;
            Optional<Line.Source> source = threshold
                    .source()
                    .filter(one -> one.metric().equals(request.metricName())
                            && one.namespace().equals(request.namespace())
                            && one.dimensions().equals(dimensions))
                    .filter(one -> statistic == null || one.statistic().equals(statistic))
                    .filter(one -> request.period() == null || one.period() == request.period())
                    .filter(one -> request.unit() == null || request.unit().equals(one.unit()));
            if (source.isPresent()) found.add(AlarmViews.metric(alarm, threshold));
        }
        return new DescribeAlarmsForMetricResult(found);
    }

    DescribeAlarmHistoryResult describe(DescribeAlarmHistoryRequest request, Instant now) {
        List<String> types = request.alarmTypes().isEmpty() ? List.of("MetricAlarm") : request.alarmTypes();
        List<HistoryItem> chosen = book.history.items(now).stream()
                .filter(item -> request.alarmName() == null || item.alarm().equals(request.alarmName()))
                .filter(item -> types.contains(item.type()))
                .filter(item ->
                        request.historyItemType() == null || item.kind().apiName.equals(request.historyItemType()))
                .filter(item -> request.startDate() == null || !item.at().isBefore(request.startDate()))
                .filter(item -> request.endDate() == null || !item.at().isAfter(request.endDate()))
                .toList();
        boolean ascending = "TimestampAscending".equals(request.scanBy());
        if (!ascending) chosen = chosen.reversed();
        int size = Objects.requireNonNullElse(request.maxRecords(), ITEMS_PER_PAGE);
        Page<HistoryItem> page = Page.of(
                chosen,
                request.nextToken(),
                size,
                HistoryItem::key,
                ascending ? Comparator.naturalOrder() : Comparator.reverseOrder());
        return new DescribeAlarmHistoryResult(
                page.items.stream().map(AlarmViews::item).toList(), page.next);
    }
}
