package io.windtunnel.kernel.scaling;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How machines are spread over zones: evenly, as far as the zones take them.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html
public final class ZoneBalance {
    private final List<String> zones;
    private final Set<String> barred;
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    ZoneBalance(List<String> zones, Set<String> barred, Collection<Member> members) {
        this.zones = zones;
        this.barred = barred;
        zones.forEach(zone -> counts.put(zone, 0));
        members.stream().filter(Member::counts).forEach(member -> counts.merge(member.zone(), 1, Integer::sum));
    }

    int count(String zone) {
        return counts.getOrDefault(zone, 0);
    }

    void leave(String zone) {
        counts.merge(zone, -1, Integer::sum);
    }

    /// Places `launches` machines one by one where fewest are; empty when no zone takes any.
    Map<String, Integer> place(int launches) {
        Map<String, Integer> placed = new LinkedHashMap<>();
        for (int i = 0; i < launches; i++) {
            Optional<String> zone = emptiest();
            if (zone.isEmpty()) break;
            counts.merge(zone.get(), 1, Integer::sum);
            placed.merge(zone.get(), 1, Integer::sum);
        }
        return placed;
    }

    private Optional<String> emptiest() {
        return zones.stream().filter(zone -> !barred.contains(zone)).min(Comparator.comparingInt(this::count));
    }

    /// The zones with the most machines among `candidates`; a zone the group no longer uses counts as fuller than any.
    Set<String> fullest(Collection<String> candidates) {
        int most = candidates.stream().mapToInt(this::weight).max().orElse(0);
        return Set.copyOf(
                candidates.stream().filter(zone -> weight(zone) == most).toList());
    }

    private int weight(String zone) {
        return zones.contains(zone) ? count(zone) : Integer.MAX_VALUE;
    }

    /// How many machines should move from the fullest zones to the emptiest that take launches, so that none has two
    /// more than another.
    int moves() {
        ZoneBalance level = new ZoneBalance(zones, barred, List.of());
        level.counts.putAll(counts);
        for (int moves = 0; ; moves++) {
            Optional<String> to = level.emptiest();
            Optional<String> from = level.counts.keySet().stream()
                    .filter(zone -> level.count(zone) > 0)
                    .max(Comparator.comparingInt(level::weight));
            if (to.isEmpty() || from.isEmpty()) return moves;
            if (level.weight(from.get()) - level.count(to.get()) < 2) return moves;
            level.leave(from.get());
            level.counts.merge(to.get(), 1, Integer::sum);
        }
    }
}
