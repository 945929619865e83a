package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// `AWS::SNS::Topic`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sns-topic.html
final class TopicResource implements ResourceType<TopicResource.Properties> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_NAME = 256;
    private static final int SUFFIX = 12;

    record Tag(String key, String value) {}

    record Inline(String endpoint, String protocol) {}

    record Properties(
            @Nullable String topicName,
            @Nullable String displayName,
            @Nullable Boolean fifoTopic,
            @Nullable Boolean contentBasedDeduplication,
            @Nullable String fifoThroughputScope,
            @Nullable String kmsMasterKeyId,
            @Nullable String signatureVersion,
            @Nullable String tracingConfig,
            List<Inline> subscription,
            List<Tag> tags) {
        Map<String, String> attributes() {
            Map<String, String> all = new LinkedHashMap<>();
            put(all, "DisplayName", displayName);
            put(all, "FifoTopic", Boolean.TRUE.equals(fifoTopic) ? fifoTopic : null);
            put(all, "ContentBasedDeduplication", contentBasedDeduplication);
            put(all, "FifoThroughputScope", fifoThroughputScope);
            put(all, "KmsMasterKeyId", kmsMasterKeyId);
            put(all, "SignatureVersion", signatureVersion);
            put(all, "TracingConfig", tracingConfig);
            return all;
        }

        private static void put(Map<String, String> all, String name, @Nullable Object value) {
            if (value != null) all.put(name, value.toString());
        }
    }

    private final SnsApi api;
    private final Ids ids;

    TopicResource(SnsApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::SNS::Topic";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("TopicName", "FifoTopic");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties wanted = request.properties();
        boolean fifo = Boolean.TRUE.equals(wanted.fifoTopic());
        String given = wanted.topicName();
        String name =
                given != null ? given : request.generatedName(ids.upper(SUFFIX), MOST_NAME - 5) + (fifo ? ".fifo" : "");
        Map<String, String> tags = new TreeMap<>(request.tags());
        for (Tag tag : wanted.tags()) tags.put(tag.key(), tag.value());
        List<Shapes.Tag> sent = new ArrayList<>();
        tags.forEach((key, value) -> sent.add(new Shapes.Tag(key, value)));
        Call call = Call.internal(request.scope());
        String arn = api.createTopic(call, new Shapes.CreateTopic(name, wanted.attributes(), sent))
                .topicArn();
        for (Inline each : wanted.subscription()) subscribe(call, arn, each);
        return done(arn);
    }

    private void subscribe(Call call, String topic, Inline wanted) {
        api.subscribe(call, new Shapes.Subscribe(topic, wanted.protocol(), wanted.endpoint(), Map.of(), true));
    }

    private static Progress done(String arn) {
        return new Progress.Done(arn, Map.of("TopicArn", arn, "TopicName", arn.substring(arn.lastIndexOf(':') + 1)));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Call call = Call.internal(request.scope());
        Map<String, String> changed = new LinkedHashMap<>(request.properties().attributes());
        for (String name : before.attributes().keySet()) changed.putIfAbsent(name, "");
        changed.remove("FifoTopic");
        changed.forEach((name, value) ->
                api.setTopicAttributes(call, new Shapes.SetTopicAttributes(request.id(), name, value)));
        List<Inline> wanted = request.properties().subscription();
        for (Shapes.Subscribed each : api.listSubscriptionsByTopic(
                        call, new Shapes.ListSubscriptionsByTopic(request.id(), null))
                .subscriptions()) {
            Inline known = new Inline(each.endpoint(), each.protocol());
            if (before.subscription().contains(known)
                    && !wanted.contains(known)
                    && each.subscriptionArn().startsWith("arn:"))
                api.unsubscribe(call, new Shapes.SubscriptionArn(each.subscriptionArn()));
        }
        for (Inline each : wanted) if (!before.subscription().contains(each)) subscribe(call, request.id(), each);
        return done(request.id());
    }

    @Override
    public Progress delete(Request<Properties> request) {
        api.deleteTopic(Call.internal(request.scope()), new Shapes.TopicArn(request.id()));
        return new Progress.Done(request.id(), Map.of());
    }

    /// A property's value as an attribute: a text as it is, anything else as JSON.
    static String text(Object value) {
        return value instanceof String text ? text : JSON.writeValueAsString(value);
    }
}
