package io.windtunnel.rehearsal.verdict;

import io.windtunnel.rehearsal.plan.Strike;

/// How a design came through one fault. Times are scenario nanoseconds from the fault's begin; [#NEVER] for what did
/// not
/// happen while the wind blew.
///
/// @param bound the availability per second that was promised, as a fraction
/// @param rto until that availability held again and stayed: when the last request was missed that broke it; 0 when
///     it never fell
/// @param detected until a machine of the fault was first found unhealthy, by a load balancer or by Auto Scaling
/// @param detectedBy what found it, in words; empty when nothing did
/// @param launched until a replacement was launched
/// @param answering until the first replacement had booted
/// @param healthy until the first replacement passed its checks
public record Recovery(
        Strike strike,
        double bound,
        long rto,
        long detected,
        String detectedBy,
        long launched,
        long answering,
        long healthy) {
    /// It did not happen.
    public static final long NEVER = -1;

    /// Whether a load balancer's health check was the first to notice.
    public boolean detectedByBalancer() {
        return detectedBy.equals(BALANCER);
    }

    /// What [#detectedBy] says of a load balancer's health check.
    static final String BALANCER = "a health check of the load balancer";

    /// What [#detectedBy] says of Auto Scaling's own look at its instances.
    static final String GROUP = "Auto Scaling's own check";
}
