package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.cloud.ports.NotificationTopic;
import io.windtunnel.cloud.ports.OwnPages;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SNS, running: offers [Sink], [NotificationTopic] and [AlarmAction] at its topics' ARNs, and the resource types of
/// topics.
public final class Sns implements CloudService {
    private final SnsApi face;
    private final Topics topics;
    private final Publishing publishing;
    private final Webhooks webhooks;

    private Sns(CloudContext context) {
        Neighbours neighbours = new Neighbours(context.directory());
        OwnPages pages = context.directory().find(OwnPages.class).orElseGet(OwnPages::new);
        LocalAuthority authority = context.directory()
                .find(LocalAuthority.class)
                .orElseGet(() -> LocalAuthority.passing(context.fabric().wall()::now));
        webhooks = new Webhooks(context.fabric(), new Signer(authority, pages), neighbours);
        Deliveries deliveries =
                new Deliveries(neighbours, webhooks, context.fabric().time());
        webhooks.undeliverableTo(deliveries);
        topics = new Topics(context);
        publishing = new Publishing(context.fabric().ids(), context.fabric().time(), deliveries);
        face = new SnsApi(
                topics,
                deliveries,
                publishing,
                new TextMessages(context.fabric().storage(), deliveries));
    }

    public static Sns open(CloudContext context) {
        Sns sns = new Sns(context);
        sns.topics.recover();
        context.directory()
                .offer(
                        Sink.class,
                        "sns",
                        arn -> sns.topic(arn).map(topic -> message -> sns.publish(topic, null, message)));
        context.directory()
                .offer(
                        NotificationTopic.class,
                        "sns",
                        arn -> sns.topic(arn)
                                .map(topic ->
                                        (subject, message) -> sns.publish(topic, subject, Sink.Message.of(message))));
        context.directory()
                .offer(
                        AlarmAction.class,
                        "sns",
                        arn -> sns.topic(arn).map(topic -> (scope, action, signal) -> {
                            sns.publish(
                                    topic,
                                    AlarmNotice.subject(scope, signal),
                                    Sink.Message.of(AlarmNotice.of(scope, signal)));
                            return "Successfully executed action " + action;
                        }));
        context.resourceTypes().add(new TopicResource(sns.face, context.fabric().ids()));
        context.resourceTypes().add(new SubscriptionResource(sns.face));
        context.resourceTypes().add(new TopicPolicyResource(sns.face));
        return sns;
    }

    private Optional<Topic> topic(Arn arn) {
        return Optional.ofNullable(topics.find(arn.toString()));
    }

    /// Publishes for a neighbour: what would be refused to a client is refused to it.
    private String publish(Topic topic, @Nullable String subject, Sink.Message message) {
        if (message.body().isEmpty()) throw new AwsException("InvalidParameter", "Invalid parameter: Empty message");
        Publication publication = publishing.publication(
                topic,
                message.body(),
                subject,
                null,
                Map.of(),
                message.groupId(),
                topic.fifo ? message.deduplicationId() : null);
        return publishing
                .publish(
                        topic,
                        new Publication(
                                publication.messageId(),
                                publication.at(),
                                subject,
                                publication.message(),
                                Map.of(),
                                message.attributes(),
                                publication.group(),
                                publication.deduplicationId(),
                                null))
                .messageId();
    }

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public SnsApi face() {
        return face;
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
