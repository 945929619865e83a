package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.wire.AwsException;

/// The refusals of Elastic Load Balancing, in AWS's words.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html and each operation's
/// page; the messages are as observed.
final class Refusals {
    private Refusals() {}

    static AwsException invalid(String message) {
        return new AwsException("ValidationError", message);
    }

    static AwsException configuration(String message) {
        return new AwsException("InvalidConfigurationRequest", message);
    }

    static AwsException noBalancer() {
        return new AwsException("LoadBalancerNotFound", "One or more load balancers not found");
    }

    static AwsException noGroup() {
        return new AwsException("TargetGroupNotFound", "One or more target groups not found");
    }

    static AwsException noListener() {
        return new AwsException("ListenerNotFound", "One or more listeners not found");
    }

    static AwsException noRule() {
        return new AwsException("RuleNotFound", "One or more rules not found");
    }

    static AwsException notPermitted(String message) {
        return new AwsException("OperationNotPermitted", message);
    }

    static AwsException inUse(String message) {
        return new AwsException("ResourceInUse", message);
    }

    static AwsException notBuilt(String operation, String what) {
        return AwsException.notBuilt("elasticloadbalancing", operation, what);
    }
}
