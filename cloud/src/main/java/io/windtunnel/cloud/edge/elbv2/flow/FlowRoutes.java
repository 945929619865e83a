package io.windtunnel.cloud.edge.elbv2.flow;

import io.windtunnel.kernel.balance.FlowHash;
import io.windtunnel.kernel.balance.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a listener's flows go: to one of its groups, by weight.
///
/// @param sticky whether flows of one source address go to one group as long as the weights stay
public record FlowRoutes(List<FlowGroup> groups, Weights weights, boolean sticky) {
    /// The group of a flow, or null when no group has any weight.
    @Nullable
    FlowGroup choose(FlowKey key) {
        if (groups.size() == 1) return weights.total() == 0 ? null : groups.getFirst();
        long hash = sticky ? key.sourceHash() : key.hash();
        int index = weights.total() == 0 ? -1 : weights.index(FlowHash.index(hash, weights.total()));
        return index < 0 ? null : groups.get(index);
    }
}
