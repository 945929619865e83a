package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.messaging.events.Shapes.Target;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Targets as requests name them, to and from rows.
final class Targets {
    private static final Set<String> BUILT = Set.of("sqs", "sns", "lambda", "kinesis", "events");
    private static final int MOST_INPUT = 8_192;

    private Targets() {}

    /// @throws AwsException when it is not allowed
    static TargetRow row(Target wanted) {
        if (!Arn.isArn(wanted.arn()))
            throw AwsException.validation(
                    "Parameter " + wanted.arn() + " is not valid. Reason: Provided Arn is not in" + " correct format.");
        Arn arn = Arn.parse(wanted.arn());
        if (!BUILT.contains(arn.service()))
            throw AwsException.notBuilt("events", "PutTargets", "targets of the service " + arn.service());
        int inputs = (wanted.input() == null ? 0 : 1)
                + (wanted.inputPath() == null ? 0 : 1)
                + (wanted.inputTransformer() == null ? 0 : 1);
        if (inputs > 1)
            throw AwsException.validation(
                    "Only one of Input, InputPath, or InputTransformer must be provided for target " + wanted.id()
                            + ".");
        if (wanted.input() != null && !Json.isJson(wanted.input()))
            throw AwsException.validation("JSON syntax error in input for target " + wanted.id() + " at line: 1.");
        if (wanted.input() != null && wanted.input().length() > MOST_INPUT)
            throw AwsException.validation("Input of target " + wanted.id() + " is longer than 8192 characters.");
        if (wanted.inputPath() != null) checkPath(wanted.inputPath());
        Shapes.Transformer transformer = wanted.inputTransformer();
        if (transformer != null) transformer.inputPathsMap().values().forEach(Targets::checkPath);
        if (arn.resource().endsWith(".fifo")
                && arn.service().equals("sqs")
                && (wanted.sqsParameters() == null || wanted.sqsParameters().messageGroupId() == null))
            throw AwsException.validation(
                    "Parameter(s) SqsParameters must be specified for target: " + wanted.id() + ".");
        return row(wanted, transformer);
    }

    private static TargetRow row(Target wanted, Shapes.@org.jspecify.annotations.Nullable Transformer transformer) {
        Shapes.HttpParameters http = wanted.httpParameters();
        Shapes.RetryPolicy retry = wanted.retryPolicy();
        return new TargetRow(
                wanted.id(),
                wanted.arn(),
                wanted.roleArn(),
                wanted.input(),
                wanted.inputPath(),
                transformer == null ? Map.of() : transformer.inputPathsMap(),
                transformer == null ? null : transformer.inputTemplate(),
                wanted.sqsParameters() == null ? null : wanted.sqsParameters().messageGroupId(),
                wanted.kinesisParameters() == null
                        ? null
                        : wanted.kinesisParameters().partitionKeyPath(),
                http == null ? List.of() : http.pathParameterValues(),
                http == null ? Map.of() : http.headerParameters(),
                http == null ? Map.of() : http.queryStringParameters(),
                retry == null ? null : retry.maximumRetryAttempts(),
                retry == null ? null : retry.maximumEventAgeInSeconds(),
                wanted.deadLetterConfig() == null
                        ? null
                        : wanted.deadLetterConfig().arn());
    }

    private static void checkPath(String path) {
        if (!path.startsWith("$")) throw AwsException.validation("Invalid InputPath: " + path);
    }

    static Target shown(TargetRow row) {
        boolean http = !row.pathValues().isEmpty()
                || !row.headers().isEmpty()
                || !row.query().isEmpty();
        boolean retries = row.mostAttempts() != null || row.mostAgeSeconds() != null;
        return new Target(
                row.id(),
                row.arn(),
                row.role(),
                row.input(),
                row.inputPath(),
                row.template() == null ? null : new Shapes.Transformer(row.paths(), row.template()),
                row.partitionKeyPath() == null ? null : new Shapes.KinesisParameters(row.partitionKeyPath()),
                row.group() == null ? null : new Shapes.SqsParameters(row.group()),
                http ? new Shapes.HttpParameters(row.pathValues(), row.headers(), row.query()) : null,
                row.deadLetters() == null ? null : new Shapes.DeadLetterConfig(row.deadLetters()),
                retries ? new Shapes.RetryPolicy(row.mostAttempts(), row.mostAgeSeconds()) : null);
    }
}
