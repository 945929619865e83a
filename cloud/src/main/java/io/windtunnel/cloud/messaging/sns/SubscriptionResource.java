package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::SNS::Subscription`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sns-subscription.html
final class SubscriptionResource implements ResourceType<SubscriptionResource.Properties> {
    record Properties(
            String topicArn,
            String protocol,
            @Nullable String endpoint,
            @Nullable Object filterPolicy,
            @Nullable String filterPolicyScope,
            @Nullable Boolean rawMessageDelivery,
            @Nullable Object redrivePolicy,
            @Nullable Object deliveryPolicy) {
        Map<String, String> attributes() {
            Map<String, String> all = new LinkedHashMap<>();
            put(all, "FilterPolicyScope", filterPolicyScope);
            put(all, "FilterPolicy", filterPolicy);
            put(all, "RawMessageDelivery", rawMessageDelivery == null ? null : rawMessageDelivery.toString());
            put(all, "RedrivePolicy", redrivePolicy);
            put(all, "DeliveryPolicy", deliveryPolicy);
            return all;
        }

        private static void put(Map<String, String> all, String name, @Nullable Object value) {
            if (value != null) all.put(name, TopicResource.text(value));
        }
    }

    private final SnsApi api;

    SubscriptionResource(SnsApi api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::SNS::Subscription";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("TopicArn", "Protocol", "Endpoint");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties wanted = request.properties();
        String arn = api.subscribe(
                        Call.internal(request.scope()),
                        new Shapes.Subscribe(
                                wanted.topicArn(), wanted.protocol(), wanted.endpoint(), wanted.attributes(), true))
                .subscriptionArn();
        return new Progress.Done(arn, Map.of("Arn", arn));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Call call = Call.internal(request.scope());
        Map<String, String> changed = new LinkedHashMap<>(request.properties().attributes());
        for (String name : before.attributes().keySet()) changed.putIfAbsent(name, "");
        changed.forEach((name, value) ->
                api.setSubscriptionAttributes(call, new Shapes.SetSubscriptionAttributes(request.id(), name, value)));
        return new Progress.Done(request.id(), Map.of("Arn", request.id()));
    }

    @Override
    public Progress delete(Request<Properties> request) {
        api.unsubscribe(Call.internal(request.scope()), new Shapes.SubscriptionArn(request.id()));
        return new Progress.Done(request.id(), Map.of());
    }
}
