package io.windtunnel.rehearsal.plan;

import io.windtunnel.kernel.identity.Region;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One thing a program does while it works on a request or a message: it calls a service, and calls again when the
/// refusal may pass.
///
/// @param region whose service is called; null for that of the machine
/// @param timeout after so long without an answer a call is given up
/// @param attempts how often it is called at most, the first time among them
public record Step(Operation operation, @Nullable Region region, Duration timeout, int attempts) {
    /// The patience of a step that names none. Ours: SDKs wait for tens of seconds, programs that others wait for
    /// should not.
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /// As often as the SDKs call in their standard mode.
    public static final int DEFAULT_ATTEMPTS = 3;

    public static final int MOST_ATTEMPTS = 10;

    public Step {
        if (timeout.isZero() || timeout.isNegative()) throw new IllegalArgumentException("a timeout above zero");
        if (attempts < 1 || attempts > MOST_ATTEMPTS) throw new IllegalArgumentException("from 1 to 10 attempts");
    }

    /// What it does, for people: `put Orders`.
    public String words() {
        return operation.verb() + " " + operation.target() + (region == null ? "" : " in " + region);
    }
}
