package io.windtunnel.cloud.messaging.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.messaging.events.Shapes.Entry;
import io.windtunnel.cloud.messaging.events.Shapes.Target;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.EventBuses;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:queue";
    private static final String DEAD = "arn:aws:sqs:us-east-1:000000000000:dead";
    private static final String ORDERS = "{\"source\":[\"shop\"]}";

    private VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:30Z"));
    private final List<Sink.Message> queued = new ArrayList<>();
    private final List<Sink.Message> buried = new ArrayList<>();
    private final Call call = Call.internal(SCOPE);
    private Directory directory = new Directory();
    private EventsApi api = open(Storage.inMemory());
    private @Nullable AwsException trouble;

    private EventsApi open(Storage storage) {
        directory = new Directory();
        directory.offer(Sink.class, "sqs", this::queue);
        return Events.open(new CloudContext(Fabric.bare(time, 1, storage), directory, new ResourceTypes(), _ -> {}))
                .face();
    }

    private Optional<Sink> queue(Arn arn) {
        return switch (arn.resource()) {
            case "queue" ->
                Optional.of(message -> {
                    if (trouble != null) throw trouble;
                    queued.add(message);
                    return "id";
                });
            case "dead" ->
                Optional.of(message -> {
                    buried.add(message);
                    return "id";
                });
            default -> Optional.empty();
        };
    }

    private String rule(String name, @Nullable String pattern, @Nullable String schedule, Target... targets) {
        String arn = api.putRule(call, new Shapes.PutRule(name, schedule, pattern, null, null, null, List.of(), null))
                .ruleArn();
        api.putTargets(call, new Shapes.PutTargets(name, null, List.of(targets)));
        return arn;
    }

    private static Target target(String arn) {
        return target(arn, null, null);
    }

    private static Target target(String arn, Shapes.@Nullable Transformer transformer, @Nullable Integer retries) {
        return new Target(
                "t",
                arn,
                null,
                null,
                null,
                transformer,
                null,
                null,
                null,
                new Shapes.DeadLetterConfig(DEAD),
                retries == null ? null : new Shapes.RetryPolicy(retries, null));
    }

    private Shapes.PutEventsAnswer put(String source, String detail) {
        return api.putEvents(
                call, new Shapes.PutEvents(List.of(new Entry(null, source, List.of("r"), "placed", detail, null))));
    }

    private static String code(Runnable call) {
        try {
            call.run();
            return "none";
        } catch (AwsException refusal) {
            return refusal.code() + ": " + refusal.message();
        }
    }

    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("events"), api));
    }

    @Test
    void an_event_that_matches_reaches_the_target() {
        rule("orders", ORDERS, null, target(QUEUE));
        put("other", "{}");
        String id = put("shop", "{\"total\":10}").entries().getFirst().eventId();
        assertThat(queued).hasSize(1);
        assertThat(queued.getFirst().body())
                .isEqualTo("{\"version\":\"0\",\"id\":\"" + id + "\",\"detail-type\":\"placed\",\"source\":\"shop\","
                        + "\"account\":\"000000000000\",\"time\":\"2026-01-01T00:00:30Z\",\"region\":\"us-east-1\","
                        + "\"resources\":[\"r\"],\"detail\":{\"total\":10}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"n\":<n>,\"o\":<o>}|{\"n\":10,\"o\":{\"a\":\"x\\\"y\"}}",
                "\"total <n> of <a>\"|\"total 10 of x\\\"y\"",
                "{\"s\":\"<a>\",\"l\":<l>}|{\"s\":\"x\\\"y\",\"l\":[1,2]}",
                "{\"s\":\"<o>\"}|{\"s\":\"{\\\"a\\\":\\\"x\\\\\\\"y\\\"}\"}",
                "{\"r\":\"<aws.events.rule-name>\",\"none\":\"<none>\"}|{\"r\":\"orders\",\"none\":\"\"}"
            })
    void a_template_is_filled(String template, String expected) {
        Map<String, String> paths = Map.of(
                "n",
                "$.detail.total",
                "o",
                "$.detail.o",
                "a",
                "$.detail.o.a",
                "l",
                "$.detail.l",
                "none",
                "$.detail.none");
        rule("orders", ORDERS, null, target(QUEUE, new Shapes.Transformer(paths, template), null));
        put("shop", "{\"total\":10,\"o\":{\"a\":\"x\\\"y\"},\"l\":[1,2]}");
        assertThat(queued.getFirst().body()).isEqualTo(expected);
    }

    @Test
    void a_target_in_trouble_is_tried_again_and_then_buried() {
        trouble = new AwsException("ThrottlingException", "too fast");
        rule("orders", ORDERS, null, target(QUEUE, null, 2));
        put("shop", "{}");
        time.advance(Duration.ofMinutes(1));
        assertThat(buried).hasSize(1);
        assertThat(buried.getFirst().attributes().get("RETRY_ATTEMPTS"))
                .isEqualTo(new Sink.Attribute("String", "2", null));
        assertThat(buried.getFirst().attributes().get("EXHAUSTED_RETRY_CONDITION"))
                .isEqualTo(new Sink.Attribute("String", "MaximumRetryAttempts", null));
        trouble = new AwsException("ThrottlingException", "too fast");
        put("shop", "{\"second\":true}");
        trouble = null;
        time.advance(Duration.ofSeconds(2));
        assertThat(queued).hasSize(1);
        assertThat(buried).hasSize(1);
    }

    @Test
    void a_target_that_is_gone_is_buried_at_once() {
        rule("orders", ORDERS, null, target(QUEUE.replace(":queue", ":gone")));
        put("shop", "{}");
        assertThat(buried).hasSize(1);
        assertThat(buried.getFirst().attributes()).containsKeys("ERROR_CODE", "RULE_ARN", "TARGET_ARN");
    }

    @Test
    void schedules_come_in_scenario_time() {
        String rate = rule("rate", null, "rate(5 minutes)", target(QUEUE));
        rule("cron", null, "cron(0 12 * * ? *)", target(QUEUE));
        time.advance(Duration.ofMinutes(11));
        assertThat(queued).hasSize(2);
        assertThat(queued.getFirst().body()).contains("\"detail-type\":\"Scheduled Event\"", rate);
        api.disableRule(call, new Shapes.RuleNamed("rate", null));
        time.advance(Duration.ofHours(24));
        assertThat(queued).hasSize(3);
    }

    @Test
    void buses_send_to_buses() {
        api.createEventBus(call, new Shapes.CreateEventBus("other", List.of()));
        String other = SCOPE.arn("events", "event-bus/other").toString();
        rule("forward", ORDERS, null, target(other));
        api.putRule(call, new Shapes.PutRule("take", null, ORDERS, null, null, null, List.of(), "other"));
        api.putTargets(call, new Shapes.PutTargets("take", "other", List.of(target(QUEUE))));
        put("shop", "{}");
        time.advance(Duration.ofMillis(1));
        assertThat(queued).hasSize(1);
    }

    @Test
    void an_archive_is_replayed() {
        String bus = SCOPE.arn("events", "event-bus/default").toString();
        api.createArchive(call, new Shapes.CreateArchive("kept", bus, null, ORDERS, null));
        put("shop", "{\"n\":1}");
        put("other", "{\"n\":2}");
        time.advance(Duration.ofMinutes(5));
        put("shop", "{\"n\":3}");
        rule("orders", "{\"detail\":{\"n\":[{\"exists\":true}]}}", null, target(QUEUE));
        String archive = SCOPE.arn("events", "archive/kept").toString();
        api.startReplay(
                call,
                new Shapes.StartReplay(
                        "again",
                        null,
                        archive,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:05:00Z"),
                        new Shapes.ReplayDestination(bus, List.of())));
        time.advance(Duration.ofSeconds(1));
        assertThat(queued).hasSize(1);
        assertThat(queued.getFirst().body()).contains("\"replay-name\":\"again\"", "\"n\":1");
        assertThat(api.describeReplay(call, new Shapes.ReplayNamed("again")).state())
                .isEqualTo("COMPLETED");
        assertThat(api.describeArchive(call, new Shapes.ArchiveNamed("kept")).eventCount())
                .isEqualTo(2);
    }

    @Test
    void what_is_not_allowed_is_refused_in_EventBridges_words() {
        assertThat(code(() -> rule("r", "{\"a\":\"b\"}", null)))
                .isEqualTo(
                        "InvalidEventPatternException: Event pattern is not valid. Reason: \"a\" must be an object or"
                                + " an array");
        assertThat(code(() -> rule("r", null, "rate(0 minutes)")))
                .isEqualTo("ValidationException: Parameter ScheduleExpression is not valid.");
        assertThat(code(() -> rule("r", ORDERS, null, target("arn:aws:states:us-east-1:000000000000:stateMachine:m"))))
                .startsWith("NotImplemented")
                .contains("states");
        assertThat(code(() -> api.describeRule(call, new Shapes.RuleNamed("none", null))))
                .isEqualTo("ResourceNotFoundException: Rule none does not exist on EventBus default.");
        rule("busy", ORDERS, null, target(QUEUE));
        assertThat(code(() -> api.deleteRule(call, new Shapes.RuleNamed("busy", null))))
                .isEqualTo("ValidationException: Rule can't be deleted since it has targets.");
        Shapes.PutEventsAnswer answer = put("aws.ec2", "{}");
        assertThat(answer.failedEntryCount()).isEqualTo(1);
        assertThat(answer.entries().getFirst().errorCode()).isEqualTo("NotAuthorizedForSourceException");
        assertThat(put("shop", "{").entries().getFirst().errorCode()).isEqualTo("MalformedDetail");
    }

    @Test
    void services_tell_the_default_bus() {
        rule("s3", "{\"source\":[\"aws.s3\"]}", null, target(QUEUE));
        EventBuses.of(directory)
                .put(SCOPE, new EventBuses.Event("aws.s3", "Object Created", time.now(), List.of("b"), "{\"k\":1}"));
        assertThat(queued.getFirst().body()).contains("\"source\":\"aws.s3\"", "\"detail\":{\"k\":1}");
    }

    @TempDir
    Path data;

    @Test
    void rules_and_what_is_being_tried_survive() {
        try (Storage storage = Storage.in(data)) {
            api = open(storage);
            rule("orders", ORDERS, null, target(QUEUE));
            trouble = new AwsException("ThrottlingException", "too fast");
            put("shop", "{\"n\":1}");
        }
        trouble = null;
        queued.clear();
        time = new VirtualTime(time.now());
        try (Storage storage = Storage.in(data)) {
            api = open(storage);
            time.advance(Duration.ofSeconds(5));
            assertThat(queued).extracting(Sink.Message::body).anyMatch(body -> body.contains("\"n\":1"));
            put("shop", "{\"n\":2}");
            assertThat(queued.getLast().body()).contains("\"n\":2");
        }
    }
}
