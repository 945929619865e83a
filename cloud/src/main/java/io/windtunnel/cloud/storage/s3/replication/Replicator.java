package io.windtunnel.cloud.storage.s3.replication;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Buckets;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent.Kind;
import io.windtunnel.cloud.storage.s3.object.Content;
import io.windtunnel.cloud.storage.s3.object.StorageClass;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.StoredObject.ReplicationStatus;
import io.windtunnel.cloud.storage.s3.object.Traits;
import io.windtunnel.cloud.storage.s3.settings.Replication;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.wire.AwsException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Replicates what buckets' rules cover. A version that is to be replicated says so in its own row (`PENDING`), which
/// is
/// written with it: after a restart the queue is made anew from those.
///
/// Thread safety: every method may be called from any thread. Copies are made by one thread at a time.
public final class Replicator implements Consumer<ObjectEvent> {
    /// How long after a write its replica is made, where nothing is in the way: guessed. AWS says most objects
    /// are replicated within 15 minutes.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
    private static final Duration LAG = Duration.ofSeconds(10);

    /// How soon a copy that could not be made is tried again.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private record Job(Bucket source, String key, String versionId) {}

    private final CloudContext context;
    private final Buckets buckets;
    private final Consumer<ObjectEvent> events;
    private final Deque<Job> jobs = new ArrayDeque<>();
    private final Map<String, Integer> paused = new HashMap<>();
    private boolean running;

    public Replicator(CloudContext context, Buckets buckets, Consumer<ObjectEvent> events) {
        this.context = context;
        this.buckets = buckets;
        this.events = events;
    }

    /// Takes up what was pending when the cloud was closed.
    public void recover() {
        for (Bucket bucket : buckets.all()) {
            if (bucket.settings().replication().set() == null) continue;
            bucket.contents().forEach((key, newest) -> {
                takeUp(bucket, key, newest);
                for (StoredObject older : bucket.contents().older(key)) takeUp(bucket, key, older);
            });
        }
    }

    private void takeUp(Bucket bucket, String key, StoredObject version) {
        if (version.replication() == ReplicationStatus.PENDING) begin(new Job(bucket, key, version.versionId()));
    }

    @Override
    public void accept(ObjectEvent event) {
        if (event.bucket().settings().replication().set() == null) return;
        boolean changes = event.kind() == Kind.TAGGED || event.kind() == Kind.UNTAGGED || event.kind() == Kind.LISTED;
        boolean writes = event.kind().isCreation() || event.kind() == Kind.MARKED;
        boolean pending = event.object().replication() == ReplicationStatus.PENDING;
        boolean done = event.object().replication() == ReplicationStatus.COMPLETED;
        if (writes && pending || changes && (pending || done))
            begin(new Job(event.bucket(), event.key(), event.object().versionId()));
    }

    private void begin(Job job) {
        context.fabric().time().after(LAG, () -> enqueue(job));
    }

    private void enqueue(Job job) {
        synchronized (jobs) {
            jobs.add(job);
        }
        start();
    }

    private void start() {
        context.fabric().background(this::drain);
    }

    /// Makes every copy that can be made now.
    public void drain() {
        List<Job> all;
        synchronized (jobs) {
            if (running) return;
            running = true;
            all = new ArrayList<>(jobs);
            jobs.clear();
        }
        List<Job> left = new ArrayList<>();
        try {
            for (Job job : all) if (!replicate(job)) left.add(job);
        } finally {
            boolean more;
            synchronized (jobs) {
                running = false;
                more = !jobs.isEmpty();
                jobs.addAll(left);
            }
            if (more) start();
            else if (!left.isEmpty()) context.fabric().time().after(AGAIN, this::start);
        }
    }

    /// Whether the job is done with, for better or worse.
    private boolean replicate(Job job) {
        Bucket source = job.source();
        Replication replication = source.settings().replication().set();
        StoredObject version = source.contents().version(job.key(), job.versionId());
        if (replication == null || version == null || buckets.find(source.name()) != source) return true;
        List<Replication.Rule> rules = replication.of(job.key(), version.tags(), version.marker());
        boolean failed = false;
        for (Replication.Rule rule : rules) {
            Bucket destination = buckets.find(rule.destination().name());
            if (destination == null
                    || !destination.settings().versioning().get().isOn()) {
                failed = true;
                continue;
            }
            if (isBarred(source, destination)) return false;
            try {
                copy(job.key(), version, rule, destination);
            } catch (IOException gone) {
                return true; // deleted while it was read
            }
        }
        finish(job, failed ? ReplicationStatus.FAILED : ReplicationStatus.COMPLETED);
        return true;
    }

