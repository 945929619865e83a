package io.windtunnel.kernel.scaling;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How units are spread over zones: evenly, as far as the zones take them.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html
final class ZoneBalance {
    private final List<String> zones;
    private final Map<String, Integer> units = new LinkedHashMap<>();

    ZoneBalance(List<String> zones, Collection<Member> members, Predicate<Member> counted) {
        this.zones = zones;
        zones.forEach(zone -> units.put(zone, 0));
        for (Member member : members)
            if (counted.test(member)) units.merge(member.zone(), member.weight(), Integer::sum);
    }

    private ZoneBalance(ZoneBalance other) {
        zones = other.zones;
        units.putAll(other.units);
    }

    int units(String zone) {
        return units.getOrDefault(zone, 0);
    }

    void join(String zone, int weight) {
        units.merge(zone, weight, Integer::sum);
    }

    void leave(String zone, int weight) {
        units.merge(zone, -weight, Integer::sum);
    }

    /// The zone of the group with the fewest units among those that take launches; of equals the first.
    Optional<String> emptiest(Predicate<String> takesLaunches) {
        String emptiest = null;
        for (String zone : zones)
            if (takesLaunches.test(zone) && (emptiest == null || units(zone) < units(emptiest))) emptiest = zone;
        return Optional.ofNullable(emptiest);
    }

    /// How full a zone counts when machines must go: one that the group no longer uses is fuller than any.
    int fullness(String zone) {
        return zones.contains(zone) ? units(zone) : Integer.MAX_VALUE;
    }

    /// How many machines of `weight` should move from the fullest zones to the emptiest that take launches, so that
    /// none has two machines more than another.
    int moves(Predicate<String> takesLaunches, int weight) {
        ZoneBalance level = new ZoneBalance(this);
        for (int moves = 0; ; moves++) {
            Optional<String> to = level.emptiest(takesLaunches);
            String from = level.fullest();
            if (to.isEmpty() || from == null) return moves;
            if (level.fullness(from) - level.units(to.get()) < 2 * weight) return moves;
            level.leave(from, weight);
            level.join(to.get(), weight);
        }
    }

    private @Nullable String fullest() {
        String fullest = null;
        for (String zone : units.keySet())
            if (units(zone) > 0 && (fullest == null || fullness(zone) > fullness(fullest))) fullest = zone;
        return fullest;
    }
}
