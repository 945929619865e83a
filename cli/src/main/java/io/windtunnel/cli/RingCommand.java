package io.windtunnel.cli;

import io.windtunnel.kernel.ring.Placement;
import io.windtunnel.kernel.ring.Placement.Outcome;
import io.windtunnel.kernel.ring.Placement.Way;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `windtunnel ring`: what consistent hashing saves when a node leaves.
@Command(
        name = "ring",
        description = "Places keys on nodes by modulo and on hash rings, lets nodes leave, and tells which share of the"
                + " keys moves and how evenly the rest is spread.",
        footer = {"", "The ring is the one that the cloud's own tables and caches use."},
        mixinStandardHelpOptions = true)
final class RingCommand implements Callable<Integer> {
    @Option(names = "--keys", defaultValue = "100000", description = "How many keys (${DEFAULT-VALUE}).")
    private int keys;

    @Option(names = "--nodes", defaultValue = "10", description = "How many nodes (${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--leave", defaultValue = "1", description = "How many nodes leave (${DEFAULT-VALUE}).")
    private int leave;

    @Option(
            names = "--points",
            split = ",",
            defaultValue = "1,10,100,1000",
            description = "Points of a node on the ring, its virtual nodes (${DEFAULT-VALUE}).")
    private List<Integer> points = List.of();

    @Option(
            names = "--bound",
            defaultValue = "1.25",
            description = "The most a node may take, over the mean, on a bounded ring (${DEFAULT-VALUE}).")
    private double bound;

    @Override
    public Integer call() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("hash modulo nodes", new Way.Modulo());
        for (int each : points) ways.put("ring, " + each + (each == 1 ? " point" : " points"), new Way.Ring(each));
        for (int each : points)
            ways.put(
                    "ring, " + each + (each == 1 ? " point" : " points") + ", bounded",
                    new Way.BoundedRing(each, bound));
        try {
            System.out.printf(
                    Locale.ROOT,
                    "%,d keys on %d nodes, of which %d leave%n%n%-28s %9s %9s %9s %9s %11s%n",
                    keys,
                    nodes,
                    leave,
                    "",
                    "moved",
                    "needed",
                    "fullest",
                    "emptiest",
                    "then fullest");
            ways.forEach((name, way) -> print(name, Placement.study(way, keys, nodes, leave)));
        } catch (IllegalArgumentException wrong) {
            System.err.println("windtunnel: " + wrong.getMessage());
            return 2;
        }
        System.out.println("\nmoved: keys on another node afterwards; needed: keys of the nodes that left; fullest and"
                + " emptiest: a node's keys over the mean.");
        return 0;
    }

    private static void print(String name, Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%-28s %8.1f%% %8.1f%% %9.2f %9.2f %12.2f%n",
                name,
                100 * outcome.moved(),
                100 * outcome.needed(),
                outcome.fullest(),
                outcome.emptiest(),
                outcome.fullestAfter());
    }
}
