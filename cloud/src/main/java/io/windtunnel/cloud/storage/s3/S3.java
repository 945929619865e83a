package io.windtunnel.cloud.storage.s3;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.FaultTargets;
import io.windtunnel.cloud.ports.ObjectStore;
import io.windtunnel.cloud.ports.Replication;
import io.windtunnel.cloud.storage.s3.accounting.AccessLogs;
import io.windtunnel.cloud.storage.s3.accounting.StorageReport;
import io.windtunnel.cloud.storage.s3.bucket.Buckets;
import io.windtunnel.cloud.storage.s3.bucket.Ground;
import io.windtunnel.cloud.storage.s3.events.Notifier;
import io.windtunnel.cloud.storage.s3.face.Domain;
import io.windtunnel.cloud.storage.s3.lifecycle.LifecycleRun;
import io.windtunnel.cloud.storage.s3.replication.Replicator;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// S3, running: offers [ObjectStore] and [Replication] at its buckets' ARNs, and the resource types of buckets.
public final class S3 implements CloudService {
    /// How often access logs are delivered: guessed. AWS says most within a few hours.
    private static final Duration LOG_PERIOD = Duration.ofMinutes(5);

    private final CloudContext context;
    private final S3Api face;
    private final LifecycleRun lifecycle;
    private final Replicator replicator;
    private final StorageReport report;
    private final AccessLogs logs;
    private final Timer logTimer;
    private Timer hourTimer;

    private S3(CloudContext context) {
        this.context = context;
        Buckets buckets = new Buckets(Ground.of(context.fabric()));
        Notifier notifier = new Notifier(context);
        Domain domain = new Domain(buckets, notifier::check);
        replicator = new Replicator(context, buckets, notifier);
        domain.listen(notifier);
        domain.listen(replicator);
        lifecycle = new LifecycleRun(buckets, domain::tell);
        report = new StorageReport(buckets, context.directory());
        Requested requested = new Requested(buckets, context.directory());
        face = new S3Api(domain, requested);
        logs = new AccessLogs(
                buckets,
                context.fabric().ids(),
                (target, key, text) -> face.store(target, key, "text/plain", Map.of(), Payload.of(text)));
        requested.listen(logs::record);
        logTimer =
                context.fabric().time().every(LOG_PERIOD, () -> context.fabric().background(logs::deliver));
        hourTimer = context.fabric().time().after(untilHour(), this::hour);
        offer(buckets);
        replicator.recover();
    }

    public static S3 open(CloudContext context) {
        return new S3(context);
    }

    private void offer(Buckets buckets) {
        context.directory()
                .offer(
                        ObjectStore.class,
                        "s3",
                        arn -> buckets.named(arn.resource())
                                .map(bucket ->
                                        new BucketStore(face, buckets.ground().bodies(), bucket)));
        context.directory()
                .offer(
                        Replication.class,
                        "s3",
                        arn -> Optional.ofNullable(replicator.pauses(buckets.find(arn.resource()))));
        context.directory()
                .offer(FaultTargets.class, "s3", FaultTargets.of("bucket", scope -> targets(buckets, scope)));
        context.resourceTypes().add(new BucketType(face, context.fabric().ids()));
        context.resourceTypes().add(new BucketPolicyType(face));
    }

    private record Described(String name) {}

    /// The buckets of a scope, for fault injections.
    private static List<FaultTargets.Resource> targets(Buckets buckets, Scope scope) {
        return buckets.all().stream()
                .filter(bucket -> bucket.scope().equals(scope))
                .map(bucket -> new FaultTargets.Resource(
                        bucket.arn(), bucket.settings().tags().get().tags(), new Described(bucket.name())))
                .toList();
    }

    private Duration untilHour() {
        Instant now = context.fabric().time().now();
        return Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }

    private void hour() {
        boolean midnight =
                context.fabric().time().now().atOffset(ZoneOffset.UTC).getHour() == 0;
        context.fabric().background(() -> work(midnight));
        hourTimer = context.fabric().time().after(untilHour(), this::hour);
    }

    /// Does what is done at a full hour, and at midnight.
    void work(boolean midnight) {
        if (midnight) lifecycle.run();
        report.run(midnight);
    }

    /// For tests, which call what timers would.
    LifecycleRun lifecycle() {
        return lifecycle;
    }

    Replicator replicator() {
        return replicator;
    }

    AccessLogs logs() {
        return logs;
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public S3Api face() {
        return face;
    }

    @Override
    public void close() {
        logTimer.cancel();
        hourTimer.cancel();
    }
}
