package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetGroup;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.model.Structure;
import io.windtunnel.wire.validation.Validator;
import io.windtunnel.wire.validation.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The constants of load balancers as the table of AWS's facts has them (sections 1.1 and 1.2), one line for each: its
/// row, the default, and the limits on both sides. The pages are those of
/// docs.aws.amazon.com/elasticloadbalancing/latest/, `application/` or `network/`.
class BalancerFactsTest {
    private final Site site = new Site(
            Fabric.bare(new VirtualTime(Instant.parse("2026-06-01T00:00:00Z")), 1),
            (zone, node) -> (target, check, told) -> told.accept(Outcome.PASSED));

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest(name = "{0}: {2} is {4}, {5} to {6}")
    @CsvSource({
        "Connection idle timeout, application/edit-load-balancer-attributes.html, idle_timeout.timeout_seconds, "
                + "balancer, 60, 1, 4000",
        "Client keep-alive, application/edit-load-balancer-attributes.html, client_keep_alive.seconds, "
                + "balancer, 3600, 60, 604800",
        "Deregistration delay, application/edit-target-group-attributes.html, deregistration_delay.timeout_seconds, "
                + "group, 300, 0, 3600",
        "Algorithms (slow start), application/edit-target-group-attributes.html, slow_start.duration_seconds, "
                + "group, 0, 30, 900",
        "Deregistration delay, network/edit-target-group-attributes.html, deregistration_delay.timeout_seconds, "
                + "flows, 300, 0, 3600",
    })
    void attributesHaveTheirDefaultsAndLimits(
            String row, String page, String attribute, String of, String usual, int least, int most) {
        String arn = switch (of) {
            case "balancer" -> site.balancer("shop");
            case "group" -> site.group("web", 80, 30, 5, 2);
            default -> site.flowGroup("web", "TCP", "instance", 80);
        };
        boolean balancer = of.equals("balancer");
        assertThat(attributes(arn, balancer)).as(row + ", " + page).containsEntry(attribute, usual);
        for (int allowed : new int[] {least, most}) {
            set(arn, balancer, attribute, allowed);
            assertThat(attributes(arn, balancer)).containsEntry(attribute, String.valueOf(allowed));
        }
        for (int refused : new int[] {least - 1, most + 1})
            assertThatThrownBy(() -> set(arn, balancer, attribute, refused))
                    .isInstanceOf(AwsException.class)
                    .extracting(thrown -> ((AwsException) thrown).code())
                    .isIn("InvalidConfigurationRequest", "ValidationError");
        assertThat(attributes(arn, balancer)).containsEntry(attribute, String.valueOf(most));
    }

    private Map<String, String> attributes(String arn, boolean balancer) {
        List<Attribute> all = balancer
                ? site.api
                        .describeLoadBalancerAttributes(site.call, new Requests.BalancerNamed(arn))
                        .attributes()
                : site.api
                        .describeTargetGroupAttributes(site.call, new Requests.GroupNamed(arn))
                        .attributes();
        return all.stream().collect(Collectors.toMap(Attribute::key, Attribute::value));
    }

    private void set(String arn, boolean balancer, String attribute, int value) {
        if (balancer) site.setBalancer(arn, attribute, String.valueOf(value));
        else site.set(arn, attribute, String.valueOf(value));
    }

    @ParameterizedTest(name = "{0}: {1} is {2}, {3} to {4}")
    @CsvSource({
        "Health check, interval, 30, 5, 300",
        "Health check, timeout, 5, 2, 120",
        "Health check, healthy, 5, 2, 10",
        "Health check, unhealthy, 2, 2, 10",
    })
    void healthChecksHaveTheirDefaultsAndLimits(String row, String of, int usual, int least, int most) {
        assertThat(check(group("usual", null, null, null, null), of)).as(row).isEqualTo(usual);
        for (int allowed : new int[] {least, most})
            assertThat(check(with(of, allowed), of)).isEqualTo(allowed);
        for (int refused : new int[] {least - 1, most + 1})
            assertThat(violations(of, refused)).hasSize(1);
        assertThat(violations(of, least)).isEmpty();
    }

    /// What the wire refuses before a request comes to the face.
    private List<Violation> violations(String of, int value) {
        String member = switch (of) {
            case "interval" -> "HealthCheckIntervalSeconds";
            case "timeout" -> "HealthCheckTimeoutSeconds";
            case "healthy" -> "HealthyThresholdCount";
            default -> "UnhealthyThresholdCount";
        };
        Structure request = Objects.requireNonNull(ApiFace.bind(ServiceModel.load("elasticloadbalancingv2"), site.api)
                        .operation("CreateTargetGroup"))
                .input()
                .shape();
        @Nullable Object[] row = new Object[request.members().size()];
        row[request.position("Name")] = "web";
        row[request.position(member)] = value;
        return Validator.check(request, row);
    }

    private static int check(TargetGroup group, String of) {
        return switch (of) {
            case "interval" -> group.healthCheckIntervalSeconds();
            case "timeout" -> group.healthCheckTimeoutSeconds();
            case "healthy" -> group.healthyThresholdCount();
            default -> group.unhealthyThresholdCount();
        };
    }

    /// The timeout must be smaller than the interval: the other of the two makes room.
    private TargetGroup with(String of, int value) {
        String name = of + "-" + value;
        return switch (of) {
            case "interval" -> group(name, value, 2, null, null);
            case "timeout" -> group(name, 300, value, null, null);
            case "healthy" -> group(name, null, null, value, null);
            default -> group(name, null, null, null, value);
        };
    }

    private TargetGroup group(
            String name,
            @Nullable Integer interval,
            @Nullable Integer timeout,
            @Nullable Integer healthy,
            @Nullable Integer unhealthy) {
        return site.api
                .createTargetGroup(
                        site.call,
                        new Requests.CreateTargetGroup(
                                name, "HTTP", null, 80, Site.VPC, null, null, null, null, interval, timeout, healthy,
                                unhealthy, null, null, List.of(), null))
                .targetGroups()
                .getFirst();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "Health check, application/target-group-health-checks.html, path, /",
        "Health check, application/target-group-health-checks.html, matcher, 200",
        "Algorithms, application/edit-target-group-attributes.html, load_balancing.algorithm.type, round_robin",
        "Cross-zone, application/edit-target-group-attributes.html, load_balancing.cross_zone.enabled, "
                + "use_load_balancer_configuration",
        "DNS failover threshold, network/load-balancer-target-groups.html, "
                + "target_group_health.dns_failover.minimum_healthy_targets.count, 1",
    })
    void groupsBeginWith(String row, String page, String of, String usual) {
        TargetGroup group = group("web", null, null, null, null);
        String value = switch (of) {
            case "path" -> group.healthCheckPath();
            case "matcher" -> group.matcher().httpCode();
            default -> attributes(group.targetGroupArn(), false).get(of);
        };
        assertThat(value).as(row + ", " + page).isEqualTo(usual);
    }
}
