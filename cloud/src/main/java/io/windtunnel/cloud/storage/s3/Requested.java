package io.windtunnel.cloud.storage.s3;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Buckets;
import io.windtunnel.cloud.storage.s3.web.Aim;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Every request that was answered: on the bill by its tier, and to those who listen, as access logs do.
///
/// Thread safety: every method may be called from any thread.
final class Requested {
    private static final String SERVICE = "Amazon Simple Storage Service";

    /// Writes and lists; the first tier of the price list.
    private static final Usage.Type TIER_1 = new Usage.Type(SERVICE, "Requests-Tier1", "Requests", Usage.Charge.USE);

    /// Reads and the rest.
    private static final Usage.Type TIER_2 = new Usage.Type(SERVICE, "Requests-Tier2", "Requests", Usage.Charge.USE);

    /// A request that was answered, for those who listen.
    @FunctionalInterface
    interface Listener {
        void answered(Bucket bucket, Call call, WireRequest request, String operation, WireResponse response);
    }

    private record Meters(Bucket bucket, Usage.Meter writes, Usage.Meter reads) {}

    private final Buckets buckets;
    private final Directory directory;
    private final Map<String, Meters> meters = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    Requested(Buckets buckets, Directory directory) {
        this.buckets = buckets;
        this.directory = directory;
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    void record(Call call, WireRequest request, String operation, WireResponse response) {
        Bucket bucket = buckets.find(Aim.bucket(request));
        if (bucket == null) return;
        if (!operation.isEmpty() && response.status() < 500) {
            Meters of = meters(bucket);
            if (isWrite(operation)) of.writes().add(1);
            else if (!isFree(operation)) of.reads().add(1);
        }
        for (Listener each : listeners) each.answered(bucket, call, request, operation, response);
    }

    private Meters meters(Bucket bucket) {
        Meters known = meters.get(bucket.name());
        if (known != null && known.bucket() == bucket) return known;
        Usage usage = Usage.of(directory);
        Meters made = new Meters(
                bucket,
                usage.meter(bucket.scope(), bucket.arn().toString(), TIER_1),
                usage.meter(bucket.scope(), bucket.arn().toString(), TIER_2));
        meters.put(bucket.name(), made);
        return made;
    }

    private static boolean isWrite(String operation) {
        return operation.startsWith("Put")
                || operation.startsWith("Post")
                || operation.startsWith("Copy")
                || operation.startsWith("List")
                || operation.startsWith("Create")
                || operation.startsWith("Upload")
                || operation.startsWith("Complete");
    }

    private static boolean isFree(String operation) {
        return operation.startsWith("Delete") || operation.startsWith("Abort");
    }
}
