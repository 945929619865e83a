package io.windtunnel.cloud.database.dynamodb.global;

import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.LinkQuality;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// What another Region's replica does not know yet. It is told a little later, over the link between both Regions;
/// while
/// that is cut, or replication is paused, it is tried again.
///
/// Thread safety: every method may be called from any thread.
final class Outbox {
    private static final int BATCH = 1_000;

    /// Up to how many items are told at once, by the clock's own thread.
    private static final int SMALL = 100;

    /// How long until a Region that cannot be told is tried again.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Fabric fabric;
    private final LiveTable source;
    private final Region to;
    private final Rows rows;
    private final GlobalTables owner;
    private final AtomicBoolean awake = new AtomicBoolean();

    Outbox(Fabric fabric, LiveTable source, Region to, Rows rows, GlobalTables owner) {
        this.fabric = fabric;
        this.source = source;
        this.to = to;
        this.rows = rows;
        this.owner = owner;
    }

    Rows rows() {
        return rows;
    }

    private LinkQuality link() {
        return fabric.links().between(Place.in(source.scope().region()), Place.in(to));
    }

    /// There is something to tell.
    void wake() {
        if (awake.compareAndSet(false, true)) later(owner.lag().plus(link().latency()));
    }

    private void later(Duration delay) {
        fabric.time().after(delay, () -> {
            if (rows.size() <= SMALL) tell();
            else fabric.threads().run(this::tell);
        });
    }

    private void tell() {
        if (owner.paused(source, to) || link().cut()) {
            later(AGAIN);
            return;
        }
        try {
            if (drain()) {
                awake.set(false);
                if (rows.size() > 0) wake();
            } else {
                later(AGAIN);
            }
        } catch (AwsException refusal) {
            later(AGAIN); // throttled, or no replica leads there
        }
    }

    /// Tells what there is; false when the Region has no such replica now.
    private boolean drain() {
        while (true) {
            List<byte[]> keys = new ArrayList<>();
            List<byte[]> stamps = new ArrayList<>();
            rows.scan(null, null, false, (key, stamp) -> {
                keys.add(key);
                stamps.add(stamp);
                return keys.size() < BATCH;
            });
            if (keys.isEmpty()) return true;
            for (int i = 0; i < keys.size(); i++)
                if (!owner.apply(source, to, keys.get(i), stamps.get(i), rows)) return false;
            if (keys.size() < BATCH) return true;
        }
    }
}
