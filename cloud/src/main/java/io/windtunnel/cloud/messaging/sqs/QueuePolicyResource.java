package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// `AWS::SQS::QueuePolicy`: a policy document set on queues. The document is kept and shown, not enforced.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queuepolicy.html
final class QueuePolicyResource implements ResourceType<QueuePolicyResource.Properties> {
    private static final JsonMapper JSON = new JsonMapper();

    record Properties(Object policyDocument, List<String> queues) {}

    private final SqsApi api;

    QueuePolicyResource(SqsApi api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::SQS::QueuePolicy";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of();
    }

    @Override
    public Progress create(Request<Properties> request) {
        set(
                request,
                request.properties().queues(),
                JSON.writeValueAsString(request.properties().policyDocument()));
        String id = request.stackName() + "-" + request.logicalId();
        return new Progress.Done(id, Map.of("Id", id));
    }

    private void set(Request<Properties> request, List<String> queues, String policy) {
        for (String url : queues)
            api.setQueueAttributes(
                    Call.internal(request.scope()), new Shapes.SetQueueAttributes(url, Map.of("Policy", policy)));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        List<String> gone = before.queues().stream()
                .filter(url -> !request.properties().queues().contains(url))
                .toList();
        remove(request, gone);
        set(
                request,
                request.properties().queues(),
                JSON.writeValueAsString(request.properties().policyDocument()));
        return new Progress.Done(request.id(), Map.of("Id", request.id()));
    }

    private void remove(Request<Properties> request, List<String> queues) {
        for (String url : queues) {
            try {
                set(request, List.of(url), "");
            } catch (AwsException gone) {
                if (!gone.code().equals("QueueDoesNotExist")) throw gone;
            }
        }
    }

    @Override
    public Progress delete(Request<Properties> request) {
        remove(request, request.properties().queues());
        return new Progress.Done(request.id(), Map.of());
    }
}
