package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.wire.AwsException;

/// How much an account may have of Elastic Load Balancing, with its refusals.
///
/// Sources:
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html and the
/// error codes of the API reference; the messages are as observed.
public enum Limit implements Quotas.Limit {
    BALANCERS("L-53DA6B97", "TooManyLoadBalancers", "load balancers"),
    NETWORK_BALANCERS("L-69A177A2", "TooManyLoadBalancers", "load balancers"),
    LISTENERS_PER_NETWORK_BALANCER("L-57A373D6", "TooManyListeners", "listeners"),
    GROUPS("L-B22855CB", "TooManyTargetGroups", "target groups"),
    TARGETS_PER_GROUP("L-A0D0B863", "TooManyTargets", "targets"),
    TARGETS_PER_BALANCER("L-7E6692B2", "TooManyTargets", "targets"),
    LISTENERS_PER_BALANCER("L-B6DF7632", "TooManyListeners", "listeners"),
    RULES_PER_BALANCER("L-7EED9B64", "TooManyRules", "rules"),
    CERTIFICATES_PER_BALANCER("L-9365A611", "TooManyCertificates", "certificates"),
    GROUPS_PER_BALANCER("L-822D1B1B", "TooManyUniqueTargetGroupsPerLoadBalancer", "unique target groups");

    private final String quotaCode;
    private final String error;
    private final String things;

    Limit(String quotaCode, String error, String things) {
        this.quotaCode = quotaCode;
        this.error = error;
        this.things = things;
    }

    @Override
    public String serviceCode() {
        return "elasticloadbalancing";
    }

    @Override
    public String quotaCode() {
        return quotaCode;
    }

    @Override
    public AwsException refusal(long most) {
        return new AwsException(error, "The maximum number of " + things + " has been reached: " + most);
    }
}
