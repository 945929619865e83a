package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Predictive;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Rule;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Tracking;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.CapacityForecastPart;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DeletePolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DescribePoliciesRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DescribePoliciesResult;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.ExecutePolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.GetPredictiveScalingForecastRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.GetPredictiveScalingForecastResult;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.LoadForecastPart;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyResult;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.View;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.policy.LoadForecast.Hour;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Carries out the requests on scaling policies: everything is checked before anything is written.
public final class PolicyRequests {
    /// Of a group (quotas page, "Scaling policies per Auto Scaling group").
    private static final int MOST_POLICIES = 50;

    /// Page sizes (API reference, `DescribePolicies`).
    private static final int PAGE = 50;

    private static final int LARGEST_PAGE = 100;

    /// The longest time a forecast may be asked for (API reference, `GetPredictiveScalingForecast`).
    private static final Duration LONGEST_FORECAST = Duration.ofDays(30);

    private final Policies policies;

    PolicyRequests(Policies policies) {
        this.policies = policies;
    }

    private View group(Scope scope, String name) {
        return policies.groups
                .find(scope, name)
                .orElseThrow(() -> AwsException.validation(
                        "AutoScalingGroup name not found - AutoScalingGroup '" + name + "' not found"));
    }

    PutScalingPolicyResult put(Scope scope, PutScalingPolicyRequest request) {
        View group = group(scope, request.autoScalingGroupName());
        Rule rule = PolicyChecks.rule(request, group.targetGroups());
        PolicyBook book = policies.book(scope);
        Policy before;
        Policy after;
        synchronized (book) {
            before = book.policy(group.name(), request.policyName());
            List<Policy> others = book.policies(group.name()).stream()
                    .filter(policy -> !policy.name().equals(request.policyName()))
                    .toList();
            if (others.size() >= MOST_POLICIES)
                throw new AwsException(
                        "LimitExceeded", "You can have at most " + MOST_POLICIES + " scaling policies for each group.");
            refuseTwin(rule, others);
            Policy made = new Policy(
                    group.name(),
                    request.policyName(),
                    before == null ? policies.uuid() : before.id(),
                    !Boolean.FALSE.equals(request.enabled()),
                    rule);
            after = made.alarms(policies.tracking.names(made, before));
            book.put(after);
        }
        watch(scope, before, after);
        policies.forecasts.changed(scope, after);
        return new PutScalingPolicyResult(
                after.arn(scope).toString(), policies.tracking.ofTracking(scope, after.alarms()));
    }

    /// CloudWatch has the last word on a metric: what it refuses to watch leaves the policy as it was.
    private void watch(Scope scope, @Nullable Policy before, Policy after) {
        try {
            policies.tracking.replace(scope, before, after);
        } catch (AwsException refusal) {
            PolicyBook book = policies.book(scope);
            book.remove(after);
            if (before != null) book.put(before);
            else policies.tracking.delete(scope, List.of(after));
            throw refusal;
        }
    }

    private static void refuseTwin(Rule rule, List<Policy> others) {
        if (!(rule instanceof Tracking tracking)) return;
        boolean twin = others.stream()
                .map(Policy::rule)
                .anyMatch(other -> other instanceof Tracking known && sameMetric(known, tracking));
        if (twin)
            throw AwsException.validation(
                    "Only one TargetTrackingScaling policy for a given metric specification is allowed.");
    }

    private static boolean sameMetric(Tracking one, Tracking other) {
        return Objects.equals(
                        one.configuration().predefinedMetricSpecification(),
                        other.configuration().predefinedMetricSpecification())
                && Objects.equals(
                        one.configuration().customizedMetricSpecification(),
                        other.configuration().customizedMetricSpecification());
    }

