package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.messaging.sns.Shapes.Published;
import io.windtunnel.cloud.messaging.sns.Shapes.Subscribed;
import io.windtunnel.cloud.policy.AccessPolicy;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The face of SNS.
public final class SnsApi {
    /// Topics and subscriptions on a page: 100.
    private static final int PAGE = 100;

    private static final List<String> ACTIONS = List.of(
            "Publish",
            "RemovePermission",
            "SetTopicAttributes",
            "DeleteTopic",
            "ListSubscriptionsByTopic",
            "GetTopicAttributes",
            "AddPermission",
            "Subscribe");

    private final Topics topics;
    private final Deliveries deliveries;
    private final Publishing publishing;
    private final TextMessages texts;

    SnsApi(Topics topics, Deliveries deliveries, Publishing publishing, TextMessages texts) {
        this.topics = topics;
        this.deliveries = deliveries;
        this.publishing = publishing;
        this.texts = texts;
    }

    // ---- topics

    public Shapes.TopicArn createTopic(Call call, Shapes.CreateTopic request) {
        Topic topic = topics.create(call.scope(), request.name(), request.attributes(), map(request.tags()));
        return new Shapes.TopicArn(topic.arnText);
    }

    private static Map<String, String> map(List<Shapes.Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        for (Shapes.Tag tag : tags) map.put(tag.key(), tag.value());
        return map;
    }

    public void deleteTopic(Call call, Shapes.TopicArn request) {
        if (!Arn.isArn(request.topicArn())) throw Refusals.invalid("TopicArn");
        topics.delete(call.scope(), request.topicArn());
    }

    public Shapes.Topics listTopics(Call call, Shapes.ListPage request) {
        List<Topic> all = topics.all(call.scope());
        List<Topic> page = Topics.page(all, topic -> topic.arnText, token(request.nextToken()), PAGE);
        boolean more = !page.isEmpty() && page.getLast() != all.getLast();
        return new Shapes.Topics(
                page.stream().map(topic -> new Shapes.TopicArn(topic.arnText)).toList(),
                more ? next(page.getLast().arnText) : null);
    }

    private static String next(String key) {
        return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String token(@Nullable String text) {
        if (text == null || text.isEmpty()) return null;
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusals.invalid("NextToken");
        }
    }

    public Shapes.Attributes getTopicAttributes(Call call, Shapes.TopicArn request) {
        return new Shapes.Attributes(shown(topics.require(request.topicArn())));
    }

    private static Map<String, String> shown(Topic topic) {
        Map<String, String> shown = new LinkedHashMap<>(topic.row().values());
        List<Subscription> all = topic.subscriptions();
        long confirmed = all.stream().filter(each -> each.row().confirmed()).count();
        shown.put("TopicArn", topic.arnText);
        shown.put("Owner", topic.scope.account().digits());
        shown.putIfAbsent("DisplayName", "");
        shown.putIfAbsent("Policy", Documents.policy(topic));
        shown.put("SubscriptionsConfirmed", Long.toString(confirmed));
        shown.put("SubscriptionsPending", Long.toString(all.size() - confirmed));
        shown.put("SubscriptionsDeleted", Long.toString(topic.row().deleted()));
        String own = topic.row().values().get("DeliveryPolicy");
        shown.put("EffectiveDeliveryPolicy", own == null ? Documents.DELIVERY : own);
        if (topic.fifo) {
            shown.put("FifoTopic", "true");
            shown.putIfAbsent("ContentBasedDeduplication", "false");
            shown.putIfAbsent("FifoThroughputScope", "Topic");
        }
        return shown;
    }

    public void setTopicAttributes(Call call, Shapes.SetTopicAttributes request) {
        String value = Objects.requireNonNullElse(request.attributeValue(), "");
        topics.configure(topics.require(request.topicArn()), request.attributeName(), value);
    }

