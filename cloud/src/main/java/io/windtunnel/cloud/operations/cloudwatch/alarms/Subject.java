package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.ports.Alarms.Comparison;
import io.windtunnel.cloud.ports.Alarms.MissingData;
import io.windtunnel.kernel.alarm.AlarmRule;
import io.windtunnel.kernel.alarm.Evaluation;
import io.windtunnel.kernel.alarm.EvaluationSchedule;
import io.windtunnel.kernel.alarm.Suppression;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// What an alarm is about.
public sealed interface Subject {
    /// The alarm's type, by its API name.
    default String typeName() {
        return switch (this) {
            case Threshold _ -> "MetricAlarm";
            case Composite _ -> "CompositeAlarm";
        };
    }

    /// A metric, or an expression over metrics, against a threshold.
    ///
    /// @param single whether it was told as one metric, not as a list of lines, and is described in that
    ///     form
    /// @param datapointsToAlarm null where it is not said: all of them
    /// @param missingData null where it is not said: missing
    /// @param lowSamples `evaluate` or `ignore`; null where it is not said: evaluate
    record Threshold(
            List<Line> lines,
            boolean single,
            Comparison comparison,
            double value,
            int evaluationPeriods,
            @Nullable Integer datapointsToAlarm,
            @Nullable MissingData missingData,
            @Nullable String lowSamples)
            implements Subject {
        Line result() {
            return lines.stream()
                    .filter(Line::result)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no line is the result"));
        }

        /// The metric's source of a single-metric alarm.
        Optional<Line.Source> source() {
            return Optional.ofNullable(result().source());
        }

        Duration period() {
            for (Line line : lines)
                if (line.source() != null)
                    return Duration.ofSeconds(line.source().period());
            Integer said = result().period();
            return Duration.ofSeconds(said == null ? 60 : said);
        }

        EvaluationSchedule schedule() {
            return EvaluationSchedule.of(period(), evaluationPeriods);
        }

        Evaluation evaluation() {
            return new Evaluation(
                    evaluationPeriods,
                    Objects.requireNonNullElse(datapointsToAlarm, evaluationPeriods),
                    io.windtunnel.kernel.alarm.MissingData.valueOf(treatedAs().name()));
        }

        /// Alarms on DynamoDB's metrics keep their state where data is missing, whatever they say.
        private MissingData treatedAs() {
            boolean dynamo = lines.stream()
                    .anyMatch(line ->
                            line.source() != null && line.source().namespace().equals("AWS/DynamoDB"));
            if (dynamo) return MissingData.IGNORE;
            return Objects.requireNonNullElse(missingData, MissingData.MISSING);
        }

        boolean breachedBy(double seen) {
            return switch (comparison) {
                case GREATER_THAN -> seen > value;
                case GREATER_OR_EQUAL -> seen >= value;
                case LESS_THAN -> seen < value;
                case LESS_OR_EQUAL -> seen <= value;
            };
        }

        /// How many metrics it is billed for.
        long metrics() {
            return lines.stream().filter(line -> line.source() != null).count();
        }
    }

    /// A rule over other alarms.
    ///
    /// @param children the names of the alarms the rule names
    /// @param suppressor the alarm that keeps its actions back, as it was told; null for none
    /// @param suppressorName that alarm's name
    /// @param waitSeconds null without a suppressor
    /// @param extensionSeconds null without a suppressor
    record Composite(
            String rule,
            SortedSet<String> children,
            @Nullable String suppressor,
            @Nullable String suppressorName,
            @Nullable Integer waitSeconds,
            @Nullable Integer extensionSeconds)
            implements Subject {
        AlarmRule parsed() {
            return AlarmRule.parse(rule);
        }

        Suppression.Periods periods() {
            return new Suppression.Periods(
                    Duration.ofSeconds(Objects.requireNonNullElse(waitSeconds, 0)),
                    Duration.ofSeconds(Objects.requireNonNullElse(extensionSeconds, 0)));
        }
    }
}
