package io.windtunnel.kernel.ring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToLongFunction;

/// A consistent-hash ring: each node stands at many points of a circle of 64-bit hashes, and a key belongs to the first
/// point at or after its own hash. When a node leaves, only its keys move, spread over all the others.
///
/// More points per node spread the load more evenly: with `v` points the share of a node varies by about `1/sqrt(v)` of
/// its mean. Karger et al., "Consistent Hashing and Random Trees", 1997.
///
/// Immutable; safe to share between threads.
public final class HashRing<N> {
    private final List<N> nodes;
    private final long[] points;
    private final int[] owners;

    private HashRing(List<N> nodes, long[] points, int[] owners) {
        this.nodes = nodes;
        this.points = points;
        this.owners = owners;
    }

    /// A ring of these nodes, each at `pointsPerNode` points; a node's points come from the text of [Object#toString].
    public static <N> HashRing<N> of(Collection<N> nodes, int pointsPerNode) {
        if (pointsPerNode < 1) throw new IllegalArgumentException("a node needs at least one point");
        List<N> all = List.copyOf(nodes);
        record Point(long hash, int owner) {}
        List<Point> ring = new ArrayList<>(all.size() * pointsPerNode);
        for (int owner = 0; owner < all.size(); owner++)
            for (int i = 0; i < pointsPerNode; i++) ring.add(new Point(hash(all.get(owner) + "#" + i), owner));
        ring.sort((a, b) -> Long.compareUnsigned(a.hash, b.hash));
        return new HashRing<>(
                all,
                ring.stream().mapToLong(Point::hash).toArray(),
                ring.stream().mapToInt(Point::owner).toArray());
    }

    /// The node that owns `key`.
    ///
    /// @throws IllegalStateException when the ring is empty
    public N owner(String key) {
        return nodes.get(owners[firstPoint(hash(key))]);
    }

    /// The first `count` different nodes from the key's place on: its owner, then where its replicas stand. Fewer when
    /// the ring has fewer nodes.
    public List<N> owners(String key, int count) {
        LinkedHashSet<Integer> found = new LinkedHashSet<>();
        int start = firstPoint(hash(key));
        for (int i = 0; i < points.length && found.size() < count; i++) found.add(owners[(start + i) % points.length]);
        return found.stream().map(nodes::get).toList();
    }

    /// The owner of `key` when no node may carry more than `factor` times the mean load: the first node from the key's
    /// place on that `load` leaves room for. With a factor above 1 there always is one.
    ///
    /// Mirrokni, Thorup, Zadimoghaddam, "Consistent Hashing with Bounded Loads", 2018.
    public N boundedOwner(String key, double factor, ToLongFunction<N> load) {
        if (!(factor > 1)) throw new IllegalArgumentException("the factor must be above 1");
        long total = nodes.stream().mapToLong(load).sum() + 1;
        long most = (long) Math.ceil(factor * total / nodes.size());
        for (N node : owners(key, nodes.size())) if (load.applyAsLong(node) < most) return node;
        throw new IllegalStateException("no node has room: the loads do not add up");
    }

    private int firstPoint(long hash) {
        if (points.length == 0) throw new IllegalStateException("the ring is empty");
        int low = 0;
        int high = points.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(points[middle], hash) < 0) low = middle + 1;
            else high = middle;
        }
        return low == points.length ? 0 : low;
    }

    /// The place of `key` on the circle: FNV-1a over its UTF-8 bytes, then the finisher of MurmurHash3, which spreads
    /// what differs only in the last characters.
    public static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    @Override
    public String toString() {
        return "HashRing" + nodes + " of " + points.length + " points";
    }
}
