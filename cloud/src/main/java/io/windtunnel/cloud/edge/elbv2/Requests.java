package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.Certificate;
import io.windtunnel.cloud.edge.elbv2.Shapes.Condition;
import io.windtunnel.cloud.edge.elbv2.Shapes.Matcher;
import io.windtunnel.cloud.edge.elbv2.Shapes.MinimumLoadBalancerCapacity;
import io.windtunnel.cloud.edge.elbv2.Shapes.SubnetMapping;
import io.windtunnel.cloud.edge.elbv2.Shapes.Tag;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What clients ask of Elastic Load Balancing: the members of each request that are honoured.
public final class Requests {
    private Requests() {}

    public record CreateLoadBalancer(
            String name,
            List<String> subnets,
            List<SubnetMapping> subnetMappings,
            List<String> securityGroups,
            @Nullable String scheme,
            List<Tag> tags,
            @Nullable String type,
            @Nullable String ipAddressType) {}

    public record BalancerNamed(String loadBalancerArn) {}

    public record DescribeLoadBalancers(
            List<String> loadBalancerArns,
            List<String> names,
            @Nullable String marker,
            @Nullable Integer pageSize) {}

    public record ModifyLoadBalancerAttributes(String loadBalancerArn, List<Attribute> attributes) {}

    public record ModifyCapacityReservation(
            String loadBalancerArn,
            @Nullable MinimumLoadBalancerCapacity minimumLoadBalancerCapacity,
            @Nullable Boolean resetCapacityReservation) {}

    public record SetSubnets(
            String loadBalancerArn,
            List<String> subnets,
            List<SubnetMapping> subnetMappings,
            @Nullable String ipAddressType) {}

    public record SetSecurityGroups(String loadBalancerArn, List<String> securityGroups) {}

    public record SetIpAddressType(String loadBalancerArn, String ipAddressType) {}

    public record CreateTargetGroup(
            String name,
            @Nullable String protocol,
            @Nullable String protocolVersion,
            @Nullable Integer port,
            @Nullable String vpcId,
            @Nullable String healthCheckProtocol,
            @Nullable String healthCheckPort,
            @Nullable Boolean healthCheckEnabled,
            @Nullable String healthCheckPath,
            @Nullable Integer healthCheckIntervalSeconds,
            @Nullable Integer healthCheckTimeoutSeconds,
            @Nullable Integer healthyThresholdCount,
            @Nullable Integer unhealthyThresholdCount,
            @Nullable Matcher matcher,
            @Nullable String targetType,
            List<Tag> tags,
            @Nullable String ipAddressType) {}

    public record ModifyTargetGroup(
            String targetGroupArn,
            @Nullable String healthCheckProtocol,
            @Nullable String healthCheckPort,
            @Nullable String healthCheckPath,
            @Nullable Boolean healthCheckEnabled,
            @Nullable Integer healthCheckIntervalSeconds,
            @Nullable Integer healthCheckTimeoutSeconds,
            @Nullable Integer healthyThresholdCount,
            @Nullable Integer unhealthyThresholdCount,
            @Nullable Matcher matcher) {}

    public record DescribeTargetGroups(
            @Nullable String loadBalancerArn,
            List<String> targetGroupArns,
            List<String> names,
            @Nullable String marker,
            @Nullable Integer pageSize) {}

    public record GroupNamed(String targetGroupArn) {}

    public record ModifyTargetGroupAttributes(String targetGroupArn, List<Attribute> attributes) {}

    public record GroupTargets(String targetGroupArn, List<TargetDescription> targets) {}

    public record CreateListener(
            String loadBalancerArn,
            @Nullable String protocol,
            @Nullable Integer port,
            @Nullable String sslPolicy,
            List<Certificate> certificates,
            List<Action> defaultActions,
            List<String> alpnPolicy,
            List<Tag> tags) {}

    public record ModifyListener(
            String listenerArn,
            @Nullable Integer port,
            @Nullable String protocol,
            @Nullable String sslPolicy,
            List<Certificate> certificates,
            List<Action> defaultActions,
            List<String> alpnPolicy) {}

    public record DescribeListeners(
            @Nullable String loadBalancerArn,
            List<String> listenerArns,
            @Nullable String marker,
            @Nullable Integer pageSize) {}

    public record ListenerNamed(String listenerArn) {}

    public record ModifyListenerAttributes(String listenerArn, List<Attribute> attributes) {}

    public record ListenerCertificates(String listenerArn, List<Certificate> certificates) {}

    public record DescribeListenerCertificates(
            String listenerArn,
            @Nullable String marker,
            @Nullable Integer pageSize) {}

    public record CreateRule(
            String listenerArn, List<Condition> conditions, int priority, List<Action> actions, List<Tag> tags) {}

    public record ModifyRule(String ruleArn, List<Condition> conditions, List<Action> actions) {}

    public record RuleNamed(String ruleArn) {}

    public record DescribeRules(
            @Nullable String listenerArn,
            List<String> ruleArns,
            @Nullable String marker,
            @Nullable Integer pageSize) {}

    public record SetRulePriorities(List<RulePriority> rulePriorities) {}

    public record RulePriority(
            @Nullable String ruleArn, @Nullable Integer priority) {}

    public record AddTags(List<String> resourceArns, List<Tag> tags) {}

    public record RemoveTags(List<String> resourceArns, List<String> tagKeys) {}

    public record DescribeTags(List<String> resourceArns) {}

    public record Page(@Nullable String marker, @Nullable Integer pageSize) {}

    public record DescribeSslPolicies(
            List<String> names,
            @Nullable String marker,
            @Nullable Integer pageSize,
            @Nullable String loadBalancerType) {}
}
