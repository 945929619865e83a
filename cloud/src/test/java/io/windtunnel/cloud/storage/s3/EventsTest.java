package io.windtunnel.cloud.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.ports.EventBuses;
import io.windtunnel.cloud.ports.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who is told of what happens.
class EventsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";

    private final S3Fixture s3 = new S3Fixture();
    private final BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
    private final List<EventBuses.Event> events = new ArrayList<>();

    @BeforeEach
    void open() {
        s3.directory.offer(
                Sink.class,
                "sqs",
                arn -> arn.resource().equals("q")
                        ? Optional.of(message -> {
                            delivered.add(message.body());
                            return "";
                        })
                        : Optional.empty());
        s3.directory.offer(EventBuses.class, (scope, event) -> events.add(event));
        s3.put("/box", "");
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private static String queue(String arn, String event, String filter) {
        return "<QueueConfiguration><Id>mine</Id><Queue>" + arn + "</Queue><Event>" + event + "</Event>" + filter
                + "</QueueConfiguration>";
    }

    private static String filter(String name, String value) {
        return "<Filter><S3Key><FilterRule><Name>" + name + "</Name><Value>" + value
                + "</Value></FilterRule></S3Key></Filter>";
    }

    private String set(String... configurations) {
        return s3.put(
                        "/box?notification",
                        "<NotificationConfiguration>" + String.join("", configurations)
                                + "</NotificationConfiguration>")
                .outcome();
    }

    private JsonNode next() throws InterruptedException {
        String text = delivered.poll(10, TimeUnit.SECONDS);
        assertThat(text).isNotNull();
        return JSON.readTree(text);
    }

    @Test
    void aQueueIsToldInAwssForm() throws InterruptedException {
        assertThat(set(queue(QUEUE, "s3:ObjectCreated:*", filter("suffix", ".jpg"))))
                .isEqualTo("200");
        assertThat(next().path("Event").asString()).isEqualTo("s3:TestEvent");
        s3.put("/box/a.txt", "hello");
        s3.put("/box/a%20b%2B.jpg", "hello");
        JsonNode record = next().path("Records").get(0);
        assertThat(record.path("eventName").asString()).isEqualTo("ObjectCreated:Put");
        assertThat(record.path("eventSource").asString()).isEqualTo("aws:s3");
        assertThat(record.path("eventTime").asString()).isEqualTo("2026-01-01T10:30:00.000Z");
        assertThat(record.at("/s3/configurationId").asString()).isEqualTo("mine");
        assertThat(record.at("/s3/bucket/arn").asString()).isEqualTo("arn:aws:s3:::box");
        assertThat(record.at("/s3/object/key").asString()).isEqualTo("a+b%2B.jpg");
        assertThat(record.at("/s3/object/size").asInt()).isEqualTo(5);
        assertThat(record.at("/s3/object/eTag").asString()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(record.at("/s3/object/sequencer").asString()).isNotEmpty();
        assertThat(delivered).isEmpty();
        assertThat(s3.get("/box?notification").element("Event")).isEqualTo("s3:ObjectCreated:*");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(set(queue(QUEUE + "x", "s3:ObjectCreated:*", ""))).isEqualTo("400 InvalidArgument");
        assertThat(set(queue(QUEUE, "s3:Nothing", ""))).isEqualTo("400 InvalidArgument");
        assertThat(set(
                        queue(QUEUE, "s3:ObjectCreated:*", filter("prefix", "a")),
                        queue(QUEUE, "s3:ObjectCreated:Put", filter("prefix", "ab"))))
                .isEqualTo("400 InvalidArgument");
        assertThat(set(
                        queue(QUEUE, "s3:ObjectCreated:*", filter("prefix", "a")),
                        queue(QUEUE, "s3:ObjectCreated:Put", filter("prefix", "b"))))
                .isEqualTo("200");
    }

    @Test
    void eventBridgeIsToldWhereItIsSwitchedOn() {
        s3.put("/box/before", "x");
        assertThat(set("<EventBridgeConfiguration/>")).isEqualTo("200");
        s3.put("/box/k", "hello");
        s3.delete("/box/k");
        assertThat(events).extracting(EventBuses.Event::detailType).containsExactly("Object Created", "Object Deleted");
        JsonNode detail = JSON.readTree(events.getFirst().detail());
        assertThat(detail.at("/bucket/name").asString()).isEqualTo("box");
        assertThat(detail.at("/object/key").asString()).isEqualTo("k");
        assertThat(detail.path("reason").asString()).isEqualTo("PutObject");
        assertThat(detail.path("source-ip-address").asString()).isEqualTo("192.0.2.1");
        assertThat(JSON.readTree(events.getLast().detail())
                        .path("deletion-type")
                        .asString())
                .isEqualTo("Permanently Deleted");
    }
}
