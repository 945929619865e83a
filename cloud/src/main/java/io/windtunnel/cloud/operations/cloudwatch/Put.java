package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.operations.cloudwatch.Shapes.MetricDatum;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.PutMetricDataRequest;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.StatisticSet;
import io.windtunnel.cloud.ports.Metrics.Name;
import io.windtunnel.kernel.statistics.Distribution;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a `PutMetricData` request puts: checked as a whole before anything is stored.
record Put(Name name, String unit, Series.Resolution resolution, Instant at, Distribution samples) {
    private static final Set<Integer> RESOLUTIONS = Set.of(1, 60);

    /// @throws AwsException as CloudWatch refuses
    static List<Put> all(PutMetricDataRequest request, Instant now) {
        if (request.namespace().startsWith("AWS/")) throw invalid("The value AWS/ for parameter Namespace is invalid.");
        if (request.metricData().isEmpty()) throw missing("The parameter MetricData is required.");
        if (request.metricData().size() > Limits.DATA_PER_PUT)
            throw invalid("The collection MetricData must not have a size greater than " + Limits.DATA_PER_PUT + ".");
        List<Put> puts = new ArrayList<>(request.metricData().size());
        for (int i = 0; i < request.metricData().size(); i++)
            puts.add(one(request.namespace(), request.metricData().get(i), "MetricData.member." + (i + 1) + ".", now));
        return puts;
    }

    private static Put one(String namespace, MetricDatum datum, String path, Instant now) {
        if (datum.metricName().isEmpty()) throw missing("The parameter " + path + "MetricName is required.");
        Name name = Names.name(namespace, datum.metricName(), datum.dimensions(), path);
        Instant at = datum.timestamp() == null ? now : datum.timestamp();
        if (at.isBefore(now.minus(Limits.TIMESTAMP_PAST)))
            throw invalid(
                    "The parameter " + path + "Timestamp must specify a time no more than two weeks in the past.");
        if (at.isAfter(now.plus(Limits.TIMESTAMP_FUTURE)))
            throw invalid(
                    "The parameter " + path + "Timestamp must specify a time no more than two hours in the future.");
        Integer resolution = datum.storageResolution();
        if (resolution != null && !RESOLUTIONS.contains(resolution))
            throw invalid("The parameter " + path + "StorageResolution must be 1 or 60.");
        return new Put(
                name,
                datum.unit() == null ? "None" : datum.unit(),
                resolution != null && resolution == 1 ? Series.Resolution.SECOND : Series.Resolution.MINUTE,
                at,
                samples(datum, path));
    }

    private static Distribution samples(MetricDatum datum, String path) {
        boolean value = datum.value() != null;
        boolean set = datum.statisticValues() != null;
        boolean values = !datum.values().isEmpty();
        if (value && set) throw exclusive(path, "Value", "StatisticValues");
        if (value && values) throw exclusive(path, "Value", "Values");
        if (set && values) throw exclusive(path, "StatisticValues", "Values");
        if (datum.value() != null) return Distribution.of(number(datum.value(), path + "Value"), 1);
        if (datum.statisticValues() != null) return summary(datum.statisticValues(), path + "StatisticValues.");
        if (!values) throw missing("At least one of the parameters must be specified.");
        return weighted(datum, path);
    }

    private static Distribution weighted(MetricDatum datum, String path) {
        if (datum.values().size() > Limits.VALUES_PER_DATUM)
            throw invalid("The collection " + path + "Values must not have a size greater than "
                    + Limits.VALUES_PER_DATUM + ".");
        if (!datum.counts().isEmpty() && datum.counts().size() != datum.values().size())
            throw invalid("The parameters " + path + "Values and " + path + "Counts must be of the same size.");
        Distribution samples = Distribution.EMPTY;
        for (int i = 0; i < datum.values().size(); i++) {
            double count = datum.counts().isEmpty() ? 1 : number(datum.counts().get(i), path + "Counts");
            if (count < 0) throw invalid("The value " + count + " for parameter " + path + "Counts is invalid.");
            samples = samples.plus(Distribution.of(number(datum.values().get(i), path + "Values"), count));
        }
        return samples;
    }

    private static Distribution summary(StatisticSet set, String path) {
        number(set.sum(), path + "Sum");
        number(set.minimum(), path + "Minimum");
        number(set.maximum(), path + "Maximum");
        if (number(set.sampleCount(), path + "SampleCount") <= 0)
            throw invalid("The value " + set.sampleCount() + " for parameter " + path + "SampleCount is invalid.");
        if (set.minimum() > set.maximum())
            throw invalid("The parameter " + path + "Maximum must be greater than " + path + "Minimum.");
        return Distribution.summary(set.sampleCount(), set.sum(), set.minimum(), set.maximum());
    }

    private static double number(double value, String path) {
        if (Double.isNaN(value) || Math.abs(value) > Limits.LARGEST_VALUE)
            throw invalid("The value " + value + " for parameter " + path + " is invalid.");
        return value;
    }

    private static AwsException exclusive(String path, String one, String other) {
        return new AwsException(
                "InvalidParameterCombination",
                "The parameters %s%s and %s%s are mutually exclusive and you have specified both."
                        .formatted(path, one, path, other));
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidParameterValue", message);
    }

    private static AwsException missing(String message) {
        return new AwsException("MissingParameter", message);
    }
}
