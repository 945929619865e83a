package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.messaging.sns.FilterPolicy.Verdict;
import io.windtunnel.cloud.ports.Inbox;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.cloud.ports.Sink.Attribute;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Hands a published message to a topic's subscriptions.
///
/// Thread safety: every method may be called from any thread.
final class Deliveries {
    /// In a queue's envelope: what stands for the signature is the same for all, since nobody can check it there in
    /// time
    /// for twenty thousand messages a second.
    private static final String UNSIGNED =
            "  \"SignatureVersion\" : \"1\",\n  \"Signature\" : \"UNSIGNED\",\n" + "  \"SigningCertURL\" : \"\",\n";

    private final Neighbours neighbours;
    private final Webhooks webhooks;
    private final Time time;

    Deliveries(Neighbours neighbours, Webhooks webhooks, Time time) {
        this.neighbours = neighbours;
        this.webhooks = webhooks;
        this.time = time;
    }

    void deliver(Topic topic, Publication publication) {
        for (Subscription subscription : topic.subscriptions()) {
            if (!subscription.row().confirmed()) continue;
            String message = publication.messageFor(subscription.protocol());
            FilterPolicy filter = subscription.filter();
            if (filter != null) {
                Verdict verdict = filter.judge(message, publication.attributes());
                if (verdict != Verdict.WANTED) {
                    topic.meters.filtered(verdict, filter.body());
                    continue;
                }
            }
            deliver(topic, subscription, publication, message);
        }
    }

    private void deliver(Topic topic, Subscription subscription, Publication publication, String message) {
        switch (subscription.protocol()) {
            case SQS, LAMBDA -> toSink(topic, subscription, publication, message);
            case HTTP, HTTPS -> webhooks.notify(topic, subscription, publication, message);
            case EMAIL, EMAIL_JSON, SMS -> toInbox(topic, subscription, publication, message);
        }
    }

    private void toSink(Topic topic, Subscription subscription, Publication publication, String message) {
        Arn target = subscription.target();
        if (target == null) throw new IllegalStateException(subscription.row().arn() + " has no target");
        boolean raw = subscription.raw();
        String body = raw ? message : envelope(topic, subscription, publication, message);
        Map<String, Attribute> attributes = raw ? publication.attributes() : Map.of();
        Sink.Message letter =
                new Sink.Message(body, attributes, publication.group(), publication.deduplicationId(), null);
        Optional<Sink> sink = neighbours.sink(target);
        try {
            if (sink.isEmpty()) throw new AwsException("NotFound", "nothing is at " + target);
            sink.get().deliver(letter);
            topic.meters.delivered();
        } catch (AwsException refusal) {
            undeliverable(topic, subscription, letter, refusal.code(), refusal.message());
        }
    }

    private String envelope(Topic topic, Subscription subscription, Publication publication, String message) {
        return Envelope.notification(topic, publication, message, UNSIGNED, unsubscribe(subscription));
    }

    private String unsubscribe(Subscription subscription) {
        return unsubscribe(neighbours.endpoint(), subscription.row());
    }

    static String unsubscribe(String endpoint, SubscriptionRow row) {
        return endpoint + "/?Action=Unsubscribe&Version=2010-03-31&SubscriptionArn=" + row.arn();
    }

    /// Gives up on a message: the dead-letter queue has it, where there is one.
    void undeliverable(Topic topic, Subscription subscription, Sink.Message letter, String code, String reason) {
        topic.meters.failed();
        Arn target = subscription.deadLetters();
        if (target == null) return;
        boolean done = false;
        try {
            Sink sink = neighbours.sink(target).orElse(null);
            if (sink != null) {
                sink.deliver(letter);
                done = true;
            }
        } catch (AwsException refused) {
            done = false;
        }
        topic.meters.redriven(done);
    }

    private void toInbox(Topic topic, Subscription subscription, Publication publication, String message) {
        Inbox inbox = neighbours.inbox().orElse(null);
        if (inbox == null) return;
        SubscriptionRow row = subscription.row();
        boolean text = row.protocol() == Protocol.SMS;
        String body =
                row.protocol() == Protocol.EMAIL_JSON ? envelope(topic, subscription, publication, message) : message;
        String subject = publication.subject();
        inbox.put(new Inbox.Letter(
                time.now(),
                text ? Inbox.Kind.SMS : Inbox.Kind.EMAIL,
                sender(topic),
                row.endpoint(),
                text ? "" : subject == null ? "AWS Notification Message" : subject,
                body,
                text ? null : unsubscribe(subscription)));
        topic.meters.delivered();
    }

    private static String sender(Topic topic) {
        String name = topic.row().values().get("DisplayName");
        return (name == null || name.isEmpty() ? topic.row().name() : name) + " <no-reply@sns.amazonaws.com>";
    }

    /// Asks whether a subscription is wanted.
    void confirm(Topic topic, SubscriptionRow row) {
        String endpoint = neighbours.endpoint();
        String url = endpoint + "/?Action=ConfirmSubscription&Version=2010-03-31&TopicArn=" + topic.arnText + "&Token="
                + row.token();
        String message = "You have chosen to subscribe to the topic " + topic.arnText
                + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.";
        switch (row.protocol()) {
            case HTTP, HTTPS -> webhooks.confirm("SubscriptionConfirmation", topic, row, message, url);
            case EMAIL, EMAIL_JSON ->
                neighbours
                        .inbox()
                        .ifPresent(inbox -> inbox.put(new Inbox.Letter(
                                time.now(),
                                Inbox.Kind.EMAIL,
                                sender(topic),
                                row.endpoint(),
                                "AWS Notification - Subscription Confirmation",
                                "You have chosen to subscribe to the topic " + topic.arnText
                                        + ".\nTo confirm this subscription, open the link below.",
                                url)));
            case SQS, LAMBDA, SMS -> {}
        }
    }

    /// Tells an HTTP endpoint that it is subscribed no more.
    void farewell(Topic topic, SubscriptionRow row) {
        if (row.protocol() != Protocol.HTTP && row.protocol() != Protocol.HTTPS) return;
        String message = "You have chosen to deactivate subscription " + row.arn()
                + ".\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this"
                + " message.";
        String url = neighbours.endpoint() + "/?Action=ConfirmSubscription&Version=2010-03-31&TopicArn=" + topic.arnText
                + "&Token=" + row.token();
        webhooks.confirm("UnsubscribeConfirmation", topic, row, message, url);
    }

    /// A text message to a phone number.
    void text(String number, String message, @Nullable String sender) {
        neighbours
                .inbox()
                .ifPresent(inbox -> inbox.put(new Inbox.Letter(
                        time.now(), Inbox.Kind.SMS, sender == null ? "NOTICE" : sender, number, "", message, null)));
    }

    /// Attributes in the order of their names.
    static Map<String, Attribute> sorted(Map<String, Attribute> attributes) {
        return attributes.isEmpty() ? attributes : new TreeMap<>(attributes);
    }
}
