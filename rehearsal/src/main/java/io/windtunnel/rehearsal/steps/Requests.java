package io.windtunnel.rehearsal.steps;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.rehearsal.plan.Operation;
import io.windtunnel.rehearsal.plan.TextTemplate;
import io.windtunnel.rehearsal.stage.CloudClient;
import io.windtunnel.rehearsal.stage.StackNames;
import io.windtunnel.rehearsal.standin.Services.Message;
import io.windtunnel.rehearsal.steps.StepRequest.Meaning;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes requests as an SDK would send them. Pure.
final class Requests {
    private static final String SQS = "AmazonSQS.";
    private static final String DYNAMODB = "DynamoDB_20120810.";
    private static final byte[] NOTHING = {};

    private Requests() {}

    /// The request of a step.
    ///
    /// @param resource what the operation's target is in this stack
    /// @param types the types of a table's key attributes, by name; empty for what is no table
    /// @throws TextTemplate.NoValue when a name has no value
    static StepRequest of(
            Operation operation,
            StackNames.Resource resource,
            Map<String, String> types,
            Scope scope,
            TextTemplate.Values values) {
        return switch (operation) {
            case Operation.Send send -> new StepRequest(send(send, resource.id(), scope, values), new Meaning.Sends());
            case Operation.Publish publish ->
                new StepRequest(publish(publish, resource.id(), scope, values), new Meaning.Tells());
            case Operation.PutEvent event ->
                new StepRequest(event(event, resource.id(), scope, values), new Meaning.Tells());
            case Operation.PutItem put -> putItem(put, resource.id(), types, scope, values);
            case Operation.GetItem get -> {
                ObjectNode key = Json.item(get.key(), values, types);
                yield new StepRequest(
                        getItem(scope, resource.id(), key, get.consistent()),
                        new Meaning.Reads(new Ledger.Item(get.target(), Json.canonical(key)), get.absent()));
            }
            case Operation.DeleteItem delete -> {
                ObjectNode key = Json.item(delete.key(), values, types);
                ObjectNode body = Json.object().put("TableName", resource.id());
                body.set("Key", key);
                yield new StepRequest(
                        CloudClient.jsonRequest(scope, "dynamodb", DYNAMODB + "DeleteItem", "1.0", body),
                        new Meaning.Writes(new Ledger.Item(delete.target(), Json.canonical(key)), null));
            }
            case Operation.PutObject put -> {
                String body = Json.text(put.body(), values);
                String key = put.key().fill(values);
                yield new StepRequest(
                        object("PUT", scope, resource.id(), key, body.getBytes(StandardCharsets.UTF_8)),
                        new Meaning.Writes(new Ledger.Item(put.target(), key), body));
            }
            case Operation.GetObject get -> {
                String key = get.key().fill(values);
                yield new StepRequest(
                        getObject(scope, resource.id(), key),
                        new Meaning.Reads(new Ledger.Item(get.target(), key), get.absent()));
            }
            case Operation.DeleteObject delete -> {
                String key = delete.key().fill(values);
                yield new StepRequest(
                        object("DELETE", scope, resource.id(), key, NOTHING),
                        new Meaning.Writes(new Ledger.Item(delete.target(), key), null));
            }
        };
    }

    private static WireRequest send(Operation.Send send, String url, Scope scope, TextTemplate.Values values) {
        ObjectNode body = Json.object().put("QueueUrl", url).put("MessageBody", Json.text(send.body(), values));
        if (send.group() != null) body.put("MessageGroupId", send.group().fill(values));
        if (send.deduplication() != null)
            body.put("MessageDeduplicationId", send.deduplication().fill(values));
        if (!send.delay().isZero()) body.put("DelaySeconds", send.delay().toSeconds());
        return CloudClient.jsonRequest(scope, "sqs", SQS + "SendMessage", "1.0", body);
    }

