package io.windtunnel.kernel.balance;

/// Something a request can be sent to, as an algorithm of choice sees it.
public interface Candidate {
    /// How many requests it has been sent and has not finished.
    int outstanding();

    /// The part of a full share it should be sent now: 1 but while it warms up, see [SlowStart].
    ///
    /// @param nowNanos scenario time, as `Time.nanos()` tells it
    double share(long nowNanos);
}
