package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Metrics.Meter;
import io.windtunnel.kernel.identity.Scope;
import java.util.Optional;
import java.util.TreeMap;

/// A rule's metrics in `AWS/Events`.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
///
/// Thread safety: every method may be called from any thread.
final class RuleMeters {
    private final Optional<Metrics> metrics;
    private final Scope scope;
    private final String bus;
    private final String rule;
    private final Meter triggered;
    private final Meter invocations;
    private final Meter attempts;
    private final Meter successes;

    RuleMeters(Directory directory, Scope scope, String bus, String rule) {
        this.metrics = directory.find(Metrics.class);
        this.scope = scope;
        this.bus = bus;
        this.rule = rule;
        triggered = meter("TriggeredRules");
        invocations = meter("Invocations");
        attempts = meter("InvocationAttempts");
        successes = meter("SuccessfulInvocationAttempts");
    }

    private Meter meter(String metric) {
        TreeMap<String, String> dimensions = new TreeMap<>();
        if (!bus.equals(Bus.DEFAULT)) dimensions.put("EventBusName", bus);
        dimensions.put("RuleName", rule);
        return metrics.map(all -> all.meter(scope, new Metrics.Name("AWS/Events", metric, dimensions), "Count"))
                .orElse(Meter.NONE);
    }

    void triggered() {
        triggered.record(1);
    }

    void attempted(int retry) {
        if (retry == 0) invocations.record(1);
        else meter("RetryInvocationAttempts").record(1);
        attempts.record(1);
    }

    void succeeded() {
        successes.record(1);
    }

    void failed() {
        meter("FailedInvocations").record(1);
    }

    void sentToDeadLetters(boolean done) {
        meter(done ? "InvocationsSentToDlq" : "InvocationsFailedToBeSentToDlq").record(1);
    }
}