    private static WireRequest publish(Operation.Publish publish, String arn, Scope scope, TextTemplate.Values values) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "Publish");
        form.put("Version", "2010-03-31");
        form.put("TopicArn", arn);
        form.put("Message", Json.text(publish.message(), values));
        if (publish.subject() != null) form.put("Subject", publish.subject().fill(values));
        if (publish.group() != null) form.put("MessageGroupId", publish.group().fill(values));
        if (publish.deduplication() != null)
            form.put("MessageDeduplicationId", publish.deduplication().fill(values));
        int number = 1;
        for (Map.Entry<String, TextTemplate> attribute : publish.attributes().entrySet()) {
            String prefix = "MessageAttributes.entry." + number++ + ".";
            form.put(prefix + "Name", attribute.getKey());
            form.put(prefix + "Value.DataType", "String");
            form.put(prefix + "Value.StringValue", attribute.getValue().fill(values));
        }
        String text = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        Headers headers =
                CloudClient.headers(scope, "sns", "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        return request("POST", "/", headers, text.getBytes(StandardCharsets.UTF_8));
    }

    private static WireRequest event(Operation.PutEvent event, String bus, Scope scope, TextTemplate.Values values) {
        ObjectNode body = Json.object();
        body.putArray("Entries")
                .addObject()
                .put("EventBusName", bus)
                .put("Source", event.source().fill(values))
                .put("DetailType", event.detailType().fill(values))
                .put("Detail", Json.text(event.detail(), values));
        return CloudClient.jsonRequest(scope, "events", "AWSEvents.PutEvents", "1.1", body);
    }

    private static StepRequest putItem(
            Operation.PutItem put, String table, Map<String, String> types, Scope scope, TextTemplate.Values values) {
        ObjectNode item = Json.item(put.item(), values, types);
        ObjectNode key = Json.object();
        types.keySet().stream().sorted().filter(item::has).forEach(name -> key.set(name, item.get(name)));
        ObjectNode body = Json.object().put("TableName", table);
        body.set("Item", item);
        if (put.unlessExists() && !types.isEmpty()) {
            body.put("ConditionExpression", "attribute_not_exists(#k)");
            body.putObject("ExpressionAttributeNames")
                    .put("#k", types.keySet().iterator().next());
        }
        return new StepRequest(
                CloudClient.jsonRequest(scope, "dynamodb", DYNAMODB + "PutItem", "1.0", body),
                new Meaning.Writes(new Ledger.Item(put.target(), Json.canonical(key)), Json.canonical(item)));
    }

    static WireRequest getItem(Scope scope, String table, JsonNode key, boolean consistent) {
        ObjectNode body = Json.object().put("TableName", table).put("ConsistentRead", consistent);
        body.set("Key", key);
        return CloudClient.jsonRequest(scope, "dynamodb", DYNAMODB + "GetItem", "1.0", body);
    }

    static WireRequest describeTable(Scope scope, String table) {
        return CloudClient.jsonRequest(
                scope,
                "dynamodb",
                DYNAMODB + "DescribeTable",
                "1.0",
                Json.object().put("TableName", table));
    }

    static WireRequest getObject(Scope scope, String bucket, String key) {
        return object("GET", scope, bucket, key, NOTHING);
    }

    static WireRequest receive(Scope scope, String url, int atMost, Duration wait) {
        ObjectNode body = Json.object()
                .put("QueueUrl", url)
                .put("MaxNumberOfMessages", atMost)
                .put("WaitTimeSeconds", wait.toSeconds());
        return CloudClient.jsonRequest(scope, "sqs", SQS + "ReceiveMessage", "1.0", body);
    }

    static WireRequest delete(Scope scope, String url, List<Message> messages) {
        ObjectNode body = Json.object().put("QueueUrl", url);
        ArrayNode entries = body.putArray("Entries");
        for (int i = 0; i < messages.size(); i++)
            entries.addObject()
                    .put("Id", Integer.toString(i))
                    .put("ReceiptHandle", messages.get(i).receiptHandle());
        return CloudClient.jsonRequest(scope, "sqs", SQS + "DeleteMessageBatch", "1.0", body);
    }

    private static WireRequest object(String method, Scope scope, String bucket, String key, byte[] body) {
        String path = "/" + bucket + "/"
                + java.util.Arrays.stream(key.split("/", -1))
                        .map(Requests::encoded)
                        .collect(Collectors.joining("/"));
        return request(
                method, path, CloudClient.headers(scope, "s3", "Content-Length", Integer.toString(body.length)), body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static WireRequest request(String method, String path, Headers headers, byte[] body) {
        return new WireRequest(method, path, "", headers, body, "127.0.0.1", false);
    }
}
