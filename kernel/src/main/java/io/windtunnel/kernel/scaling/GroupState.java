package io.windtunnel.kernel.scaling;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a group's decision depends on. Capacity is counted in units: machines, or their weights.
///
/// @param policies which machines go first when there are too many
public record GroupState(
        int desired,
        int maximum,
        Ground ground,
        List<Member> members,
        Set<Process> suspended,
        List<TerminationPolicy> policies,
        Upkeep upkeep) {
    /// Where machines may stand and what may be launched.
    ///
    /// @param zones the zones it may use, in the order of its subnets
    /// @param balancedOnly whether it rather waits for a zone than fills up another
    public record Ground(List<String> zones, boolean balancedOnly, Closed closed, Allocation allocation) {
        public static Ground of(List<String> zones) {
            return new Ground(zones, false, Closed.NOTHING, Allocation.PLAIN);
        }
    }

    /// How machines are replaced, and what is kept beside them.
    ///
    /// @param renewal the renewal under way; null when there is none
    /// @param maintenance how unhealthy machines are replaced; null where they go at once
    /// @param pool the warm pool; null when there is none
    public record Upkeep(
            @Nullable RenewalPlan renewal,
            @Nullable Maintenance maintenance,
            @Nullable WarmPool pool) {
        public static final Upkeep NONE = new Upkeep(null, null, null);
    }

    boolean may(Process process) {
        return !suspended.contains(process);
    }

    /// How many units count as capacity.
    public int capacity() {
        int units = 0;
        for (Member member : members) if (member.counts()) units += member.weight();
        return units;
    }

    int serving() {
        int units = 0;
        for (Member member : members) if (member.serves()) units += member.weight();
        return units;
    }
}