    DescribePoliciesResult describe(Scope scope, DescribePoliciesRequest request) {
        String group = request.autoScalingGroupName();
        if (group != null) group(scope, group);
        List<String> types = List.of("SimpleScaling", "StepScaling", "TargetTrackingScaling", "PredictiveScaling");
        for (String type : request.policyTypes())
            if (!types.contains(type)) throw AwsException.validation("Invalid policy type: " + type);
        List<Policy> found = policies.book(scope).policies().stream()
                .filter(policy -> group == null || policy.group().equals(group))
                .filter(policy -> request.policyNames().isEmpty()
                        || request.policyNames().contains(policy.name())
                        || request.policyNames().contains(policy.arn(scope).toString()))
                .filter(policy -> request.policyTypes().isEmpty()
                        || request.policyTypes().contains(policy.rule().apiName()))
                .toList();
        var page = policies.pages.page(found, request.nextToken(), request.maxRecords(), PAGE, LARGEST_PAGE);
        return new DescribePoliciesResult(
                page.items().stream()
                        .map(policy -> PolicyViews.policy(scope, policy, policies.tracking.alarms(scope, policy)))
                        .toList(),
                page.nextToken());
    }

    /// The policy called `name`, which may be an ARN.
    private Policy policy(Scope scope, @Nullable String group, String name) {
        PolicyBook book = policies.book(scope);
        if (group != null) group(scope, group);
        return book.policies().stream()
                .filter(policy -> group == null || policy.group().equals(group))
                .filter(policy -> policy.arn(scope).toString().equals(name)
                        || (group != null && policy.name().equals(name)))
                .findFirst()
                .orElseThrow(() -> AwsException.validation("No policy found for policy name: " + name));
    }

    @Nullable
    Void delete(Scope scope, DeletePolicyRequest request) {
        Policy policy = policy(scope, request.autoScalingGroupName(), request.policyName());
        policies.book(scope).remove(policy);
        policies.tracking.delete(scope, List.of(policy));
        return null;
    }

    @Nullable
    Void execute(Scope scope, ExecutePolicyRequest request) {
        Policy policy = policy(scope, request.autoScalingGroupName(), request.policyName());
        if (!policy.enabled())
            throw AwsException.validation("The policy " + policy.name() + " is disabled and cannot be executed.");
        policies.reactions.execute(scope, policy, request);
        return null;
    }

    GetPredictiveScalingForecastResult forecast(Scope scope, GetPredictiveScalingForecastRequest request) {
        Policy policy = policy(scope, request.autoScalingGroupName(), request.policyName());
        if (!(policy.rule() instanceof Predictive predictive))
            throw AwsException.validation("The policy " + policy.name() + " is not a predictive scaling policy.");
        Instant from = request.startTime();
        Instant to = request.endTime();
        if (!from.isBefore(to)) throw AwsException.validation("StartTime must be earlier than EndTime.");
        if (Duration.between(from, to).compareTo(LONGEST_FORECAST) > 0)
            throw AwsException.validation("The time range between StartTime and EndTime must be 30 days at most.");
        Forecast forecast = policies.book(scope).forecast(policy);
        if (forecast == null)
            throw AwsException.validation("The forecast for policy " + policy.name()
                    + " is not available yet. At least 24 hours of metric data are required.");
        List<Hour> load = between(forecast.load(), from, to);
        List<Hour> capacity = between(forecast.capacity(), from, to);
        return new GetPredictiveScalingForecastResult(
                List.of(new LoadForecastPart(
                        times(load),
                        values(load),
                        predictive.configuration().metricSpecifications().getFirst())),
                new CapacityForecastPart(times(capacity), values(capacity)),
                forecast.made());
    }

    private static List<Hour> between(List<Hour> hours, Instant from, Instant to) {
        return hours.stream()
                .filter(hour -> !hour.at().isBefore(from) && hour.at().isBefore(to))
                .toList();
    }

    private static List<Instant> times(List<Hour> hours) {
        return hours.stream().map(Hour::at).toList();
    }

    private static List<Double> values(List<Hour> hours) {
        return hours.stream().map(Hour::value).toList();
    }
}
