package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.TargetHealth;
import io.windtunnel.cloud.ports.Instances;

/// Why a target is not healthy, in AWS's codes and words.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
final class TargetReasons {
    static final String TIMEOUT = "Target.Timeout";
    static final String FAILED = "Target.FailedHealthChecks";
    static final String MISMATCH = "Target.ResponseCodeMismatch";

    static final TargetHealth NOT_REGISTERED =
            new TargetHealth("unused", "Target.NotRegistered", "Target is not registered to the target group");
    static final TargetHealth DRAINING =
            new TargetHealth("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");
    static final TargetHealth GROUP_NOT_IN_USE = new TargetHealth(
            "unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");
    static final TargetHealth ZONE_NOT_ENABLED = new TargetHealth(
            "unused", "Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer");
    static final TargetHealth REGISTERING =
            new TargetHealth("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
    static final TargetHealth CHECKING =
            new TargetHealth("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");

    private TargetReasons() {}

    static TargetHealth invalidState(Instances.State state) {
        String words = switch (state) {
            case STOPPED, STOPPING -> "Target is in the stopped state";
            case TERMINATED, SHUTTING_DOWN -> "Target is in the terminated state";
            case PENDING, RUNNING -> "Target is in an invalid state";
        };
        return new TargetHealth("unused", "Target.InvalidState", words);
    }

    static String mismatch(int status) {
        return "Health checks failed with these codes: [" + status + "]";
    }
}
