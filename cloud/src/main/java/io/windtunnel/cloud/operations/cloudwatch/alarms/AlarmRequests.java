package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Dimension;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricDataQuery;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricStat;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.PutMetricAlarmRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Tag;
import io.windtunnel.cloud.ports.Alarms.Comparison;
import io.windtunnel.cloud.ports.Alarms.MissingData;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a `PutMetricAlarm` asks for, checked as a whole before anything changes.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html. AWS
/// does not document the wording of most refusals; where people quote it, it is AWS's.
final class AlarmRequests {
    private static final int HOUR_SECONDS = 3_600;
    private static final int DAY_SECONDS = 86_400;

    /// Math may be over ten metrics, and an alarm has at most twenty lines (user guide, alarms on math
    /// expressions; API reference, `Metrics`).
    private static final int MOST_METRICS = 10;

    private static final int MOST_LINES = 20;

    /// A resource may have this many tags (API reference, `Tags`).
    private static final int MOST_TAGS = 50;

    private final Scope scope;
    private final PutMetricAlarmRequest request;

    private AlarmRequests(Scope scope, PutMetricAlarmRequest request) {
        this.scope = scope;
        this.request = request;
    }

    /// @throws AwsException as CloudWatch refuses
    static Subject.Threshold threshold(Scope scope, PutMetricAlarmRequest request, Measurements measurements) {
        Subject.Threshold asked = new AlarmRequests(scope, request).checked(measurements);
        measurements.check(asked.lines());
        return asked;
    }

    private Subject.Threshold checked(Measurements measurements) {
        Comparison comparison = comparison();
        boolean single = request.metrics().isEmpty();
        List<Line> lines = single ? List.of(line()) : lines();
        if (request.threshold() == null) throw AwsException.validation("Threshold must be specified.");
        Integer toAlarm = request.datapointsToAlarm();
        if (toAlarm != null && toAlarm > request.evaluationPeriods())
            throw AwsException.validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
        checkLowSamples(lines, measurements);
        Subject.Threshold threshold = new Subject.Threshold(
                lines,
                single,
                comparison,
                request.threshold(),
                request.evaluationPeriods(),
                toAlarm,
                missingData(request.treatMissingData()),
                request.evaluateLowSampleCountPercentile());
        checkLength(threshold.period().toSeconds());
        return threshold;
    }

    private Comparison comparison() {
        if (request.thresholdMetricId() != null)
            throw AwsException.notBuilt("cloudwatch", "PutMetricAlarm", "ThresholdMetricId (anomaly detection)");
        for (Comparison comparison : Comparison.values())
            if (comparison.apiName().equals(request.comparisonOperator())) return comparison;
        throw AwsException.notBuilt(
                "cloudwatch", "PutMetricAlarm", request.comparisonOperator() + " (anomaly detection)");
    }

    private static @Nullable MissingData missingData(@Nullable String text) {
        if (text == null) return null;
        for (MissingData treatment : MissingData.values())
            if (treatment.apiName().equals(text)) return treatment;
        throw AwsException.validation(
                "TreatMissingData must be one of breaching, notBreaching, ignore, missing: " + text);
    }

    private void checkLowSamples(List<Line> lines, Measurements measurements) {
        String asked = request.evaluateLowSampleCountPercentile();
        if (asked == null) return;
        if (!asked.equals("evaluate") && !asked.equals("ignore"))
            throw AwsException.validation("EvaluateLowSampleCountPercentile must be one of evaluate, ignore: " + asked);
        Line.Source source = lines.getFirst().source();
        if (!request.metrics().isEmpty() || source == null || measurements.percentile(source.statistic()) == null)
            throw AwsException.validation(
                    "EvaluateLowSampleCountPercentile can only be used for alarms based on a percentile");
    }

    private void checkLength(long period) {
        long seconds = period * request.evaluationPeriods();
        if (period < HOUR_SECONDS && seconds > DAY_SECONDS)
            throw AwsException.validation("Metrics cannot be checked across more than a day"
                    + " (EvaluationPeriods * Period must be <= 86400).");
        if (seconds > 7L * DAY_SECONDS)
            throw AwsException.validation("Metrics cannot be checked across more than 7 days"
                    + " (EvaluationPeriods * Period must be <= 604800).");
    }

