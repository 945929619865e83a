package io.windtunnel.kernel.scaling;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a group's decision depends on.
///
/// @param zones the zones it may use, in the order of its subnets
/// @param barred the zones in which launches failed so recently that it does not try again yet
/// @param refresh the refresh under way; null when there is none
public record GroupState(
        int desired,
        int maximum,
        List<String> zones,
        Set<String> barred,
        List<Member> members,
        Set<Process> suspended,
        List<TerminationPolicy> policies,
        @Nullable RefreshPlan refresh) {
    boolean may(Process process) {
        return !suspended.contains(process);
    }

    /// How many members count as capacity.
    public int capacity() {
        return (int) members.stream().filter(Member::counts).count();
    }

    int serving() {
        return (int) members.stream().filter(Member::serves).count();
    }
}
