package io.windtunnel.kernel.ring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a way of giving keys to nodes costs when nodes leave: which share of the keys moves, and how evenly the rest is
/// spread. For comparing ways, not for serving.
public final class Placement {
    /// How keys find their node.
    public sealed interface Way {
        /// The hash modulo the number of nodes.
        record Modulo() implements Way {}

        /// A [HashRing].
        record Ring(int pointsPerNode) implements Way {}

        /// A ring whose nodes take at most `factor` times the mean: keys come one after the other.
        record BoundedRing(int pointsPerNode, double factor) implements Way {}
    }

    /// What was found.
    ///
    /// @param moved the share of the keys that are on another node after the leaving, 0 to 1
    /// @param needed the share that had to move: those of the nodes that left
    /// @param fullest the fullest node's keys over the mean, before
    /// @param emptiest the emptiest node's keys over the mean, before
    /// @param fullestAfter the fullest node's keys over the mean, after
    public record Outcome(double moved, double needed, double fullest, double emptiest, double fullestAfter) {}

    private Placement() {}

    /// Places keys named `key-0`, `key-1` ... on nodes `node-0` ..., then again without the last `leaving` nodes.
    ///
    /// @throws IllegalArgumentException when no node stays
    public static Outcome study(Way way, int keys, int nodes, int leaving) {
        if (keys < 1 || leaving < 0 || leaving >= nodes)
            throw new IllegalArgumentException("at least one key, and a node that stays, are needed");
        String[] before = place(way, keys, nodes);
        String[] after = place(way, keys, nodes - leaving);
        int moved = 0;
        int needed = 0;
        for (int i = 0; i < keys; i++) {
            if (!before[i].equals(after[i])) moved++;
            if (number(before[i]) >= nodes - leaving) needed++;
        }
        double mean = keys / (double) nodes;
        double meanAfter = keys / (double) (nodes - leaving);
        return new Outcome(
                moved / (double) keys,
                needed / (double) keys,
                fullest(before) / mean,
                emptiest(before, nodes) / mean,
                fullest(after) / meanAfter);
    }

    private static int number(String node) {
        return Integer.parseInt(node.substring("node-".length()));
    }

    private static String[] place(Way way, int keys, int nodes) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < nodes; i++) names.add("node-" + i);
        String[] placed = new String[keys];
        switch (way) {
            case Way.Modulo _ -> {
                for (int i = 0; i < keys; i++)
                    placed[i] = names.get((int) Long.remainderUnsigned(HashRing.hash("key-" + i), nodes));
            }
            case Way.Ring ring -> {
                HashRing<String> all = HashRing.of(names, ring.pointsPerNode());
                for (int i = 0; i < keys; i++) placed[i] = all.owner("key-" + i);
            }
            case Way.BoundedRing bounded -> {
                HashRing<String> all = HashRing.of(names, bounded.pointsPerNode());
                Map<String, Long> loads = new HashMap<>();
                for (int i = 0; i < keys; i++) {
                    placed[i] = all.boundedOwner("key-" + i, bounded.factor(), node -> loads.getOrDefault(node, 0L));
                    loads.merge(placed[i], 1L, Long::sum);
                }
            }
        }
        return placed;
    }

    private static long fullest(String[] placed) {
        return counts(placed).values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static long emptiest(String[] placed, int nodes) {
        Map<String, Long> counts = counts(placed);
        if (counts.size() < nodes) return 0;
        return counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    private static Map<String, Long> counts(String[] placed) {
        Map<String, Long> counts = new HashMap<>();
        for (String node : placed) counts.merge(node, 1L, Long::sum);
        return counts;
    }
}
