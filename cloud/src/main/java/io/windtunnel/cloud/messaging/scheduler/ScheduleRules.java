package io.windtunnel.cloud.messaging.scheduler;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.messaging.scheduler.Shapes.PutSchedule;
import io.windtunnel.cloud.messaging.scheduler.Shapes.Target;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.schedule.AwsSchedule;
import io.windtunnel.wire.AwsException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;

/// What a schedule must be.
///
/// Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
final class ScheduleRules {
    private static final Set<String> BUILT = Set.of("sqs", "sns", "lambda", "kinesis", "events");
    private static final Set<String> OF_JSON = Set.of("lambda", "events");

    private ScheduleRules() {}

    /// @throws AwsException when it is not allowed
    static void check(PutSchedule asked) {
        try {
            AwsSchedule.parse(asked.scheduleExpression());
        } catch (IllegalArgumentException none) {
            throw AwsException.validation("Invalid Schedule Expression " + asked.scheduleExpression() + ".");
        }
        String zone = asked.scheduleExpressionTimezone();
        try {
            if (zone != null) ZoneId.of(zone);
        } catch (DateTimeException none) {
            throw AwsException.validation("Provided timezone is invalid.");
        }
        boolean flexible = asked.flexibleTimeWindow().mode().equals("FLEXIBLE");
        if (flexible == (asked.flexibleTimeWindow().maximumWindowInMinutes() == null))
            throw AwsException.validation(
                    flexible
                            ? "MaximumWindowInMinutes must be provided when the FlexibleTimeWindow mode is FLEXIBLE."
                            : "MaximumWindowInMinutes must not be provided when the FlexibleTimeWindow mode is OFF.");
        if (asked.startDate() != null
                && asked.endDate() != null
                && !asked.startDate().isBefore(asked.endDate()))
            throw AwsException.validation("The StartDate must be before the EndDate.");
        check(asked.target());
    }

    private static void check(Target target) {
        if (!Arn.isArn(target.arn())) throw AwsException.validation("Provided Arn is not in correct format.");
        Arn arn = Arn.parse(target.arn());
        if (arn.service().equals("scheduler"))
            throw AwsException.notBuilt("scheduler", "CreateSchedule", "the universal target " + arn.resource());
        if (!BUILT.contains(arn.service()))
            throw AwsException.notBuilt("scheduler", "CreateSchedule", "targets of the service " + arn.service());
        boolean fifo = arn.service().equals("sqs") && arn.resource().endsWith(".fifo");
        boolean grouped =
                target.sqsParameters() != null && target.sqsParameters().messageGroupId() != null;
        if (fifo && !grouped)
            throw AwsException.validation("MessageGroupId must be specified for a FIFO queue target.");
        if (arn.service().equals("kinesis") != (target.kinesisParameters() != null))
            throw AwsException.validation("KinesisParameters must be specified for, and only for, a Kinesis target.");
        if (arn.service().equals("events") != (target.eventBridgeParameters() != null))
            throw AwsException.validation(
                    "EventBridgeParameters must be specified for, and only for, an EventBridge target.");
        String input = target.input();
        if (input != null && OF_JSON.contains(arn.service()) && !Json.isJson(input))
            throw AwsException.validation("Input must be a valid JSON for the target.");
    }
}
