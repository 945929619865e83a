package io.windtunnel.cloud.messaging.scheduler;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.delivery.Retries;
import io.windtunnel.cloud.messaging.scheduler.Shapes.Target;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.cloud.ports.Sink.Attribute;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Invokes targets. What fails for a reason that may pass is tried again with growing pauses, and is durable meanwhile.
///
/// Sources: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html,
/// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html,
/// https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
///
/// Thread safety: every method may be called from any thread.
final class Firing {
    private static final String TABLE = "scheduler.pending";

    /// An invocation as the storage's table holds it, from its first failure on.
    record Pending(
            String id, String schedule, String group, Target target, Instant scheduled, Instant since, int retries) {
        Pending again() {
            return new Pending(id, schedule, group, target, scheduled, since, retries + 1);
        }
    }

    private final CloudContext context;
    private final Fabric fabric;
    private final RandomGenerator jitter;
    private volatile boolean closed;

    Firing(CloudContext context) {
        this.context = context;
        this.fabric = context.fabric();
        this.jitter = fabric.random().stream("scheduler.retries");
    }

    private Table<Pending> table(Scope scope) {
        return fabric.storage().table(scope, TABLE, Pending.class);
    }

    /// Goes on with what was being tried when the storage was closed.
    void recover() {
        for (Scope scope : fabric.storage().scopes(TABLE))
            for (Pending pending : List.copyOf(table(scope).values())) later(scope, pending, Duration.ofSeconds(1));
    }

    void fire(Scope scope, ScheduleRow row, Instant scheduled) {
        Instant now = fabric.time().now();
        attempt(scope, new Pending(fabric.ids().uuid(), row.arn(), row.group(), row.target(), scheduled, now, 0));
    }

    private void attempt(Scope scope, Pending pending) {
        count(scope, pending, "InvocationAttemptCount");
        Arn arn = Arn.parse(pending.target().arn());
        String input = input(scope, pending);
        try {
            Sink sink = context.directory().at(Sink.class, arn).orElse(null);
            if (sink == null) throw new AwsException("NoSuchTarget", "Nothing is at " + arn);
            sink.deliver(message(scope, pending, arn, input));
            table(scope).remove(pending.id());
        } catch (AwsException refusal) {
            count(scope, pending, "TargetErrorCount");
            failed(scope, pending, input, refusal);
        }
    }

    private Sink.Message message(Scope scope, Pending pending, Arn arn, String input) {
        Target target = pending.target();
        String group =
                target.sqsParameters() == null ? null : target.sqsParameters().messageGroupId();
        String key = target.kinesisParameters() == null
                ? null
                : target.kinesisParameters().partitionKey();
        String body = arn.service().equals("events") ? event(scope, pending, input) : input;
        return new Sink.Message(body, Map.of(), group, null, key);
    }

    private String event(Scope scope, Pending pending, String detail) {
        Shapes.EventBridgeParameters parameters = pending.target().eventBridgeParameters();
        if (parameters == null) throw new IllegalStateException("a bus without its parameters");
        Map<?, ?> tree = Json.object(detail);
        if (tree == null) throw new AwsException("InvalidParameter", "Detail is malformed.");
        return event(scope, pending, parameters.detailType(), parameters.source(), tree);
    }

    private String event(Scope scope, Pending pending, String type, String source, Object detail) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "0");
        event.put("id", fabric.ids().uuid());
        event.put("detail-type", type);
        event.put("source", source);
        event.put("account", scope.account().digits());
        event.put("time", seconds(pending.scheduled()));
        event.put("region", scope.region().code());
        event.put("resources", List.of(pending.schedule()));
        event.put("detail", detail);
        return Json.write(event);
    }

    /// The input with its context attributes filled in, or the notification that stands for none.
    private String input(Scope scope, Pending pending) {
        String input = pending.target().input();
        if (input == null) {
            boolean bus = Arn.parse(pending.target().arn()).service().equals("events");
            return bus ? "{}" : event(scope, pending, "Scheduled Event", "aws.scheduler", "{}");
        }
        return input.replace("<aws.scheduler.schedule-arn>", pending.schedule())
                .replace("<aws.scheduler.scheduled-time>", seconds(pending.scheduled()))
                .replace("<aws.scheduler.execution-id>", fabric.ids().hex(16))
                .replace("<aws.scheduler.attempt-number>", Integer.toString(pending.retries() + 1));
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void failed(Scope scope, Pending pending, String input, AwsException refusal) {
        Shapes.RetryPolicy policy = pending.target().retryPolicy();
        Retries retries = policy == null
                ? Retries.of(null, null)
                : Retries.of(policy.maximumRetryAttempts(), policy.maximumEventAgeInSeconds());
        Duration passed = Duration.between(pending.since(), fabric.time().now());
        String exhausted = retries.exhausted(refusal.code(), pending.retries(), passed);
        if (exhausted == null) {
            table(scope).put(pending.id(), pending);
            later(scope, pending, pause(pending));
            return;
        }
        bury(scope, pending, input, refusal, exhausted);
        table(scope).remove(pending.id());
    }

    /// Invocations fail on threads of their own; the stream of chance is one.
    private synchronized Duration pause(Pending pending) {
        return Retries.pause(pending.retries(), jitter);
    }

    private void later(Scope scope, Pending pending, Duration pause) {
        fabric.time().after(pause, () -> {
            if (!closed) fabric.background(() -> attempt(scope, pending.again()));
        });
    }

    private void bury(Scope scope, Pending pending, String input, AwsException refusal, String exhausted) {
        Shapes.DeadLetterConfig dead = pending.target().deadLetterConfig();
        if (dead == null || dead.arn() == null) {
            count(scope, pending, "InvocationDroppedCount");
            return;
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("SCHEDULE_ARN", text(pending.schedule()));
        attributes.put("TARGET_ARN", text(pending.target().arn()));
        attributes.put("SCHEDULED_TIME", text(seconds(pending.scheduled())));
        attributes.put("ERROR_CODE", text(refusal.code()));
        attributes.put("ERROR_MESSAGE", text(refusal.message().isEmpty() ? refusal.code() : refusal.message()));
        attributes.put("RETRY_ATTEMPTS", text(Integer.toString(pending.retries())));
        if (!exhausted.equals(Retries.NOT_RETRYABLE)) attributes.put("EXHAUSTED_RETRY_CONDITION", text(exhausted));
        try {
            Sink sink =
                    context.directory().at(Sink.class, Arn.parse(dead.arn())).orElse(null);
            if (sink == null) throw new AwsException("NoSuchTarget", "Nothing is at " + dead.arn());
            sink.deliver(new Sink.Message(input, attributes, null, null, null));
            count(scope, pending, "InvocationsSentToDeadLetterCount");
        } catch (AwsException refused) {
            count(scope, pending, "InvocationsFailedToBeSentToDeadLetterCount");
            count(scope, pending, "InvocationsFailedToBeSentToDeadLetterCount_" + refused.code());
        }
    }

    private static Attribute text(String value) {
        return new Attribute("String", value, null);
    }

    private void count(Scope scope, Pending pending, String metric) {
        Metrics.Name name =
                new Metrics.Name("AWS/Scheduler", metric, new TreeMap<>(Map.of("ScheduleGroup", pending.group())));
        context.directory()
                .find(Metrics.class)
                .ifPresent(all -> all.meter(scope, name, "Count").record(1));
    }

    /// Tries nothing again: the cloud closes.
    void close() {
        closed = true;
    }
}
