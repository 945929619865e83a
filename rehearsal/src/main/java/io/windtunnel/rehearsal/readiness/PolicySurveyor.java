package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Survey.Measure;
import io.windtunnel.rehearsal.readiness.Survey.Policy;
import io.windtunnel.rehearsal.readiness.Survey.Stepping;
import io.windtunnel.rehearsal.readiness.Survey.TargetTracking;
import io.windtunnel.rehearsal.readiness.Survey.Unreckoned;
import io.windtunnel.rehearsal.stage.CloudClient;
import io.windtunnel.rehearsal.stage.Element;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a group's scaling policies, and the alarms that set them going. A policy that only takes away is passed over.
final class PolicySurveyor {
    /// Of a simple policy that names none. Source:
    /// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html
    private static final int DEFAULT_COOLDOWN = 300;

    private final CloudClient client;

    PolicySurveyor(CloudClient client) {
        this.client = client;
    }

    List<Policy> policies(String group) {
        List<Policy> policies = new ArrayList<>();
        try {
            for (Element found : client.autoScaling("DescribePolicies", Map.of("AutoScalingGroupName", group))
                    .all("ScalingPolicies/member")) {
                Policy policy = found.text("Enabled").equals("false") ? null : policy(found);
                if (policy != null) policies.add(policy);
            }
        } catch (RehearsalFailure _) {
            // A cloud without scaling policies: there are none.
        }
        return policies;
    }

    private @Nullable Policy policy(Element policy) {
        String name = policy.text("PolicyName");
        String type = policy.text("PolicyType");
        return switch (type) {
            case "TargetTrackingScaling" -> tracking(name, policy);
            case "StepScaling", "SimpleScaling" -> stepping(name, policy, type.equals("SimpleScaling"));
            default -> new Unreckoned(name, type);
        };
    }

    private static Policy tracking(String name, Element policy) {
        String metric = policy.text("TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType");
        for (Measure measure : Measure.values())
            if (measure.apiName().equals(metric))
                return new TargetTracking(
                        name, measure, Double.parseDouble(policy.text("TargetTrackingConfiguration/TargetValue")));
        return new Unreckoned(name, metric.isEmpty() ? "a metric of its own" : metric);
    }

    private @Nullable Policy stepping(String name, Element policy, boolean simple) {
        double amount = simple ? number(policy.text("ScalingAdjustment")) : firstStep(policy);
        if (amount < 0) return null;
        String adjustment = policy.text("AdjustmentType");
        Element alarm = alarm(policy);
        Measure measure = alarm == null ? null : measure(alarm.text("MetricName"));
        if (alarm == null || measure == null) return new Unreckoned(name, "no alarm on the processor or on requests");
        if (adjustment.equals("ExactCapacity")) return new Unreckoned(name, "ExactCapacity");
        String cooldown = policy.text("Cooldown");
        return new Stepping(
                name,
                measure,
                number(alarm.text("Threshold")),
                (int) Math.max(1, number(alarm.text("EvaluationPeriods"))),
                Duration.ofSeconds((long) Math.max(60, number(alarm.text("Period")))),
                amount,
                adjustment.equals("PercentChangeInCapacity"),
                Duration.ofSeconds(
                        !simple ? 0 : cooldown.isEmpty() ? DEFAULT_COOLDOWN : (long) Double.parseDouble(cooldown)));
    }

    private static double firstStep(Element policy) {
        return policy.all("StepAdjustments/member").stream()
                .mapToDouble(step -> number(step.text("ScalingAdjustment")))
                .findFirst()
                .orElse(0);
    }

    private static double number(String text) {
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static @Nullable Measure measure(String metric) {
        return switch (metric) {
            case "CPUUtilization" -> Measure.CPU;
            case "RequestCountPerTarget" -> Measure.REQUESTS_PER_TARGET;
            default -> null;
        };
    }

    /// The first alarm that sets the policy going.
    private @Nullable Element alarm(Element policy) {
        String name = policy.text("Alarms/member/AlarmName");
        if (name.isEmpty()) return null;
        return client
                .cloudWatch("DescribeAlarms", Map.of("AlarmNames.member.1", name))
                .all("MetricAlarms/member")
                .stream()
                .findFirst()
                .orElse(null);
    }
}