    public void addPermission(Call call, Shapes.AddPermission request) {
        Topic topic = topics.require(request.topicArn());
        for (String action : request.actions())
            if (!ACTIONS.contains(action)) throw Refusals.invalid("Policy statement action out of service scope!");
        AccessPolicy policy = AccessPolicy.of(Documents.policy(topic), "");
        if (policy.has(request.label())) throw Refusals.invalid("Statement already exists");
        List<String> actions =
                request.actions().stream().map(action -> "SNS:" + action).toList();
        topics.configure(
                topic,
                "Policy",
                policy.allow(request.label(), request.accountIds(), actions, topic.arn)
                        .text());
    }

    public void removePermission(Call call, Shapes.RemovePermission request) {
        Topic topic = topics.require(request.topicArn());
        AccessPolicy policy = AccessPolicy.of(Documents.policy(topic), "");
        if (policy.remove(request.label())) topics.configure(topic, "Policy", policy.text());
    }

    public void tagResource(Call call, Shapes.TagResource request) {
        topics.tag(resource(request.resourceArn()), map(request.tags()), List.of());
    }

    public void untagResource(Call call, Shapes.UntagResource request) {
        topics.tag(resource(request.resourceArn()), Map.of(), request.tagKeys());
    }

    public Shapes.Tags listTagsForResource(Call call, Shapes.Resource request) {
        List<Shapes.Tag> tags = new ArrayList<>();
        resource(request.resourceArn()).row().tags().forEach((key, value) -> tags.add(new Shapes.Tag(key, value)));
        return new Shapes.Tags(tags);
    }

    private Topic resource(String arn) {
        Topic topic = topics.find(arn);
        if (topic == null) throw new AwsException("ResourceNotFound", "Resource does not exist");
        return topic;
    }

    // ---- subscriptions

    public Shapes.SubscriptionArn subscribe(Call call, Shapes.Subscribe request) {
        Topic topic = topics.require(request.topicArn());
        Protocol protocol = Protocol.of(request.protocol());
        String endpoint = request.endpoint();
        if (endpoint == null || endpoint.isEmpty()) throw Refusals.invalid("Endpoint");
        Subscription subscription = topics.subscribe(
                topic, protocol, endpoint, call.scope().account().digits(), request.attributes());
        boolean pending = !subscription.row().confirmed();
        if (pending) deliveries.confirm(topic, subscription.row());
        boolean hidden = pending && !Boolean.TRUE.equals(request.returnSubscriptionArn());
        return new Shapes.SubscriptionArn(
                hidden ? "pending confirmation" : subscription.row().arn());
    }

    public Shapes.SubscriptionArn confirmSubscription(Call call, Shapes.ConfirmSubscription request) {
        Topic topic = topics.require(request.topicArn());
        boolean authenticate = "true".equals(request.authenticateOnUnsubscribe());
        return new Shapes.SubscriptionArn(
                topics.confirm(topic, request.token(), authenticate).arn());
    }

    public void unsubscribe(Call call, Shapes.SubscriptionArn request) {
        String arn = request.subscriptionArn();
        Subscription subscription = isGone(arn) ? null : topics.requireSubscription(arn);
        if (subscription == null) return;
        if (!subscription.row().confirmed())
            throw Refusals.invalid("SubscriptionArn Reason: This subscription is pending confirmation");
        SubscriptionRow row = topics.unsubscribe(arn);
        Topic topic = row == null ? null : topics.find(row.topic());
        if (row != null && topic != null && !call.accessKeyId().isEmpty()) deliveries.farewell(topic, row);
    }

    /// Unsubscribing twice is no error.
    private boolean isGone(String arn) {
        try {
            topics.requireSubscription(arn);
            return false;
        } catch (AwsException none) {
            if (none.code().equals("NotFound")) return true;
            throw none;
        }
    }

