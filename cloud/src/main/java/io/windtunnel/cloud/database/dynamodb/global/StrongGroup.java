package io.windtunnel.cloud.database.dynamodb.global;

import io.windtunnel.cloud.database.dynamodb.table.Quorum;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.Stamp;
import io.windtunnel.cloud.database.dynamodb.table.ZoneReplicas;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.LinkQuality;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The three Regions of a strongly consistent global table. A change is made in the client's Region and told to every
/// other in reach before it is acknowledged: two of three have it. A Region that changes or strongly reads an item
/// learns first what one of the others has and it has not, so it knows the last acknowledged change.
///
/// Each Region notes, with each change, which others do not know of it. So what a Region lacks stands in the notes of
/// whomever it can reach, and the same notes make it converge once its links are back.
///
/// An item's lock here is taken before those of the tables; it orders what is done to the item in all Regions.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
///
/// Thread safety: every method may be called from any thread.
final class StrongGroup {
    private static final int LOCKS = 256;

    /// How many items are looked at before they are told.
    private static final int BATCH = 1_000;

    private final Fabric fabric;
    private final Members members;
    private final List<String> regions;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final Map<RowKey, Claim> claims = new ConcurrentHashMap<>();

    /// Finds the Regions' parts.
    interface Members {
        /// The part of a Region; null while it is not there.
        @Nullable
        Member in(String region);

        /// Whether the way from one Region to another stands still for a fault injection.
        boolean paused(Member from, Region to);

        /// One Region was told of another's change.
        void told(Member from, Member to, Stamp stamp);
    }

    /// The Region that changes an item now.
    ///
    /// @param writers how many requests
    private record Claim(String region, int writers) {}

    StrongGroup(Fabric fabric, List<String> regions, Members members) {
        this.fabric = fabric;
        this.regions = regions;
        this.members = members;
        for (int i = 0; i < LOCKS; i++) locks[i] = new ReentrantLock();
    }

    /// What a replica asks.
    Quorum of(String region) {
        return new Quorum() {
            @Override
            public WritePlan write(RowKey key, Supplier<WritePlan> here) {
                return StrongGroup.this.write(region, key, here);
            }

            @Override
            public void settle(RowKey key) {
                whileLocked(key.bytes(), () -> {
                    Member self = self(region);
                    StrongGroup.this.settle(self, inReach(self, key), key.bytes());
                });
            }

            @Override
            public void settle() {
                StrongGroup.this.settleAll(region);
            }

            @Override
            public Duration roundTrip() {
                return StrongGroup.this.roundTrip(region);
            }
        };
    }

    private void whileLocked(byte[] key, Runnable task) {
        int hash = java.util.Arrays.hashCode(key);
        ReentrantLock lock = locks[(hash ^ hash >>> 16) & LOCKS - 1];
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    // ---- who is in reach

    private Member self(String region) {
        Member self = members.in(region);
        if (self == null) throw ZoneReplicas.unavailable();
        return self;
    }

    private LinkQuality link(String from, String to) {
        return fabric.links().between(Place.in(new Region(from)), Place.in(new Region(to)));
    }

    /// The other Regions that answer now.
    ///
    /// @param key null for those that answer at all
    private List<Member> inReach(Member self, @Nullable RowKey key) {
        List<Member> found = new ArrayList<>();
        for (String each : regions) {
            if (each.equals(self.region()) || link(self.region(), each).cut()) continue;
            Member other = members.in(each);
            if (other == null || members.paused(self, new Region(each))) continue;
            if (key == null || other.answers(key)) found.add(other);
        }
        if (found.isEmpty()) throw ZoneReplicas.unavailable();
        return found;
    }

    private Duration roundTrip(String region) {
        return regions.stream()
                .filter(each -> !each.equals(region))
                .map(each -> link(region, each))
                .filter(link -> !link.cut())
                .map(link -> link.latency().multipliedBy(2))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    // ---- changes

    private WritePlan write(String region, RowKey key, Supplier<WritePlan> here) {
        claim(region, key);
        boolean[] done = {false};
        try {
            WritePlan[] made = new WritePlan[1];
            whileLocked(key.bytes(), () -> {
                Member self = self(region);
                List<Member> others = inReach(self, key);
                settle(self, others, key.bytes());
                made[0] = here.get();
                for (Member each : others) tell(self, each, key.bytes());
            });
            done[0] = made[0].changes();
            return made[0];
        } finally {
            Duration underWay = done[0] ? roundTrip(region) : Duration.ZERO;
            if (underWay.isZero()) release(key);
            else fabric.time().after(underWay, () -> release(key));
        }
    }

    /// @throws AwsException `ReplicatedWriteConflictException`
    private void claim(String region, RowKey key) {
        Claim claim = claims.compute(key, (_, old) -> {
            if (old == null) return new Claim(region, 1);
            return old.region().equals(region) ? new Claim(region, old.writers() + 1) : old;
        });
        if (!claim.region().equals(region))
            throw new AwsException(
                    "ReplicatedWriteConflictException",
                    "One or more items in this request are being modified by a request in another Region.");
    }

    private void release(RowKey key) {
        claims.computeIfPresent(
                key, (_, claim) -> claim.writers() == 1 ? null : new Claim(claim.region(), claim.writers() - 1));
    }

    private void settle(Member self, List<Member> others, byte[] key) {
        for (Member each : others) tell(each, self, key);
        for (Member each : others) tell(self, each, key);
    }

    private void settleAll(String region) {
        Member self = self(region);
        List<Member> others = inReach(self, null);
        for (Member each : others) tellAll(each, self);
        for (Member each : others) tellAll(self, each);
    }

    private void tellAll(Member from, Member to) {
        Rows due = from.untold(to.region());
        while (due != null && due.size() > 0) {
            List<byte[]> keys = new ArrayList<>();
            due.scan(null, null, false, (key, _) -> {
                keys.add(key);
                return keys.size() < BATCH;
            });
            for (byte[] key : keys) whileLocked(key, () -> tell(from, to, key));
            if (keys.size() < BATCH) return;
        }
    }

    /// Tells a Region what another has of an item and notes as untold; false when one of them is not there.
    boolean tell(String from, String to, byte[] key) {
        Member source = members.in(from);
        Member target = members.in(to);
        if (source == null || target == null || !target.answers(RowKey.of(key))) return false;
        whileLocked(key, () -> tell(source, target, key));
        return true;
    }

    private void tell(Member from, Member to, byte[] key) {
        Rows due = from.untold(to.region());
        if (due == null || due.get(key) == null) return;
        Stamp stamp = from.stamp(key);
        if (stamp != null && older(to.stamp(key), stamp)) {
            to.take(key, from.value(key), stamp, others(from, to, key));
            members.told(from, to, stamp);
        }
        due.remove(key);
        Stamp known = to.stamp(key);
        for (String each : regions) {
            Member other = each.equals(to.region()) ? null : members.in(each);
            if (other == null) continue;
            Rows notes = other.untold(to.region());
            if (notes == null || notes.get(key) == null) continue;
            Stamp there = other.stamp(key);
            if (there == null || !older(known, there)) notes.remove(key);
        }
    }

    private static boolean older(@Nullable Stamp known, Stamp stamp) {
        return known == null || known.compareTo(stamp) < 0;
    }

    /// The Regions that do not know either what one is about to tell another.
    private List<String> others(Member from, Member to, byte[] key) {
        List<String> untold = new ArrayList<>();
        for (String each : regions) {
            Rows notes = each.equals(to.region()) ? null : from.untold(each);
            if (notes != null && notes.get(key) != null) untold.add(each);
        }
        return untold;
    }
}
