package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Predictive;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Resize;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Size;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Stage;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.View;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.MetricsReader;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.policy.LoadForecast;
import io.windtunnel.kernel.scaling.policy.LoadForecast.Hour;
import io.windtunnel.kernel.scaling.policy.PredictiveScaling;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Makes the forecasts of predictive scaling policies, and applies them: every minute a group is held
/// against what its forecast needs, which changes at the beginning of each hour or as much earlier as the
/// policy's buffer says.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/predictive-scaling-policy-overview.html
///
/// Thread safety: every method may be called from any thread.
final class Forecasts {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// How long past forecasts are kept: as long as they may be asked for at once.
    private static final Duration KEPT = Duration.ofDays(30);

    private final Policies policies;
    private Timer minute;

    Forecasts(Policies policies) {
        this.policies = policies;
        minute = atNextMinute();
    }

    private Timer atNextMinute() {
        Instant now = policies.groups.time().now();
        Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
        return policies.groups.time().after(Duration.between(now, next), this::minuteBegins);
    }

    private void minuteBegins() {
        synchronized (this) {
            minute = atNextMinute();
        }
        for (PolicyBook book : policies.books())
            for (Policy policy : book.policies())
                if (policy.enabled() && policy.rule() instanceof Predictive predictive) look(book, policy, predictive);
    }

    synchronized void close() {
        minute.cancel();
    }

    private void look(PolicyBook book, Policy policy, Predictive predictive) {
        View group = policies.groups.find(book.scope, policy.group()).orElse(null);
        if (group == null) return;
        Instant now = policies.groups.time().now();
        CapacityHistory known =
                Objects.requireNonNullElse(book.history(group.name()), CapacityHistory.begin(group.name()));
        book.put(known.with(now, group.units(Stage.SERVING)));
        Forecast forecast = book.forecast(policy);
        if (forecast == null || !now.isBefore(forecast.made().plus(LoadForecast.RENEWAL)))
            make(book, policy, predictive, group);
        if (predictive.scales()) apply(book.scope, group, policy, predictive);
    }

    /// Makes a forecast at once for a policy that is new or changed.
    void changed(Scope scope, Policy policy) {
        if (!(policy.rule() instanceof Predictive predictive)) return;
        policies.groups
                .find(scope, policy.group())
                .ifPresent(group -> make(policies.book(scope), policy, predictive, group));
    }

    private void make(PolicyBook book, Policy policy, Predictive predictive, View group) {
        MetricsReader reader = policies.directory.find(MetricsReader.class).orElse(null);
        if (reader == null) return;
        Instant now = policies.groups.time().now();
        PredictiveScalingMetricSpecification metrics =
                predictive.configuration().metricSpecifications().getFirst();
        PredictedMetrics read = PredictedMetrics.of(group.name(), metrics);
        List<Hour> known = read.load().hours(reader, book.scope, now);
        List<Hour> load = LoadForecast.at(now, known).orElse(List.of());
        if (load.isEmpty()) return;
        List<Hour> scaling = read.scaling().hours(reader, book.scope, now);
        OptionalDouble conversion = OptionalDouble.empty();
        for (List<Hour> capacity : capacities(book, group, read, reader, known))
            if (conversion.isEmpty()) conversion = PredictiveScaling.conversion(known, scaling, capacity);
        List<Hour> capacity = conversion.isEmpty()
                ? List.of()
                : decision(predictive.configuration()).capacity(load, conversion.getAsDouble()).stream()
                        .map(hour -> new Hour(hour.at(), Math.max(group.size().minimum(), hour.value())))
                        .toList();
        Forecast before = book.forecast(policy);
        book.put(new Forecast(
                policy.key(),
                now,
                joined(before == null ? List.of() : before.load(), load, now),
                joined(before == null ? List.of() : before.capacity(), capacity, now)));
    }

    /// Where the capacity of hours past may be known from, the best first; last, that it was always as it
    /// is now.
    private List<List<Hour>> capacities(
            PolicyBook book, View group, PredictedMetrics read, MetricsReader reader, List<Hour> known) {
        Instant now = policies.groups.time().now();
        List<List<Hour>> capacities = new ArrayList<>();
        if (read.capacity() != null) capacities.add(read.capacity().hours(reader, book.scope, now));
        CapacityHistory own = book.history(group.name());
        if (own != null) capacities.add(own.hours());
        Metrics.Name inService = new Metrics.Name(
                "AWS/AutoScaling",
                "GroupInServiceInstances",
                new TreeMap<>(Map.of("AutoScalingGroupName", group.name())));
        capacities.add(new PredictedMetrics.Read(inService, "Average", false).hours(reader, book.scope, now));
        int serving = group.units(Stage.SERVING);
        capacities.add(known.stream().map(hour -> new Hour(hour.at(), serving)).toList());
        return capacities;
    }

    private static List<Hour> joined(List<Hour> before, List<Hour> after, Instant now) {
        Instant first = after.isEmpty() ? now : after.getFirst().at();
        List<Hour> all = new ArrayList<>(before.stream()
                .filter(hour -> hour.at().isBefore(first) && !hour.at().isBefore(first.minus(KEPT)))
                .toList());
        all.addAll(after);
        return List.copyOf(all);
    }

    private static PredictiveScaling decision(PredictiveScalingConfiguration configuration) {
        return new PredictiveScaling(
                configuration.metricSpecifications().getFirst().targetValue(),
                MetricChecks.increases(configuration),
                Objects.requireNonNullElse(configuration.maxCapacityBuffer(), 0));
    }

    private Optional<Integer> needed(Scope scope, Policy policy, Predictive predictive) {
        Forecast forecast = policies.book(scope).forecast(policy);
        if (forecast == null) return Optional.empty();
        Duration buffer = Duration.ofSeconds(
                Objects.requireNonNullElse(predictive.configuration().schedulingBufferTime(), 0));
        return PredictiveScaling.needed(
                forecast.capacity(), policies.groups.time().now(), buffer);
    }

    private void apply(Scope scope, View group, Policy policy, Predictive predictive) {
        Optional<Integer> needed = needed(scope, policy, predictive);
        if (needed.isEmpty()) return;
        PredictiveScaling decision = decision(predictive.configuration());
        policies.groups
                .change(
                        scope,
                        group.name(),
                        size -> decision.decide(needed.get(), size.desired(), size.minimum(), size.maximum())
                                .map(wanted -> new Resize(
                                        new Size(size.minimum(), wanted.maximum(), wanted.desired()),
                                        List.of(ScalingWords.predicted(
                                                policy.name(), size.desired(), wanted.desired())))))
                .ifPresent(done -> policies.tell(
                        scope, "group.scaled", group.name(), done.causes().getFirst()));
    }

    /// The group with no room below what a forecast in force needs: the capacity is the largest that any
    /// policy wants.
    View floored(Scope scope, View group) {
        int floor = policies.book(scope).policies(group.name()).stream()
                .filter(Policy::enabled)
                .flatMap(policy -> policy.rule() instanceof Predictive predictive && predictive.scales()
                        ? needed(scope, policy, predictive).stream()
                        : Optional.<Integer>empty().stream())
                .max(Integer::compare)
                .orElse(0);
        Size size = group.size();
        int minimum = Math.max(size.minimum(), Math.min(size.maximum(), floor));
        return new View(
                group.name(),
                group.id(),
                new Size(minimum, size.maximum(), size.desired()),
                group.cooldown(),
                group.warmup(),
                group.targetGroups(),
                group.suspended(),
                group.deleting(),
                group.units(),
                group.lastLeft());
    }
}