    public Shapes.Attributes getSubscriptionAttributes(Call call, Shapes.SubscriptionArn request) {
        SubscriptionRow row =
                topics.requireSubscription(request.subscriptionArn()).row();
        Map<String, String> shown = new LinkedHashMap<>(row.values());
        shown.put("SubscriptionArn", row.arn());
        shown.put("TopicArn", row.topic());
        shown.put("Owner", row.owner());
        shown.put("Protocol", row.protocol().apiName());
        shown.put("Endpoint", row.endpoint());
        shown.put("PendingConfirmation", Boolean.toString(!row.confirmed()));
        shown.put("ConfirmationWasAuthenticated", Boolean.toString(row.authenticated()));
        shown.put("SubscriptionPrincipal", "arn:aws:iam::" + row.owner() + ":root");
        shown.putIfAbsent("RawMessageDelivery", "false");
        if (row.values().containsKey("FilterPolicy")) shown.putIfAbsent("FilterPolicyScope", "MessageAttributes");
        return new Shapes.Attributes(shown);
    }

    public void setSubscriptionAttributes(Call call, Shapes.SetSubscriptionAttributes request) {
        topics.configure(
                topics.requireSubscription(request.subscriptionArn()),
                request.attributeName(),
                request.attributeValue());
    }

    public Shapes.Subscriptions listSubscriptions(Call call, Shapes.ListPage request) {
        return page(topics.subscriptions(call.scope()), request.nextToken());
    }

    public Shapes.Subscriptions listSubscriptionsByTopic(Call call, Shapes.ListSubscriptionsByTopic request) {
        List<SubscriptionRow> rows = new ArrayList<>();
        for (Subscription each : topics.require(request.topicArn()).subscriptions()) rows.add(each.row());
        rows.sort(java.util.Comparator.comparing(SubscriptionRow::arn));
        return page(rows, request.nextToken());
    }

    private static Shapes.Subscriptions page(List<SubscriptionRow> all, @Nullable String token) {
        List<SubscriptionRow> page = Topics.page(all, SubscriptionRow::arn, token(token), PAGE);
        boolean more = !page.isEmpty() && page.getLast() != all.getLast();
        return new Shapes.Subscriptions(
                page.stream().map(SnsApi::shown).toList(),
                more ? next(page.getLast().arn()) : null);
    }

    private static Subscribed shown(SubscriptionRow row) {
        return new Subscribed(
                row.confirmed() ? row.arn() : "PendingConfirmation",
                row.owner(),
                row.protocol().apiName(),
                row.endpoint(),
                row.topic());
    }

    // ---- messages

    public Published publish(Call call, Shapes.Publish request) {
        String number = request.phoneNumber();
        String arn = request.topicArn() != null ? request.topicArn() : request.targetArn();
        if (number != null && arn == null) return text(call, request, number);
        if (arn == null || number != null)
            throw Refusals.invalid("TopicArn or TargetArn Reason: no value for required parameter");
        if (arn.contains(":endpoint/")) throw AwsException.notBuilt("sns", "Publish", "mobile push endpoints");
        return publishing.publish(topics.require(arn), request);
    }

    private Published text(Call call, Shapes.Publish request, String number) {
        if (!number.matches("\\+[1-9][0-9]{3,14}"))
            throw Refusals.invalid("PhoneNumber Reason: " + number + " is not valid to publish to");
        Publication publication = publishing.publication(
                null,
                request.message(),
                request.subject(),
                request.messageStructure(),
                request.messageAttributes(),
                null,
                null);
        texts.send(call.scope(), number, publication);
        return new Published(publication.messageId(), null);
    }

    public Shapes.PublishedBatch publishBatch(Call call, Shapes.PublishBatch request) {
        return publishing.publish(topics.require(request.topicArn()), request);
    }

    // ---- text messages

    public void setSMSAttributes(Call call, Shapes.SmsAttributes request) {
        texts.configure(call.scope(), request.attributes());
    }

    public Shapes.SmsAttributes getSMSAttributes(Call call, Shapes.GetSmsAttributes request) {
        Map<String, String> all = new HashMap<>(texts.settings(call.scope()));
        if (!request.attributes().isEmpty()) all.keySet().retainAll(request.attributes());
        return new Shapes.SmsAttributes(all);
    }

    public Shapes.OptedOut checkIfPhoneNumberIsOptedOut(Call call, Shapes.PhoneNumber request) {
        return new Shapes.OptedOut(false);
    }

    public Shapes.Sandbox getSMSSandboxAccountStatus(Call call) {
        return new Shapes.Sandbox(false);
    }
}
