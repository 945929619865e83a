package io.windtunnel.cloud.storage.s3.events;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.EventBuses;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.settings.Notifications;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Tells of events those whom a bucket's notifications name, and EventBridge. Each is told once, at once, by a thread
/// of
/// its own; one that cannot be reached is told of in the journal.
///
/// Thread safety: every method may be called from any thread.
public final class Notifier implements Consumer<ObjectEvent> {
    private final CloudContext context;
    private final EventDocuments documents;

    public Notifier(CloudContext context) {
        this.context = context;
        this.documents = new EventDocuments();
    }

    /// Refuses notifications whose destinations cannot be reached, and tells new ones that they are.
    public void check(Bucket bucket, Notifications next, boolean skipValidation, Call call) {
        if (skipValidation) return;
        Set<String> known = new HashSet<>();
        for (Notifications.Destination each :
                bucket.settings().notifications().get().destinations()) known.add(each.arn());
        List<Sink> fresh = new ArrayList<>();
        for (Notifications.Destination each : next.destinations()) {
            Optional<Sink> sink = sink(each.arn());
            if (sink.isEmpty())
                throw Refused.argument(
                        "Unable to validate the following destination configurations",
                        each.arn(),
                        "The destination " + kind(each.arn()) + " does not exist");
            if (known.add(each.arn()) && !each.arn().contains(":lambda:")) fresh.add(sink.get());
        }
        String test = documents.test(bucket, context.fabric().time().now(), call.requestId());
        for (Sink each : fresh) each.deliver(Sink.Message.of(test));
    }

    private static String kind(String arn) {
        if (arn.contains(":sqs:")) return "queue";
        return arn.contains(":sns:") ? "topic" : "function";
    }

    private Optional<Sink> sink(String arn) {
        return Arn.isArn(arn) ? context.directory().at(Sink.class, Arn.parse(arn)) : Optional.empty();
    }

    @Override
    public void accept(ObjectEvent event) {
        Notifications notifications = event.bucket().settings().notifications().set();
        if (notifications == null) return;
        String name = "s3:" + event.kind().event();
        Instant now = context.fabric().time().now();
        for (Notifications.Destination each : notifications.destinations())
            if (each.wants(name, event.key()))
                context.fabric().background(() -> deliver(each, event, documents.record(event, each.id(), now)));
        if (notifications.eventBridgeConfiguration() != null
                && !event.kind().detailType().isEmpty())
            EventBuses.of(context.directory())
                    .put(
                            event.bucket().scope(),
                            new EventBuses.Event(
                                    "aws.s3",
                                    event.kind().detailType(),
                                    now,
                                    List.of(event.bucket().arn().toString()),
                                    documents.detail(event)));
    }

    private void deliver(Notifications.Destination destination, ObjectEvent event, String document) {
        try {
            sink(destination.arn())
                    .orElseThrow(() -> new AwsException("NotFound", "there is no such destination"))
                    .deliver(Sink.Message.of(document));
        } catch (AwsException refused) {
            context.journal()
                    .record(new Journal.Event(
                            context.fabric().time().now(),
                            event.bucket().scope(),
                            "notification.lost",
                            event.bucket().arn().toString(),
                            "S3 could not tell " + destination.arn() + " of "
                                    + event.kind().event() + " of " + event.key() + ": " + refused.message()));
        }
    }
}
