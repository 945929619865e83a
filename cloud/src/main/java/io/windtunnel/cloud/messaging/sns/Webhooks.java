package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.OutsideClient;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.kernel.rate.TokenBucket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Calls HTTP endpoints, and calls them again as the delivery policy says: a connection that fails, no answer within 15
/// seconds, 429 and 5xx are tried again; any other answer above 299 is final.
///
/// What waits for its next try is kept in memory: it does not survive a restart.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
///
/// Thread safety: every method may be called from any thread.
final class Webhooks implements AutoCloseable {
    /// How long an endpoint may take to answer: 15 s (developer guide).
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// Messages that may wait for endpoints at once; what comes beyond goes to the dead-letter queue. Our choice.
    private static final int MOST_WAITING = 100_000;

    private static final int OK_LIMIT = 300;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    /// A message to an endpoint.
    private record Call(
            Topic topic,
            SubscriptionRow row,
            @Nullable Subscription subscription,
            String type,
            String id,
            String body) {}

    private final Fabric fabric;
    private final Signer signer;
    private final Neighbours neighbours;
    private final Map<String, TokenBucket> throttles = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable OutsideClient client;
    private volatile @Nullable Deliveries deliveries;
    private volatile boolean closed;

    Webhooks(Fabric fabric, Signer signer, Neighbours neighbours) {
        this.fabric = fabric;
        this.signer = signer;
        this.neighbours = neighbours;
    }

    /// Whom to tell of what cannot be delivered; set once, before anything is.
    void undeliverableTo(Deliveries owner) {
        deliveries = owner;
    }

    private OutsideClient client() {
        OutsideClient known = client;
        if (known != null) return known;
        synchronized (this) {
            if (client == null) client = new OutsideClient(fabric.threads());
            return client;
        }
    }

    void notify(Topic topic, Subscription subscription, Publication publication, String message) {
        String body = message;
        if (!subscription.raw()) {
            String endpoint = neighbours.endpoint();
            String signed = signer.members(
                    Envelope.toBeSigned(topic.arnText, publication, message), topic.signatureVersion(), endpoint);
            body = Envelope.notification(
                    topic, publication, message, signed, Deliveries.unsubscribe(endpoint, subscription.row()));
        }
        begin(new Call(topic, subscription.row(), subscription, "Notification", publication.messageId(), body));
    }

    /// Sends `SubscriptionConfirmation` or `UnsubscribeConfirmation`.
    void confirm(String type, Topic topic, SubscriptionRow row, String message, String url) {
        String id = fabric.ids().uuid();
        Instant now = fabric.time().now();
        String signed = signer.members(
                Envelope.toBeSigned(type, id, topic.arnText, row.token(), message, url, now),
                topic.signatureVersion(),
                neighbours.endpoint());
        String body = Envelope.confirmation(type, id, topic.arnText, row.token(), message, url, now, signed);
        begin(new Call(topic, row, null, type, id, body));
    }

    private void begin(Call call) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            end(call, "too many messages wait for HTTP endpoints");
            return;
        }
        pace(call);
    }

    /// Waits for the endpoint's share of a second where its policy has one.
    private void pace(Call call) {
        int perSecond = policy(call).perSecond();
        long pause = 0;
        if (perSecond > 0) {
            TokenBucket bucket = throttles.computeIfAbsent(
                    call.row.id(),
                    _ -> new TokenBucket(perSecond, perSecond, fabric.time().nanos()));
            synchronized (bucket) {
                long now = fabric.time().nanos();
                if (!bucket.take(1, now)) pause = bucket.nanosUntil(1, now);
            }
        }
        if (pause > 0) fabric.time().after(Duration.ofNanos(pause), () -> pace(call));
        else attempt(call, 0);
    }

    private static DeliveryPolicy policy(Call call) {
        Subscription subscription = call.subscription;
        return subscription == null ? DeliveryPolicy.USUAL : call.topic.policy(subscription);
    }

    private void attempt(Call call, int retry) {
        if (closed) return;
        call.topic.meters.calledHttp();
        client().send(
                        "POST",
                        URI.create(call.row.endpoint()),
                        fields(call),
                        call.body.getBytes(StandardCharsets.UTF_8),
                        PATIENCE)
                .whenComplete((answer, failure) -> answered(call, retry, answer, failure));
    }

    private static Fields fields(Call call) {
        boolean raw = call.subscription != null && call.subscription.raw();
        Fields fields = Fields.of(
                "x-amz-sns-message-type", call.type,
                "x-amz-sns-message-id", call.id,
                "x-amz-sns-topic-arn", call.topic.arnText,
                "Content-Type", "text/plain; charset=UTF-8",
                "User-Agent", "Amazon Simple Notification Service Agent");
        if (call.type.equals("Notification")) fields.add("x-amz-sns-subscription-arn", call.row.arn());
        if (raw) fields.add("x-amz-sns-rawdelivery", "true");
        return fields;
    }

    private void answered(Call call, int retry, @Nullable Response answer, @Nullable Throwable failure) {
        int status = answer == null ? 0 : answer.status();
        if (status >= 200 && status < OK_LIMIT) {
            waiting.decrementAndGet();
            if (call.subscription != null) call.topic.meters.delivered();
            return;
        }
        boolean again = answer == null || status == TOO_MANY || status >= SERVER_ERROR;
        long pause = again ? policy(call).pauseMillis(retry + 1) : -1;
        String why = answer == null ? String.valueOf(failure) : "status " + status;
        if (pause < 0) end(call, why);
        else fabric.time().after(Duration.ofMillis(pause), () -> attempt(call, retry + 1));
    }

    private void end(Call call, String why) {
        waiting.decrementAndGet();
        Deliveries owner = deliveries;
        if (call.subscription != null && owner != null)
            owner.undeliverable(call.topic, call.subscription, Sink.Message.of(call.body), "HttpFailure", why);
    }

    @Override
    public void close() {
        closed = true;
        OutsideClient open = client;
        if (open != null) open.close();
    }
}
