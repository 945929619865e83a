package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::Events::Rule`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-rule.html
final class RuleResource implements ResourceType<RuleResource.Properties> {
    private static final int MOST_NAME = 64;
    private static final int SUFFIX = 12;

    record Transformer(Map<String, String> inputPathsMap, String inputTemplate) {}

    record Sqs(@Nullable String messageGroupId) {}

    record Kinesis(String partitionKeyPath) {}

    record Http(
            List<String> pathParameterValues,
            Map<String, String> headerParameters,
            Map<String, String> queryStringParameters) {}

    record DeadLetters(@Nullable String arn) {}

    record Retries(
            @Nullable Integer maximumRetryAttempts,
            @Nullable Integer maximumEventAgeInSeconds) {}

    record Target(
            String id,
            String arn,
            @Nullable String roleArn,
            @Nullable String input,
            @Nullable String inputPath,
            @Nullable Transformer inputTransformer,
            @Nullable Sqs sqsParameters,
            @Nullable Kinesis kinesisParameters,
            @Nullable Http httpParameters,
            @Nullable DeadLetters deadLetterConfig,
            @Nullable Retries retryPolicy) {
        Shapes.Target shape() {
            Transformer t = inputTransformer;
            Http h = httpParameters;
            Retries r = retryPolicy;
            return new Shapes.Target(
                    id,
                    arn,
                    roleArn,
                    input,
                    inputPath,
                    t == null ? null : new Shapes.Transformer(t.inputPathsMap(), t.inputTemplate()),
                    kinesisParameters == null
                            ? null
                            : new Shapes.KinesisParameters(kinesisParameters.partitionKeyPath()),
                    sqsParameters == null ? null : new Shapes.SqsParameters(sqsParameters.messageGroupId()),
                    h == null
                            ? null
                            : new Shapes.HttpParameters(
                                    h.pathParameterValues(), h.headerParameters(), h.queryStringParameters()),
                    deadLetterConfig == null ? null : new Shapes.DeadLetterConfig(deadLetterConfig.arn()),
                    r == null ? null : new Shapes.RetryPolicy(r.maximumRetryAttempts(), r.maximumEventAgeInSeconds()));
        }
    }

    record Properties(
            @Nullable String name,
            @Nullable String eventBusName,
            @Nullable String description,
            @Nullable Object eventPattern,
            @Nullable String scheduleExpression,
            @Nullable String state,
            @Nullable String roleArn,
            List<Target> targets) {}

    private final EventsApi api;
    private final Ids ids;

    RuleResource(EventsApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::Events::Rule";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("Name", "EventBusName");
    }

    @Override
    public Progress create(Request<Properties> request) {
        String given = request.properties().name();
        String name = given != null ? given : request.generatedName(ids.upper(SUFFIX), MOST_NAME);
        return put(request, name, List.of());
    }

    private Progress put(Request<Properties> request, String name, List<Target> before) {
        Properties wanted = request.properties();
        Call call = Call.internal(request.scope());
        Object pattern = wanted.eventPattern();
        String arn = api.putRule(
                        call,
                        new Shapes.PutRule(
                                name,
                                wanted.scheduleExpression(),
                                pattern == null ? null : pattern instanceof String text ? text : Json.write(pattern),
                                wanted.state(),
                                wanted.description(),
                                wanted.roleArn(),
                                List.of(),
                                wanted.eventBusName()))
                .ruleArn();
        List<String> gone = before.stream()
                .map(Target::id)
                .filter(id -> wanted.targets().stream()
                        .noneMatch(target -> target.id().equals(id)))
                .toList();
        if (!gone.isEmpty()) api.removeTargets(call, new Shapes.RemoveTargets(name, wanted.eventBusName(), gone));
        if (!wanted.targets().isEmpty())
            api.putTargets(
                    call,
                    new Shapes.PutTargets(
                            name,
                            wanted.eventBusName(),
                            wanted.targets().stream().map(Target::shape).toList()));
        return new Progress.Done(name, Map.of("Arn", arn));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return put(request, request.id(), before.targets());
    }

    @Override
    public Progress delete(Request<Properties> request) {
        Call call = Call.internal(request.scope());
        String bus = request.properties().eventBusName();
        List<String> targets =
                request.properties().targets().stream().map(Target::id).toList();
        try {
            if (!targets.isEmpty()) api.removeTargets(call, new Shapes.RemoveTargets(request.id(), bus, targets));
            api.deleteRule(call, new Shapes.RuleNamed(request.id(), bus));
        } catch (AwsException gone) {
            if (!gone.code().equals("ResourceNotFoundException")) throw gone;
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
