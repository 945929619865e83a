package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.kernel.identity.Scope;
import java.util.Optional;

/// The load balancers at work, as the control plane sees them: it tells of every change, and asks what the
/// nodes know.
///
/// Thread safety: every method may be called from any thread.
interface Fleet {
    /// What the nodes that can be heard know of a target.
    ///
    /// @param reason AWS's reason code, or an empty text when healthy
    record Seen(State state, String reason, String description) {}

    /// A target's state by the checks of the nodes.
    enum State {
        INITIAL,
        HEALTHY,
        UNHEALTHY
    }

    /// Makes a load balancer work as the ledger now has it; begins it when it is new, ends it when it is gone.
    void refresh(Scope scope, String balancerArn);

    /// What the nodes of the load balancer that can be heard say together of a target; empty while nothing
    /// is known.
    Optional<Seen> seen(String balancerArn, String groupArn, String targetKey);

    /// Where a network load balancer's listener is served on this computer, by zone; empty for other
    /// kinds, and while it is not.
    Optional<String> servedAt(String balancerArn, int port);
}
