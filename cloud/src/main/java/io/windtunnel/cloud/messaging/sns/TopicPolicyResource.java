package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `AWS::SNS::TopicPolicy`: a policy document set on topics. The document is kept and shown, not enforced.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sns-topicpolicy.html
final class TopicPolicyResource implements ResourceType<TopicPolicyResource.Properties> {
    record Properties(Object policyDocument, List<String> topics) {}

    private final SnsApi api;

    TopicPolicyResource(SnsApi api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::SNS::TopicPolicy";
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
        String id = request.stackName() + "-" + request.logicalId();
        for (String topic : request.properties().topics())
            set(request, topic, TopicResource.text(request.properties().policyDocument()));
        return new Progress.Done(id, Map.of("Id", id));
    }

    private void set(Request<Properties> request, String topic, String policy) {
        api.setTopicAttributes(Call.internal(request.scope()), new Shapes.SetTopicAttributes(topic, "Policy", policy));
    }

    private void reset(Request<Properties> request, String topic) {
        try {
            set(request, topic, "");
        } catch (AwsException gone) {
            if (!gone.code().equals("NotFound")) throw gone;
        }
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        for (String topic : before.topics()) if (!request.properties().topics().contains(topic)) reset(request, topic);
        create(request);
        return new Progress.Done(request.id(), Map.of("Id", request.id()));
    }

    @Override
    public Progress delete(Request<Properties> request) {
        for (String topic : request.properties().topics()) reset(request, topic);
        return new Progress.Done(request.id(), Map.of());
    }
}
