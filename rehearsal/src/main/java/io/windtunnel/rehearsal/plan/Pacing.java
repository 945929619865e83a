package io.windtunnel.rehearsal.plan;

/// How requests are spread within a rate.
public enum Pacing {
    /// One request every 1/rate seconds: what other open-loop generators do, and the default.
    EVEN,
    /// Independent of each other, as many people are: exponential gaps.
    POISSON
}
