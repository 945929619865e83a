package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The structures that requests and answers of Elastic Load Balancing share, by the API's own names.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Types.html
public final class Shapes {
    private Shapes() {}

    public record Tag(String key, @Nullable String value) {}

    public record Attribute(String key, String value) {}

    public record LoadBalancer(
            String loadBalancerArn,
            @Member("DNSName") String dnsName,
            String canonicalHostedZoneId,
            Instant createdTime,
            String loadBalancerName,
            String scheme,
            String vpcId,
            LoadBalancerState state,
            String type,
            List<AvailabilityZone> availabilityZones,
            List<String> securityGroups,
            String ipAddressType) {}

    public record LoadBalancerState(String code) {}

    public record AvailabilityZone(String zoneName, String subnetId, List<LoadBalancerAddress> loadBalancerAddresses) {}

    public record LoadBalancerAddress(
            @Nullable String ipAddress,
            @Nullable String allocationId,
            @Nullable String privateIPv4Address) {}

    public record MinimumLoadBalancerCapacity(@Nullable Integer capacityUnits) {}

    public record ZonalCapacityReservationState(
            CapacityReservationStatus state, String availabilityZone, double effectiveCapacityUnits) {}

    public record CapacityReservationStatus(String code) {}

    public record SubnetMapping(
            @Nullable String subnetId,
            @Nullable String allocationId,
            @Nullable String privateIPv4Address) {}

    public record TargetGroup(
            String targetGroupArn,
            String targetGroupName,
            String protocol,
            int port,
            String vpcId,
            String healthCheckProtocol,
            String healthCheckPort,
            boolean healthCheckEnabled,
            int healthCheckIntervalSeconds,
            int healthCheckTimeoutSeconds,
            int healthyThresholdCount,
            int unhealthyThresholdCount,
            @Nullable String healthCheckPath,
            @Nullable Matcher matcher,
            List<String> loadBalancerArns,
            String targetType,
            @Nullable String protocolVersion,
            String ipAddressType) {}

    public record Matcher(@Nullable String httpCode) {}

    public record TargetDescription(
            String id, @Nullable Integer port, @Nullable String availabilityZone) {}

    public record TargetHealthDescription(
            TargetDescription target, @Nullable String healthCheckPort, TargetHealth targetHealth) {}

    public record TargetHealth(
            String state, @Nullable String reason, @Nullable String description) {}

    public record Listener(
            String listenerArn,
            String loadBalancerArn,
            int port,
            String protocol,
            @Nullable List<Certificate> certificates,
            @Nullable String sslPolicy,
            List<Action> defaultActions,
            @Nullable List<String> alpnPolicy) {}

    public record Certificate(
            @Nullable String certificateArn, @Nullable Boolean isDefault) {}

    public record Action(
            String type,
            @Nullable String targetGroupArn,
            @Nullable Integer order,
            @Nullable RedirectConfig redirectConfig,
            @Nullable FixedResponseConfig fixedResponseConfig,
            @Nullable ForwardConfig forwardConfig) {}

    public record RedirectConfig(
            @Nullable String protocol,
            @Nullable String port,
            @Nullable String host,
            @Nullable String path,
            @Nullable String query,
            String statusCode) {}

    public record FixedResponseConfig(
            @Nullable String messageBody,
            String statusCode,
            @Nullable String contentType) {}

    public record ForwardConfig(
            List<TargetGroupTuple> targetGroups, @Nullable GroupStickiness targetGroupStickinessConfig) {}

    public record TargetGroupTuple(
            @Nullable String targetGroupArn, @Nullable Integer weight) {}

    public record GroupStickiness(
            @Nullable Boolean enabled, @Nullable Integer durationSeconds) {}

    public record Rule(
            String ruleArn, String priority, List<Condition> conditions, List<Action> actions, boolean isDefault) {}

    public record Condition(
            @Nullable String field,
            @Nullable List<String> values,
            @Nullable Values hostHeaderConfig,
            @Nullable Values pathPatternConfig,
            @Nullable HeaderValues httpHeaderConfig,
            @Nullable QueryValues queryStringConfig,
            @Nullable Values httpRequestMethodConfig,
            @Nullable Values sourceIpConfig) {}

    public record Values(List<String> values) {}

    public record HeaderValues(@Nullable String httpHeaderName, List<String> values) {}

    public record QueryValues(List<KeyValue> values) {}

    public record KeyValue(@Nullable String key, @Nullable String value) {}

    public record Limit(String name, String max) {}

    public record SslPolicy(
            List<String> sslProtocols, List<Cipher> ciphers, String name, List<String> supportedLoadBalancerTypes) {}

    public record Cipher(String name, int priority) {}

    public record TagDescription(String resourceArn, List<Tag> tags) {}
}
