package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.delivery.Retries;
import io.windtunnel.cloud.messaging.events.ApiDestinations.Ended;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.cloud.ports.Sink.Attribute;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Invokes targets. The first try is made by whoever puts the event; what fails for a reason that may pass is tried
/// again with growing pauses, and is durable meanwhile.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
///
/// Thread safety: every method may be called from any thread.
final class Invocations {
    private static final String TABLE = "events.pending";

    /// An invocation as the storage's table holds it, from its first failure on.
    record Pending(
            String id,
            String bus,
            String rule,
            String target,
            String event,
            String input,
            int attempts,
            long sinceMillis) {
        Pending again() {
            return new Pending(id, bus, rule, target, event, input, attempts + 1, sinceMillis);
        }
    }

    private final CloudContext context;
    private final Fabric fabric;
    private final RandomGenerator jitter;
    private final ApiDestinations destinations;
    private volatile boolean closed;

    Invocations(CloudContext context, ApiDestinations destinations) {
        this.context = context;
        this.fabric = context.fabric();
        this.jitter = fabric.random().stream("events.retries");
        this.destinations = destinations;
    }

    private Table<Pending> table(Scope scope) {
        return fabric.storage().table(scope, TABLE, Pending.class);
    }

    /// Goes on with what was being tried when the storage was closed.
    void recover(Buses buses) {
        for (Scope scope : fabric.storage().scopes(TABLE))
            for (Pending pending : List.copyOf(table(scope).values())) {
                Bus bus = buses.find(scope, pending.bus());
                Rule rule = bus == null ? null : bus.find(pending.rule());
                if (rule == null) table(scope).remove(pending.id());
                else fabric.time().after(Duration.ofSeconds(1), () -> retry(scope, rule, pending));
            }
    }

    /// Invokes every target of a rule.
    void invoke(Scope scope, Rule rule, Event event) {
        rule.meters().triggered();
        for (TargetRow target : rule.row().targets()) {
            String input = InputTransformer.input(target, rule, event);
            rule.meters().attempted(0);
            attempt(scope, rule, target, event.json(), input, (code, message) -> {
                if (code == null) return;
                Pending pending = new Pending(
                        fabric.ids().uuid(),
                        rule.row().bus(),
                        rule.row().name(),
                        target.id(),
                        event.json(),
                        input,
                        0,
                        fabric.time().now().toEpochMilli());
                failed(scope, rule, target, pending, code, message);
            });
        }
    }

    private void attempt(Scope scope, Rule rule, TargetRow target, String event, String input, Ended ended) {
        Arn arn = Arn.parse(target.arn());
        Ended counted = (code, message) -> {
            if (code == null) rule.meters().succeeded();
            ended.told(code, message);
        };
        if (arn.resource().startsWith("api-destination/")) {
            destinations.call(scope, arn, target, input, counted);
            return;
        }
        try {
            Sink sink = context.directory().at(Sink.class, arn).orElse(null);
            if (sink == null) throw new AwsException("NoSuchTarget", "Nothing is at " + arn);
            sink.deliver(new Sink.Message(input, Map.of(), target.group(), null, partitionKey(target, event)));
        } catch (AwsException refusal) {
            counted.told(refusal.code(), refusal.message());
            return;
        }
        counted.told(null, "");
    }

    private static @Nullable String partitionKey(TargetRow target, String event) {
        Map<?, ?> tree = Json.object(event);
        if (tree == null) return null;
        Object key = target.partitionKeyPath() == null ? tree.get("id") : Json.at(tree, target.partitionKeyPath());
        return key == null ? null : key.toString();
    }

    private void failed(Scope scope, Rule rule, TargetRow target, Pending pending, String code, String message) {
        Duration passed = Duration.ofMillis(fabric.time().now().toEpochMilli() - pending.sinceMillis());
        String exhausted = target.retries().exhausted(code, pending.attempts(), passed);
        if (exhausted != null) {
            table(scope).remove(pending.id());
            giveUp(rule, target, pending, code, message, exhausted);
            return;
        }
        table(scope).put(pending.id(), pending);
        fabric.time().after(Retries.pause(pending.attempts(), jitter), () -> retry(scope, rule, pending));
    }

    /// Tries nothing again: the cloud closes.
    void close() {
        closed = true;
    }

    private void retry(Scope scope, Rule rule, Pending before) {
        if (closed) return;
        TargetRow target = rule.row().targets().stream()
                .filter(each -> each.id().equals(before.target()))
                .findFirst()
                .orElse(null);
        if (target == null) {
            table(scope).remove(before.id());
            return;
        }
        Pending pending = before.again();
        rule.meters().attempted(pending.attempts());
        attempt(scope, rule, target, pending.event(), pending.input(), (code, message) -> {
            if (code == null) table(scope).remove(pending.id());
            else failed(scope, rule, target, pending, code, message);
        });
    }

    private void giveUp(Rule rule, TargetRow target, Pending pending, String code, String message, String exhausted) {
        rule.meters().failed();
        if (target.deadLetters() == null) return;
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("ERROR_CODE", text(errorCode(code)));
        attributes.put("ERROR_MESSAGE", text(message.isEmpty() ? code : message));
        if (!exhausted.equals(Retries.NOT_RETRYABLE)) attributes.put("EXHAUSTED_RETRY_CONDITION", text(exhausted));
        attributes.put("RETRY_ATTEMPTS", text(Integer.toString(pending.attempts())));
        attributes.put("RULE_ARN", text(rule.arn()));
        attributes.put("TARGET_ARN", text(target.arn()));
        boolean done = false;
        try {
            Sink sink = context.directory()
                    .at(Sink.class, Arn.parse(target.deadLetters()))
                    .orElse(null);
            if (sink != null) {
                sink.deliver(new Sink.Message(pending.event(), attributes, null, null, null));
                done = true;
            }
        } catch (AwsException refused) {
            done = false;
        }
        rule.meters().sentToDeadLetters(done);
    }

    private static Attribute text(String value) {
        return new Attribute("String", value, null);
    }

    private static String errorCode(String code) {
        return code.equals("NoSuchTarget") ? "NO_RESOURCE" : code;
    }
}
