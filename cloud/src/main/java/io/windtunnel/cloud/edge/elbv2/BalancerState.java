package io.windtunnel.cloud.edge.elbv2;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A load balancer, as it was asked for.
///
/// @param activeAt when its state turns from `provisioning` to `active`
/// @param attributes those that were set; the others have their defaults
record BalancerState(
        String arn,
        String name,
        String dnsName,
        String scheme,
        String vpcId,
        String ipAddressType,
        Instant createdTime,
        Instant activeAt,
        List<Seat> seats,
        List<String> securityGroups,
        Map<String, String> attributes,
        Map<String, String> tags) {
    /// The place of one node: a subnet, and the network interface taken in it.
    ///
    /// @param allocationId the Elastic IP that its public address is, where it was asked for
    record Seat(
            String zone,
            String subnetId,
            String interfaceId,
            String privateIp,
            @Nullable String publicIp,
            @Nullable String allocationId) {}

    /// Whether it is a network load balancer.
    boolean network() {
        return fullName().startsWith("net/");
    }

    String attribute(String key) {
        return network() ? FlowBalancerAttributes.value(this, key) : BalancerAttributes.value(attributes, key);
    }

    /// Every attribute with its value.
    List<Shapes.Attribute> allAttributes() {
        return network() ? FlowBalancerAttributes.all(this) : BalancerAttributes.all(attributes);
    }

    /// What the attributes become by the change, or AWS's refusal.
    Map<String, String> changedAttributes(List<Shapes.Attribute> change) {
        return network()
                ? FlowBalancerAttributes.changed(this, change)
                : BalancerAttributes.changed(attributes, change);
    }

    long seconds(String key) {
        return Long.parseLong(attribute(key));
    }

    boolean enabled(String key) {
        return attribute(key).equals("true");
    }

    /// The last part of its ARN, as CloudWatch's dimension names it: `app/name/id`.
    String fullName() {
        return arn.substring(arn.indexOf(":loadbalancer/") + ":loadbalancer/".length());
    }

    BalancerState withAttributes(Map<String, String> changed) {
        return new BalancerState(
                arn,
                name,
                dnsName,
                scheme,
                vpcId,
                ipAddressType,
                createdTime,
                activeAt,
                seats,
                securityGroups,
                changed,
                tags);
    }

    BalancerState withTags(Map<String, String> changed) {
        return new BalancerState(
                arn,
                name,
                dnsName,
                scheme,
                vpcId,
                ipAddressType,
                createdTime,
                activeAt,
                seats,
                securityGroups,
                attributes,
                changed);
    }

    BalancerState withSeats(List<Seat> changed) {
        return new BalancerState(
                arn,
                name,
                dnsName,
                scheme,
                vpcId,
                ipAddressType,
                createdTime,
                activeAt,
                changed,
                securityGroups,
                attributes,
                tags);
    }

    BalancerState withSecurityGroups(List<String> changed) {
        return new BalancerState(
                arn,
                name,
                dnsName,
                scheme,
                vpcId,
                ipAddressType,
                createdTime,
                activeAt,
                seats,
                changed,
                attributes,
                tags);
    }
}
