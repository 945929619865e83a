package io.windtunnel.cloud.crash;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole cloud without sockets on a data directory, and what its clients ask of it, as bytes on the wire.
///
/// Each life's scenario time begins a minute after the last one's and then stands still.
final class DurableCloud implements AutoCloseable {
    static final String PLAIN = "plain";
    static final String NEWS = "news";
    static final String EVENTS = "events";
    static final String ORDERED = "ordered.fifo";
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ARN = "arn:aws:%s:us-east-1:000000000000:%s";

    private final Cloud cloud;

    DurableCloud(Path directory, int life) {
        VirtualTime time = new VirtualTime(EPOCH.plusSeconds(60L * life));
        Fabric fabric = Fabric.bare(time, life, Storage.in(directory));
        cloud = Cloud.on(fabric, Cloud.Options.standard().tell(_ -> {}));
        if (life == 0) create(time);
    }

    private void create(VirtualTime time) {
        for (String queue : List.of(PLAIN, NEWS, EVENTS)) sqs("CreateQueue", "{\"QueueName\":\"" + queue + "\"}");
        sqs(
                "CreateQueue",
                "{\"QueueName\":\"" + ORDERED + "\",\"Attributes\":{\"FifoQueue\":\"true\","
                        + "\"DeduplicationScope\":\"messageGroup\",\"FifoThroughputLimit\":\"perMessageGroupId\"}}");
        form("Action=CreateTopic&Name=topic");
        form("Action=Subscribe&TopicArn=" + ARN.formatted("sns", "topic") + "&Protocol=sqs&Endpoint="
                + ARN.formatted("sqs", NEWS)
                + "&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true");
        events("PutRule", "{\"Name\":\"rule\",\"EventPattern\":\"{\\\"source\\\":[\\\"crash\\\"]}\"}");
        events(
                "PutTargets",
                "{\"Rule\":\"rule\",\"Targets\":[{\"Id\":\"t\",\"Arn\":\"" + ARN.formatted("sqs", EVENTS)
                        + "\",\"InputPath\":\"$.detail.body\"}]}");
        json(
                "dynamodb",
                "DynamoDB_20120810.CreateTable",
                "{\"TableName\":\"table\",\"AttributeDefinitions\":[{\"AttributeName\":\"k\",\"AttributeType\":\"S\"}],"
                        + "\"KeySchema\":[{\"AttributeName\":\"k\",\"KeyType\":\"HASH\"}],"
                        + "\"BillingMode\":\"PAY_PER_REQUEST\"}");
        objects("PUT", "/bucket", "");
        time.advance(Duration.ofSeconds(30));
    }

    // ---- what clients do

    void send(String queue, String body) {
        sqs("SendMessage", "{\"QueueUrl\":\"" + url(queue) + "\",\"MessageBody\":\"" + body + "\"}");
    }

    void sendInOrder(String group, long number) {
        sqs(
                "SendMessage",
                "{\"QueueUrl\":\"" + url(ORDERED) + "\",\"MessageBody\":\"" + group + " " + number
                        + "\",\"MessageGroupId\":\"" + group + "\",\"MessageDeduplicationId\":\"" + number + "\"}");
    }

    void publish(String body) {
        form("Action=Publish&TopicArn=" + ARN.formatted("sns", "topic") + "&Message=" + body);
    }

    void putEvent(String body) {
        JsonNode answer = events(
                "PutEvents",
                "{\"Entries\":[{\"Source\":\"crash\",\"DetailType\":\"t\",\"Detail\":\"{\\\"body\\\":\\\"" + body
                        + "\\\"}\"}]}");
        if (answer.path("FailedEntryCount").asInt() != 0) throw new IllegalStateException(answer.toString());
    }

    void putItem(String key, long value) {
        json(
                "dynamodb",
                "DynamoDB_20120810.PutItem",
                "{\"TableName\":\"table\",\"Item\":{\"k\":{\"S\":\"" + key + "\"},\"v\":{\"N\":\"" + value + "\"}}}");
    }

