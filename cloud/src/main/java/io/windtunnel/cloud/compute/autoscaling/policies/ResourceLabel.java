package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.ports.Metrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The label of a target group behind a load balancer, `app/NAME/ID/targetgroup/NAME/ID`: the last parts
/// of their ARNs.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html
record ResourceLabel(String balancer, String targetGroup) {
    private static final Pattern FORM = Pattern.compile("(app/[^/]+/[^/]+)/(targetgroup/[^/]+/[^/]+)");

    static boolean isLabel(String text) {
        return FORM.matcher(text).matches();
    }

    /// @throws IllegalArgumentException when it is none
    static ResourceLabel parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException("no resource label: " + text);
        return new ResourceLabel(parts.group(1), parts.group(2));
    }

    Metrics.Name metric(String name) {
        return new Metrics.Name(
                "AWS/ApplicationELB",
                name,
                new TreeMap<>(Map.of("LoadBalancer", balancer, "TargetGroup", targetGroup)));
    }
}
