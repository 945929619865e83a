package io.windtunnel.cloud.edge.elbv2.proxy;

/// What a health check has found.
public sealed interface Outcome {
    /// The target answered as it should.
    record Passed() implements Outcome {}

    /// It answered with another status.
    record Mismatch(int status) implements Outcome {}

    /// It did not answer in time.
    record TimedOut() implements Outcome {}

    /// It refused the connection, or broke it.
    record Failed() implements Outcome {}

    Outcome NONE = new Passed();
    Outcome PASSED = new Passed();
    Outcome TIMED_OUT = new TimedOut();
    Outcome FAILED = new Failed();
}
