package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// `AWS::SQS::Queue`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html
final class QueueResource implements ResourceType<QueueResource.Properties> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_NAME = 80;
    private static final int SUFFIX = 12;

    record Tag(String key, String value) {}

    record Properties(
            @Nullable String queueName,
            @Nullable Boolean fifoQueue,
            @Nullable Boolean contentBasedDeduplication,
            @Nullable String deduplicationScope,
            @Nullable String fifoThroughputLimit,
            @Nullable Integer delaySeconds,
            @Nullable Integer maximumMessageSize,
            @Nullable Integer messageRetentionPeriod,
            @Nullable Integer receiveMessageWaitTimeSeconds,
            @Nullable Integer visibilityTimeout,
            @Nullable Object redrivePolicy,
            @Nullable Object redriveAllowPolicy,
            @Nullable String kmsMasterKeyId,
            @Nullable Integer kmsDataKeyReusePeriodSeconds,
            @Nullable Boolean sqsManagedSseEnabled,
            List<Tag> tags) {

        /// The attributes that are given, by their API names.
        Map<String, String> attributes() {
            Map<String, String> all = new LinkedHashMap<>();
            put(all, "FifoQueue", fifoQueue == null || !fifoQueue ? null : fifoQueue);
            put(all, "ContentBasedDeduplication", contentBasedDeduplication);
            put(all, "DeduplicationScope", deduplicationScope);
            put(all, "FifoThroughputLimit", fifoThroughputLimit);
            put(all, "DelaySeconds", delaySeconds);
            put(all, "MaximumMessageSize", maximumMessageSize);
            put(all, "MessageRetentionPeriod", messageRetentionPeriod);
            put(all, "ReceiveMessageWaitTimeSeconds", receiveMessageWaitTimeSeconds);
            put(all, "VisibilityTimeout", visibilityTimeout);
            put(all, "RedrivePolicy", json(redrivePolicy));
            put(all, "RedriveAllowPolicy", json(redriveAllowPolicy));
            put(all, "KmsMasterKeyId", kmsMasterKeyId);
            put(all, "KmsDataKeyReusePeriodSeconds", kmsDataKeyReusePeriodSeconds);
            put(all, "SqsManagedSseEnabled", sqsManagedSseEnabled);
            return all;
        }

        private static void put(Map<String, String> all, String name, @Nullable Object value) {
            if (value != null) all.put(name, value.toString());
        }

        private static @Nullable String json(@Nullable Object tree) {
            return tree == null ? null : JSON.writeValueAsString(tree);
        }
    }

    private final SqsApi api;
    private final Ids ids;

    QueueResource(SqsApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::SQS::Queue";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("QueueName", "FifoQueue");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties wanted = request.properties();
        boolean fifo = Boolean.TRUE.equals(wanted.fifoQueue());
        String given = wanted.queueName();
        String name = given != null
                ? given
                : fifo
                        ? request.generatedName(ids.upper(SUFFIX), MOST_NAME - 5) + ".fifo"
                        : request.generatedName(ids.upper(SUFFIX), MOST_NAME);
        Call call = Call.internal(request.scope());
        Map<String, String> tags = new TreeMap<>(request.tags());
        for (Tag tag : wanted.tags()) tags.put(tag.key(), tag.value());
        if (exists(call, name))
            return new Progress.Failed(
                    "", "Resource of type 'AWS::SQS::Queue' with identifier '" + name + "' already exists.");
        String url = api.createQueue(call, new Shapes.CreateQueue(name, wanted.attributes(), tags))
                .queueUrl();
        return done(request, url);
    }

    private boolean exists(Call call, String name) {
        try {
            api.getQueueUrl(call, new Shapes.GetQueueUrl(name, null));
            return true;
        } catch (AwsException none) {
            return false;
        }
    }

    private static Progress done(Request<Properties> request, String url) {
        String name = url.substring(url.lastIndexOf('/') + 1);
        return new Progress.Done(
                url,
                Map.of(
                        "Arn", request.scope().arn("sqs", name).toString(),
                        "QueueName", name,
                        "QueueUrl", url));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Call call = Call.internal(request.scope());
        Map<String, String> changed = new LinkedHashMap<>(request.properties().attributes());
        Map<String, String> usual =
                Settings.of(Boolean.TRUE.equals(before.fifoQueue()), Map.of()).values();
        for (String name : before.attributes().keySet()) changed.putIfAbsent(name, usual.getOrDefault(name, ""));
        changed.remove("FifoQueue");
        api.setQueueAttributes(call, new Shapes.SetQueueAttributes(request.id(), changed));
        Map<String, String> tags = new TreeMap<>();
        for (Tag tag : request.properties().tags()) tags.put(tag.key(), tag.value());
        List<String> gone = before.tags().stream()
                .map(Tag::key)
                .filter(key -> !tags.containsKey(key))
                .toList();
        if (!gone.isEmpty()) api.untagQueue(call, new Shapes.UntagQueue(request.id(), gone));
        if (!tags.isEmpty()) api.tagQueue(call, new Shapes.TagQueue(request.id(), tags));
        return done(request, request.id());
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteQueue(Call.internal(request.scope()), new Shapes.QueueUrl(request.id()));
        } catch (AwsException gone) {
            if (!gone.code().equals("QueueDoesNotExist")) throw gone;
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