    /// The one metric of an alarm that lists no lines.
    private Line line() {
        if (request.metricName() == null || request.namespace() == null)
            throw AwsException.validation("Either MetricName and Namespace or a list of Metrics must be specified.");
        if ((request.statistic() == null) == (request.extendedStatistic() == null))
            throw AwsException.validation("Exactly one of Statistic and ExtendedStatistic must be specified.");
        if (request.period() == null) throw AwsException.validation("Period must be specified.");
        String statistic = Objects.requireNonNullElse(request.statistic(), request.extendedStatistic());
        Line.Source source = new Line.Source(
                request.namespace(),
                request.metricName(),
                dimensions(request.dimensions()),
                period(request.period()),
                statistic,
                request.unit());
        return new Line("m1", source, null, null, null, true);
    }

    private static TreeMap<String, String> dimensions(List<Dimension> dimensions) {
        TreeMap<String, String> sorted = new TreeMap<>();
        for (Dimension dimension : dimensions)
            if (sorted.put(dimension.name(), dimension.value()) != null)
                throw AwsException.validation("No repeated Dimension should be allowed: " + dimension.name());
        return sorted;
    }

    private static int period(int seconds) {
        if (seconds == 10 || seconds == 20 || seconds == 30 || seconds >= 60 && seconds % 60 == 0) return seconds;
        throw AwsException.validation("Period must be 10, 20, 30 or a multiple of 60");
    }

    private List<Line> lines() {
        refuseBeside("MetricName", request.metricName());
        refuseBeside("Namespace", request.namespace());
        refuseBeside("Statistic", request.statistic());
        refuseBeside("ExtendedStatistic", request.extendedStatistic());
        refuseBeside("Dimensions", request.dimensions().isEmpty() ? null : request.dimensions());
        refuseBeside("Period", request.period());
        refuseBeside("Unit", request.unit());
        List<MetricDataQuery> asked = request.metrics();
        if (asked.size() > MOST_LINES)
            throw AwsException.validation(
                    "The collection Metrics must not have a size greater than " + MOST_LINES + ".");
        List<Line> lines = new ArrayList<>();
        Set<Integer> periods = new HashSet<>();
        for (MetricDataQuery query : asked) {
            Line line = line(query, asked.size() == 1);
            lines.add(line);
            if (line.source() != null) periods.add(line.source().period());
        }
        if (lines.stream().filter(Line::result).count() != 1)
            throw AwsException.validation("Metrics list must contain exactly one element with ReturnData set to true");
        if (lines.stream().filter(line -> line.source() != null).count() > MOST_METRICS)
            throw AwsException.validation("An alarm can be based on at most " + MOST_METRICS + " metrics");
        if (periods.size() > 1) throw AwsException.validation("Period must be the same for all metrics of an alarm");
        return lines;
    }

    private static void refuseBeside(String member, @Nullable Object value) {
        if (value != null) throw AwsException.validation(member + " should not be set if list of Metrics is set.");
    }

    private Line line(MetricDataQuery query, boolean alone) {
        if (query.accountId() != null
                && !query.accountId().equals(scope.account().digits()))
            throw AwsException.notBuilt(
                    "cloudwatch", "PutMetricAlarm", "Metrics.AccountId (another account's metrics)");
        boolean result = query.returnData() == null ? true : query.returnData();
        if (!alone && query.returnData() == null && request.metrics().stream().anyMatch(AlarmRequests::saysResult))
            result = false;
        MetricStat stat = query.metricStat();
        if ((stat == null) == (query.expression() == null))
            throw AwsException.validation("Either Expression or MetricStat must be specified for the query "
                    + query.id() + ", but not both.");
        if (stat == null) {
            refuseInsights(Objects.requireNonNull(query.expression()));
            Integer period = query.period() == null ? null : Integer.valueOf(period(query.period()));
            return new Line(query.id(), null, query.expression(), query.label(), period, result);
        }
        if (stat.metric().namespace() == null || stat.metric().metricName() == null)
            throw AwsException.validation("Namespace and MetricName must be specified for the query " + query.id());
        Line.Source source = new Line.Source(
                stat.metric().namespace(),
                stat.metric().metricName(),
                dimensions(stat.metric().dimensions()),
                period(stat.period()),
                stat.stat(),
                stat.unit());
        return new Line(query.id(), source, null, query.label(), null, result);
    }

    private static boolean saysResult(MetricDataQuery query) {
        return query.returnData() != null && query.returnData();
    }

    private static void refuseInsights(String expression) {
        if (expression.strip().regionMatches(true, 0, "SELECT", 0, 6))
            throw AwsException.notBuilt("cloudwatch", "PutMetricAlarm", "a Metrics Insights query");
    }

    static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (Tag tag : tags) byKey.put(tag.key(), tag.value());
        checkTags(byKey.size());
        return byKey;
    }

    static void checkTags(int number) {
        if (number > MOST_TAGS)
            throw new AwsException("InvalidParameterValue", "A resource can have at most " + MOST_TAGS + " tags.");
    }
}
