package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an alarm can do with the EC2 instance its metric is of.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/UsingAlarmActions.html
enum MachineAction {
    STOP,
    TERMINATE,
    REBOOT,
    RECOVER;

    /// The action that an ARN stands for: `arn:aws:automate:REGION:ec2:stop`, or the older
    /// `arn:aws:swf:REGION:ACCOUNT:action/actions/AWS_EC2.InstanceId.Stop/1.0`.
    static Optional<MachineAction> of(Arn arn) {
        for (MachineAction action : values()) {
            String word = action.name().toLowerCase(Locale.ROOT);
            boolean automate =
                    arn.service().equals("automate") && arn.resource().equals(word);
            boolean workflow = arn.service().equals("swf")
                    && arn.resource().equalsIgnoreCase("action/actions/aws_ec2.instanceid." + word + "/1.0");
            if (automate || workflow) return Optional.of(action);
        }
        return Optional.empty();
    }

    void act(Instances instances, Scope scope, String instanceId) {
        List<String> ids = List.of(instanceId);
        switch (this) {
            case STOP -> instances.stop(scope, ids);
            case TERMINATE -> instances.terminate(scope, ids);
            case REBOOT, RECOVER -> instances.reboot(scope, ids);
        }
    }
}
