package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Set;

/// Which actions an alarm may have.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
/// (AlarmActions)
final class ActionArns {
    /// What alarms can call at AWS and, of it, what composite alarms can call.
    private static final Set<String> SERVICES =
            Set.of("sns", "autoscaling", "automate", "swf", "lambda", "ssm", "ssm-incidents", "aiops");

    private static final Set<String> OF_COMPOSITES = Set.of("sns", "lambda", "ssm", "ssm-incidents", "aiops");

    private ActionArns() {}

    /// @throws AwsException as CloudWatch refuses
    static void check(Scope scope, Alarm.Settings settings, Subject subject) {
        check(scope, settings.okActions(), subject);
        check(scope, settings.alarmActions(), subject);
        check(scope, settings.insufficientDataActions(), subject);
    }

    private static void check(Scope scope, List<String> actions, Subject subject) {
        for (String action : actions) {
            if (!Arn.isArn(action)) throw AwsException.validation("Invalid arn syntax: " + action);
            Arn arn = Arn.parse(action);
            if (!SERVICES.contains(arn.service())) throw AwsException.validation("Unsupported action: " + action);
            String region = scope.region().code();
            if (!arn.region().equals(region))
                throw AwsException.validation(
                        "Invalid region %s specified. Only %s is supported.".formatted(arn.region(), region));
            check(arn, action, subject);
        }
    }

    private static void check(Arn arn, String action, Subject subject) {
        switch (subject) {
            case Subject.Composite _ -> {
                if (!OF_COMPOSITES.contains(arn.service()))
                    throw AwsException.validation("Composite alarms do not support the action " + action);
            }
            case Subject.Threshold threshold -> {
                if (!arn.service().equals("automate") && !arn.service().equals("swf")) return;
                if (MachineAction.of(arn).isEmpty()) throw AwsException.validation("Unsupported EC2 action: " + action);
                boolean ofInstance = threshold.single()
                        && threshold.source().orElseThrow().dimensions().containsKey("InstanceId");
                if (!ofInstance)
                    throw AwsException.validation(
                            "EC2 actions need an alarm on a single metric with the dimension InstanceId: " + action);
            }
        }
    }
}
