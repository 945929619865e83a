package io.windtunnel.rehearsal.file;

import io.windtunnel.kernel.identity.Region;
import io.windtunnel.rehearsal.plan.Operation;
import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.plan.TextTemplate;
import io.windtunnel.rehearsal.plan.ValueTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Binds `steps:`, what a stand-in does through the services.
final class StepReader {
    /// Names that have a value in every step.
    static final List<String> ALWAYS = List.of("uuid", "now", "number");

    /// Names that have a value in a consumer's steps, besides the members of the message's body.
    static final List<String> OF_MESSAGE = List.of("body", "message-id");

    private static final List<String> VERBS = List.of("send", "publish", "put", "get", "delete");

    /// Steps the file may name one day.
    private static final List<String> LATER = List.of("query", "call", "invoke", "update", "scan", "wait");

    /// What a step may be about one day.
    private static final List<String> LATER_TARGETS = List.of("cache", "database", "stream", "function");

    private static final List<String> COMMON = List.of("region", "timeout", "attempts");
    private static final String STATUS = "an HTTP status, such as `404`";
    private static final String TEXT = "text, such as `order-{id}`";

    private final Problems problems;

    StepReader(Problems problems) {
        this.problems = problems;
    }

    /// @param names those that have a value in these steps; null when any may
    List<Step> read(Fields owner, @Nullable Collection<String> names) {
        List<Step> steps = new ArrayList<>();
        for (Node item : owner.items("steps")) {
            Step step = step(item);
            if (step == null) continue;
            steps.add(step);
            if (names != null) check(item, step.operation(), names);
        }
        return steps;
    }

    private void check(Node item, Operation operation, Collection<String> names) {
        for (String name : operation.names())
            if (!names.contains(name) && !ALWAYS.contains(name)) {
                List<String> all = new ArrayList<>(names);
                all.addAll(ALWAYS);
                problems.unknown(
                        item.at(),
                        "{" + name + "}",
                        all.stream().map(one -> "{" + one + "}").toList());
            }
    }

    private @Nullable Step step(Node item) {
        if (!(item instanceof Node.Mapping mapping) || mapping.entries().size() != 1) {
            problems.unexpected(item, "one step, such as `put: { table: Orders, item: { id: \"{id}\" } }`");
            return null;
        }
        Map.Entry<String, Node.Entry> only =
                mapping.entries().entrySet().iterator().next();
        String verb = only.getKey();
        if (LATER.contains(verb)) {
            problems.notBuilt(only.getValue().keyAt(), "step `" + verb + "`");
            return null;
        }
        if (!VERBS.contains(verb)) {
            problems.unknown(only.getValue().keyAt(), verb, VERBS);
            return null;
        }
        return step(verb, only.getValue().value());
    }

    private @Nullable Step step(String verb, Node body) {
        String target = target(verb, body);
        if (target == null) return null;
        List<String> known = new ArrayList<>(own(verb, target));
        known.addFirst(target);
        known.addAll(COMMON);
        Fields fields = Fields.of(body, problems, known);
        if (fields == null) return null;
        Region region = fields.read("region", "a Region, such as `eu-west-1`", Region::new);
        Duration timeout = fields.read("timeout", "a time above zero", StepReader::timeout, Step.DEFAULT_TIMEOUT);
        int attempts = fields.read("attempts", "from 1 to 10 attempts", StepReader::attempts, Step.DEFAULT_ATTEMPTS);
        Operation operation = operation(verb, target, fields);
        return operation == null ? null : new Step(operation, region, timeout, attempts);
    }

    /// Which kind of resource a step is about: `queue`, `topic`, `bus`, `table` or `bucket`.
    private @Nullable String target(String verb, Node body) {
        List<String> possible = targets(verb);
        if (!(body instanceof Node.Mapping mapping)) {
            problems.unexpected(body, "a mapping with " + String.join(" or ", possible));
            return null;
        }
        for (String kind : possible) if (mapping.entries().containsKey(kind)) return kind;
        for (String kind : LATER_TARGETS) {
            Node.Entry entry = mapping.entries().get(kind);
            if (entry == null) continue;
            problems.notBuilt(entry.keyAt(), "`" + verb + "` of a " + kind);
            return null;
        }
        problems.add(body.at(), "expected `" + String.join("` or `", possible) + "` with a logical id");
        return null;
    }

    private static List<String> targets(String verb) {
        return switch (verb) {
            case "send" -> List.of("queue");
            case "publish" -> List.of("topic", "bus");
            default -> List.of("table", "bucket");
        };
    }

    private static List<String> own(String verb, String target) {
        return switch (verb + " " + target) {
            case "send queue" -> List.of("body", "group", "deduplication", "delay");
            case "publish topic" -> List.of("message", "subject", "attributes", "group", "deduplication");
            case "publish bus" -> List.of("source", "detail-type", "detail");
            case "put table" -> List.of("item", "unless-exists");
            case "get table" -> List.of("key", "consistent", "absent");
            case "put bucket" -> List.of("key", "body");
            case "get bucket" -> List.of("key", "absent");
            default -> List.of("key");
        };
    }

