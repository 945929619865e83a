package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.LinkQuality;
import io.windtunnel.fabric.net.Links;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Where the three replicas of a Region's partitions stand, which of them leads, and how far the others are behind. The
/// data is there once: a follower's state is the present one without what was written within its lag.
///
/// A leader needs another replica in reach, since a write is acknowledged by two of three. Loses it its zone, another
/// leads after an election; until then strongly consistent reads and writes fail.
///
/// Source: Elhemali et al., "Amazon DynamoDB: A Scalable, Predictably Performant, and Fully Managed NoSQL Database
/// Service", USENIX ATC 2022
///
/// Thread safety: every method may be called from any thread.
public final class ZoneReplicas {
    public static final int COUNT = 3;

    /// What [#asOf] gives for a replica that has everything.
    public static final long PRESENT = Long.MAX_VALUE;

    private static final String LETTERS = "abc";

    private final Time time;
    private final Links links;
    private final Physics physics;
    private final RandomGenerator random;
    private final Place region;
    private final List<Place> zones = new ArrayList<>();
    private volatile State state;

    /// @param leaders by the replica that would lead; -1 where none can
    /// @param from since when it leads, in nanoseconds
    /// @param cutSince since when a follower hears nothing of a leader, by both; PRESENT where it does
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record State(boolean plain, int reachable, int[] leaders, long[] from, long[][] cutSince) {}

    public ZoneReplicas(Fabric fabric, Region region, Physics physics) {
        this.time = fabric.time();
        this.links = fabric.links();
        this.physics = physics;
        this.random = fabric.random().stream("dynamodb.replicas." + region.code());
        this.region = Place.in(region);
        for (int i = 0; i < COUNT; i++) zones.add(Place.in(new Zone(region, LETTERS.substring(i, i + 1))));
        long[][] never = new long[COUNT][COUNT];
        for (long[] each : never) Arrays.fill(each, PRESENT);
        long[] always = new long[COUNT];
        Arrays.fill(always, Long.MIN_VALUE);
        this.state = new State(true, 7, new int[] {0, 1, 2}, always, never);
        look();
        links.onChange(this::look);
    }

    private synchronized void look() {
        long now = time.nanos();
        boolean plain = true;
        int reachable = 0;
        long[][] cutSince = new long[COUNT][COUNT];
        for (int i = 0; i < COUNT; i++) {
            LinkQuality toZone = links.between(region, zones.get(i));
            if (!toZone.cut()) reachable |= 1 << i;
            plain &= toZone.plain();
            for (int j = 0; j < COUNT; j++) {
                LinkQuality between = links.between(zones.get(i), zones.get(j));
                plain &= i == j || between.plain();
                boolean cut = i != j && between.cut();
                cutSince[i][j] = cut ? Math.min(state.cutSince[i][j], now) : PRESENT;
            }
        }
        int[] leaders = new int[COUNT];
        long[] from = new long[COUNT];
        for (int preferred = 0; preferred < COUNT; preferred++) {
            leaders[preferred] = leader(preferred, reachable, cutSince);
            boolean same = leaders[preferred] == state.leaders[preferred];
            boolean back = same || leaders[preferred] < 0;
            from[preferred] = back ? state.from[preferred] : now + Physics.ELECTION.toNanos();
        }
        state = new State(plain, reachable, leaders, from, cutSince);
    }

    private int leader(int preferred, int reachable, long[][] cutSince) {
        int incumbent = state.leaders[preferred];
        int first = incumbent < 0 ? preferred : incumbent;
        for (int step = 0; step < COUNT; step++) {
            int zone = (first + step) % COUNT;
            if ((reachable & 1 << zone) == 0) continue;
            for (int other = 0; other < COUNT; other++)
                if (other != zone && (reachable & 1 << other) != 0 && cutSince[zone][other] == PRESENT) return zone;
        }
        return -1;
    }

    /// Passes where the leader of a partition can be reached and is one.
    ///
    /// @throws AwsException `InternalServerError` while there is none
    public void requireLeader(int partition) {
        State now = state;
        if (now.plain && now.from[0] == Long.MIN_VALUE) return;
        int preferred = Math.floorMod(partition, COUNT);
        if (now.leaders[preferred] < 0 || time.nanos() < now.from[preferred]) throw unavailable();
    }

    /// Whether the leader of a partition can be reached and is one.
    public boolean leads(int partition) {
        State now = state;
        int preferred = Math.floorMod(partition, COUNT);
        return now.leaders[preferred] >= 0 && time.nanos() >= now.from[preferred];
    }

    /// What a request fails with that no replica may answer.
    public static AwsException unavailable() {
        return new AwsException("InternalServerError", "Internal server error").status(500);
    }

    /// The moment, in nanoseconds, up to which the replica knows the writes that an eventually consistent read of a
    /// partition goes to; chance chooses among those in reach.
    ///
    /// @throws AwsException `InternalServerError` when none is in reach
    public long asOf(int partition) {
        State now = state;
        boolean lagging = !physics.replicaLag().isZero();
        if (now.plain && !lagging) return PRESENT;
        int count = Integer.bitCount(now.reachable);
        if (count == 0) throw unavailable();
        int chosen = random.nextInt(count);
        int zone = 0;
        for (; zone < COUNT; zone++) if ((now.reachable & 1 << zone) != 0 && chosen-- == 0) break;
        int leader = now.leaders[Math.floorMod(partition, COUNT)];
        if (leader < 0) leader = Math.floorMod(partition, COUNT);
        return asOf(now, leader, zone);
    }

    private long asOf(State now, int leader, int zone) {
        if (zone == leader) return PRESENT;
        if (now.cutSince[leader][zone] != PRESENT) return now.cutSince[leader][zone];
        long lag = physics.replicaLag().toNanos()
                + links.between(zones.get(leader), zones.get(zone)).latency().toNanos();
        return lag == 0 ? PRESENT : time.nanos() - lag;
    }

    /// Whether some follower may be behind, so that recent versions must be kept.
    public boolean lagging() {
        return !state.plain || !physics.replicaLag().isZero();
    }

    /// The moment before which no follower's knowledge ends: older versions are read by nobody.
    public long horizon() {
        State now = state;
        long oldest = time.nanos();
        for (int leader = 0; leader < COUNT; leader++)
            for (int zone = 0; zone < COUNT; zone++) oldest = Math.min(oldest, asOf(now, leader, zone));
        return oldest;
    }
}
