package io.windtunnel.rehearsal.measure;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The machines of one design at a moment, counted by zone and condition.
public record Capacity(long atNanos, SortedMap<String, Map<Condition, Integer>> byZone) {
    /// What a machine is good for.
    public enum Condition {
        /// The load balancer sends it requests.
        HEALTHY("healthy"),
        /// It boots, or awaits its first checks.
        STARTING("starting"),
        /// It runs, and its checks fail.
        UNHEALTHY("unhealthy"),
        /// It has no power, or was stopped.
        STOPPED("stopped"),
        /// It drains or is being terminated.
        LEAVING("leaving");

        private final String word;

        Condition(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Capacity {
        byZone = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(byZone));
    }

    /// Machines in that condition, over all zones.
    public int count(Condition condition) {
        return byZone.values().stream()
                .mapToInt(zone -> zone.getOrDefault(condition, 0))
                .sum();
    }
}
