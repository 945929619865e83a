package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.AvailabilityZone;
import io.windtunnel.cloud.edge.elbv2.Shapes.Certificate;
import io.windtunnel.cloud.edge.elbv2.Shapes.Limit;
import io.windtunnel.cloud.edge.elbv2.Shapes.Listener;
import io.windtunnel.cloud.edge.elbv2.Shapes.LoadBalancer;
import io.windtunnel.cloud.edge.elbv2.Shapes.MinimumLoadBalancerCapacity;
import io.windtunnel.cloud.edge.elbv2.Shapes.Rule;
import io.windtunnel.cloud.edge.elbv2.Shapes.SslPolicy;
import io.windtunnel.cloud.edge.elbv2.Shapes.TagDescription;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetGroup;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetHealthDescription;
import io.windtunnel.cloud.edge.elbv2.Shapes.ZonalCapacityReservationState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Elastic Load Balancing answers.
public final class Answers {
    private Answers() {}

    /// Nothing but that it is done.
    public record Done() {}

    public record Balancers(
            List<LoadBalancer> loadBalancers, @Nullable String nextMarker) {}

    public record BalancersMade(List<LoadBalancer> loadBalancers) {}

    public record Attributes(List<Attribute> attributes) {}

    public record CapacityReservation(
            @Nullable Instant lastModifiedTime,
            int decreaseRequestsRemaining,
            @Nullable MinimumLoadBalancerCapacity minimumLoadBalancerCapacity,
            List<ZonalCapacityReservationState> capacityReservationState) {}

    public record Subnets(List<AvailabilityZone> availabilityZones, String ipAddressType) {}

    public record SecurityGroups(List<String> securityGroupIds) {}

    public record IpAddressType(String ipAddressType) {}

    public record Groups(
            List<TargetGroup> targetGroups, @Nullable String nextMarker) {}

    public record GroupsMade(List<TargetGroup> targetGroups) {}

    public record TargetHealths(List<TargetHealthDescription> targetHealthDescriptions) {}

    public record Listeners(
            List<Listener> listeners, @Nullable String nextMarker) {}

    public record ListenersMade(List<Listener> listeners) {}

    public record Certificates(
            List<Certificate> certificates, @Nullable String nextMarker) {}

    public record CertificatesAdded(List<Certificate> certificates) {}

    public record Rules(List<Rule> rules, @Nullable String nextMarker) {}

    public record RulesMade(List<Rule> rules) {}

    public record Tags(List<TagDescription> tagDescriptions) {}

    public record Limits(List<Limit> limits, @Nullable String nextMarker) {}

    public record SslPolicies(
            List<SslPolicy> sslPolicies, @Nullable String nextMarker) {}
}