    private @Nullable Operation operation(String verb, String kind, Fields fields) {
        String target = fields.text(kind);
        if (target == null) return null;
        return switch (verb + " " + kind) {
            case "send queue" -> {
                ValueTemplate body = value(fields, "body", "what is sent, such as `{ id: \"{id}\" }`");
                Duration delay = fields.read("delay", "a time", Quantity::duration, Duration.ZERO);
                yield body == null
                        ? null
                        : new Operation.Send(target, body, text(fields, "group"), text(fields, "deduplication"), delay);
            }
            case "publish topic" -> publish(target, fields);
            case "publish bus" -> event(target, fields);
            case "put table" -> {
                ValueTemplate.Members item = members(fields, "item", "the item's attributes");
                boolean unless = fields.read("unless-exists", "`true` or `false`", StepReader::truth, false);
                yield item == null ? null : new Operation.PutItem(target, item, unless);
            }
            case "get table" -> {
                ValueTemplate.Members key = members(fields, "key", "the item's key");
                boolean consistent = fields.read("consistent", "`true` or `false`", StepReader::truth, false);
                yield key == null ? null : new Operation.GetItem(target, key, consistent, absent(fields));
            }
            case "delete table" -> {
                ValueTemplate.Members key = members(fields, "key", "the item's key");
                yield key == null ? null : new Operation.DeleteItem(target, key);
            }
            default -> object(verb, target, fields);
        };
    }

    private @Nullable Operation publish(String target, Fields fields) {
        ValueTemplate message = value(fields, "message", "what is published");
        if (message == null) return null;
        return new Operation.Publish(
                target,
                message,
                text(fields, "subject"),
                Operation.texts(fields.texts("attributes", "attributes by name, such as `kind: order`")),
                text(fields, "group"),
                text(fields, "deduplication"));
    }

    private @Nullable Operation event(String target, Fields fields) {
        fields.require("source", "the event's source, such as `shop.orders`");
        fields.require("detail-type", "the event's kind, such as `OrderPlaced`");
        TextTemplate source = text(fields, "source");
        TextTemplate type = text(fields, "detail-type");
        ValueTemplate.Members detail = members(fields, "detail", "the event's detail");
        return source == null || type == null || detail == null
                ? null
                : new Operation.PutEvent(target, source, type, detail);
    }

    private @Nullable Operation object(String verb, String target, Fields fields) {
        fields.require("key", "the object's key, such as `receipts/{id}`");
        TextTemplate key = text(fields, "key");
        if (key == null) return null;
        if (verb.equals("get")) return new Operation.GetObject(target, key, absent(fields));
        if (verb.equals("delete")) return new Operation.DeleteObject(target, key);
        ValueTemplate body = value(fields, "body", "the object's content");
        return body == null ? null : new Operation.PutObject(target, key, body);
    }

    private int absent(Fields fields) {
        return fields.read("absent", STATUS, StandInReader::status, 404);
    }

    private @Nullable TextTemplate text(Fields fields, String name) {
        return fields.read(name, TEXT, TextTemplate::parse);
    }

    private ValueTemplate.@Nullable Members members(Fields fields, String name, String expected) {
        fields.require(name, expected + ", such as `{ id: \"{id}\" }`");
        Node node = fields.node(name);
        if (node == null) return null;
        if (node instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) return members(mapping);
        problems.unexpected(node, expected + ", such as `{ id: \"{id}\" }`");
        return null;
    }

    private @Nullable ValueTemplate value(Fields fields, String name, String expected) {
        fields.require(name, expected);
        Node node = fields.node(name);
        return node == null ? null : value(node);
    }

    private static ValueTemplate value(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Sequence sequence ->
                new ValueTemplate.Items(
                        sequence.items().stream().map(StepReader::value).toList());
            case Node.Mapping mapping -> members(mapping);
        };
    }

    private static ValueTemplate scalar(Node.Scalar scalar) {
        String text = scalar.text();
        if (scalar.quoted()) return ValueTemplate.text(text);
        if (text.equals("true") || text.equals("false")) return new ValueTemplate.Truth(text.equals("true"));
        return text.matches("-?(0|[1-9]\\d{0,37})(\\.\\d{1,38})?")
                ? new ValueTemplate.Number(text)
                : ValueTemplate.text(text);
    }

    private static ValueTemplate.Members members(Node.Mapping mapping) {
        Map<String, ValueTemplate> values = new java.util.LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> values.put(name, value(entry.value())));
        return new ValueTemplate.Members(values);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("`true` or `false`");
        };
    }

    private static Duration timeout(String text) {
        Duration timeout = Quantity.duration(text);
        if (timeout.isZero()) throw new IllegalArgumentException("a time above zero");
        return timeout;
    }

    private static int attempts(String text) {
        int attempts = Integer.parseInt(text);
        if (attempts < 1 || attempts > Step.MOST_ATTEMPTS) throw new IllegalArgumentException("from 1 to 10 attempts");
        return attempts;
    }
}