    private boolean isBarred(Bucket source, Bucket destination) {
        synchronized (paused) {
            if (paused.containsKey(source.name())) return true;
            if (paused.containsKey(towards(source.name(), destination.scope().region()))) return true;
        }
        if (source.scope().region().equals(destination.scope().region())) return false;
        return context.fabric()
                .links()
                .between(
                        Place.in(source.scope().region()),
                        Place.in(destination.scope().region()))
                .cut();
    }

    private void copy(String key, StoredObject version, Replication.Rule rule, Bucket destination) throws IOException {
        StoredObject known = destination.contents().version(key, version.versionId());
        Content content = known == null || version.marker()
                ? buckets.ground()
                        .bodies()
                        .copy(version.content(), buckets.ground().sequence())
                : known.content();
        String asked = rule.destination().storageClass();
        StorageClass target = asked == null
                ? version.traits().storageClass()
                : StorageClass.named(asked).orElse(version.traits().storageClass());
        Traits traits = version.traits().in(target);
        String owner = rule.destination().accessControlTranslation() == null ? version.owner() : destination.owner();
        StoredObject replica = new StoredObject(
                version.sequence(),
                version.nullVersion(),
                version.marker(),
                version.modified(),
                owner,
                version.size(),
                version.etag(),
                version.checksum(),
                traits,
                version.tags(),
                version.lock(),
                version.acl(),
                ReplicationStatus.REPLICA,
                null,
                content);
        if (known == null) {
            destination.contents().insert(key, replica);
            ObjectEvent.Cause cause =
                    ObjectEvent.Cause.own(buckets.ground().ids().upper(16));
            Kind kind = version.marker() ? Kind.MARKED : Kind.PUT;
            events.accept(new ObjectEvent(destination, key, replica, kind, cause));
        } else if (!version.marker()) {
            destination.contents().update(key, version.versionId(), _ -> replica);
        }
    }

    private void finish(Job job, ReplicationStatus status) {
        try {
            StoredObject changed = job.source().contents().update(job.key(), job.versionId(), found -> {
                if (found == null) throw new AwsException("NoSuchVersion", "it is gone");
                return found.with(status);
            });
            if (status == ReplicationStatus.FAILED) tellFailed(job, changed);
        } catch (AwsException gone) {
            // The version was deleted meanwhile: nobody asks for its status.
        }
    }

    private void tellFailed(Job job, StoredObject version) {
        ObjectEvent.Cause cause = ObjectEvent.Cause.own(buckets.ground().ids().upper(16));
        events.accept(new ObjectEvent(job.source(), job.key(), version, Kind.REPLICATION_FAILED, cause));
    }

    /// The pauses of a bucket's replication; null where it has none.
    public io.windtunnel.cloud.ports.@Nullable Replication pauses(@Nullable Bucket bucket) {
        if (bucket == null || bucket.settings().replication().set() == null) return null;
        String name = bucket.name();
        return new io.windtunnel.cloud.ports.Replication() {
            @Override
            public Pause pause() {
                return begin(name);
            }

            @Override
            public Pause pause(Region copies) {
                return begin(towards(name, copies));
            }
        };
    }

    private static String towards(String bucket, Region copies) {
        return bucket + " " + copies.code();
    }

    /// @param what a bucket, or the way from it to a Region
    private io.windtunnel.cloud.ports.Replication.Pause begin(String what) {
        synchronized (paused) {
            paused.merge(what, 1, Integer::sum);
        }
        boolean[] ended = {false};
        return () -> {
            synchronized (paused) {
                if (ended[0]) return;
                ended[0] = true;
                paused.computeIfPresent(what, (_, count) -> count == 1 ? null : count - 1);
            }
            start();
        };
    }
}
