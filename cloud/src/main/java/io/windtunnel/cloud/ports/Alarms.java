package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Metric alarms, as the services that keep alarms of their own see them: Auto Scaling's target tracking
/// makes its alarms here, and they are shown by `DescribeAlarms` like any other. CloudWatch offers it.
///
/// Thread safety: every method may be called from any thread.
public interface Alarms {
    /// An alarm's state, by its API name.
    enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /// How a datapoint is held against the threshold.
    enum Comparison {
        GREATER_THAN("GreaterThanThreshold"),
        GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold"),
        LESS_THAN("LessThanThreshold"),
        LESS_OR_EQUAL("LessThanOrEqualToThreshold");

        private final String apiName;

        Comparison(String apiName) {
            this.apiName = apiName;
        }

        public String apiName() {
            return apiName;
        }
    }

    /// What a period without samples counts as, by its API name.
    enum MissingData {
        MISSING("missing"),
        NOT_BREACHING("notBreaching"),
        BREACHING("breaching"),
        IGNORE("ignore");

        private final String apiName;

        MissingData(String apiName) {
            this.apiName = apiName;
        }

        public String apiName() {
            return apiName;
        }
    }

    /// One line of what an alarm looks at: a metric's statistic, or an expression over other lines.
    ///
    /// @param result whether this line is the one that is held against the threshold; exactly one is
    sealed interface Query {
        String id();

        boolean result();

        /// `statistic` is CloudWatch's name, such as `Average` or `p99`; `unit` is null for any.
        record Stat(
                String id,
                Metrics.Name metric,
                String statistic,
                Duration period,
                @Nullable String unit,
                boolean result)
                implements Query {}

        /// Metric math over the lines before and after it.
        record Expression(String id, String expression, boolean result) implements Query {}
    }

    /// A threshold alarm. Its actions are ARNs, called when it goes into the state `ALARM`.
    record Definition(
            String name,
            String description,
            List<Query> queries,
            Comparison comparison,
            double threshold,
            int evaluationPeriods,
            int datapointsToAlarm,
            MissingData missingData,
            List<Arn> alarmActions) {}

    /// An alarm at a moment. Alarms made by people are seen here too; composite ones have no queries.
    record View(
            Arn arn,
            String name,
            State state,
            String reason,
            Instant changed,
            List<Query> queries,
            @Nullable Double threshold) {}

    /// Makes the alarm, or changes the one of that name; its state is kept.
    Arn put(Scope scope, Definition definition);

    /// Unknown names are passed over.
    void delete(Scope scope, Collection<String> names);

    Optional<View> find(Scope scope, String name);

    /// Every alarm of a scope, by name.
    List<View> all(Scope scope);

    /// The alarms of which `action` is an action, in any state, by name.
    default List<View> calling(Scope scope, Arn action) {
        return List.of();
    }
}