    long item(String key) {
        JsonNode answer = json(
                "dynamodb",
                "DynamoDB_20120810.GetItem",
                "{\"TableName\":\"table\",\"ConsistentRead\":true,\"Key\":{\"k\":{\"S\":\"" + key + "\"}}}");
        return answer.has("Item") ? Long.parseLong(answer.at("/Item/v/N").asString()) : 0;
    }

    void putObject(String key, long value) {
        objects("PUT", "/bucket/" + key, Long.toString(value).repeat(2_000 + (int) (value % 2_000)));
    }

    /// The number an object holds; 0 when there is none.
    long object(String key) {
        String content = objects("GET", "/bucket/" + key, "");
        if (content.isEmpty()) return 0;
        for (int digits = 1; digits < 12; digits++) {
            String number = content.substring(0, digits);
            long value = Long.parseLong(number);
            if (content.equals(number.repeat(2_000 + (int) (value % 2_000)))) return value;
        }
        throw new IllegalStateException("a torn object: " + content.substring(0, Math.min(50, content.length())));
    }

    private String objects(String method, String path, String body) {
        Headers headers = Headers.of("Host", "localhost", "Authorization", authorization("s3"));
        WireResponse answer = cloud.endpoint()
                .handle(new WireRequest(
                        method, path, "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false));
        String told = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.status() == 404 && told.contains("NoSuchKey")) return "";
        if (answer.status() != 200) throw new IllegalStateException(method + " " + path + " -> " + told);
        return told;
    }

    private static String authorization(String service) {
        return "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/" + service
                + "/aws4_request, SignedHeaders=host, Signature=0";
    }

    /// A message that was received.
    record Message(String body, String handle) {}

    List<Message> receive(String queue) {
        List<Message> messages = new ArrayList<>();
        JsonNode answer = sqs("ReceiveMessage", "{\"QueueUrl\":\"" + url(queue) + "\",\"MaxNumberOfMessages\":10}");
        for (JsonNode each : answer.path("Messages"))
            messages.add(new Message(
                    each.path("Body").asString(), each.path("ReceiptHandle").asString()));
        return messages;
    }

    void delete(String queue, Message message) {
        sqs("DeleteMessage", "{\"QueueUrl\":\"" + url(queue) + "\",\"ReceiptHandle\":\"" + message.handle + "\"}");
    }

    /// Receives and deletes all there is, in order.
    List<String> drain(String queue, Consumer<String> each) {
        List<String> bodies = new ArrayList<>();
        for (List<Message> some = receive(queue); !some.isEmpty(); some = receive(queue))
            for (Message message : some) {
                bodies.add(message.body);
                each.accept(message.body);
                delete(queue, message);
            }
        return bodies;
    }

    // ---- the wire

    private static String url(String queue) {
        return "http://localhost/000000000000/" + queue;
    }

    private JsonNode sqs(String operation, String body) {
        return json("sqs", "AmazonSQS." + operation, body);
    }

    private JsonNode events(String operation, String body) {
        return json("events", "AWSEvents." + operation, body);
    }

    private JsonNode json(String service, String target, String body) {
        byte[] answer = ask(service, "application/x-amz-json-1.0", target, body);
        return answer.length == 0 ? JSON.createObjectNode() : JSON.readTree(answer);
    }

    private void form(String body) {
        ask("sns", "application/x-www-form-urlencoded", "", body + "&Version=2010-03-31");
    }

    private byte[] ask(String service, String type, String target, String body) {
        Headers headers =
                Headers.of("Host", "localhost", "Content-Type", type, "Authorization", authorization(service));
        if (!target.isEmpty()) headers.add("X-Amz-Target", target);
        WireResponse answer = cloud.endpoint()
                .handle(new WireRequest(
                        "POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false));
        if (answer.status() != 200)
            throw new IllegalStateException(target + body + " -> " + new String(answer.body(), StandardCharsets.UTF_8));
        return answer.body();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
