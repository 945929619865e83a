package io.windtunnel.cloud.messaging.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Directory;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:queue";
    private static final String DEAD = "arn:aws:sqs:us-east-1:000000000000:dead";
    private static final Shapes.Window OFF = new Shapes.Window("OFF", null);

    private VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:30Z"));
    private final List<Instant> moments = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<Sink.Message> buried = new ArrayList<>();
    private final Call call = Call.internal(SCOPE);
    private @Nullable AwsException trouble;
    private SchedulerApi api = open(Storage.inMemory()).face();

    private Scheduler open(Storage storage) {
        Directory directory = new Directory();
        directory.offer(Sink.class, "sqs", this::queue);
        directory.offer(Sink.class, "events", this::queue);
        Scheduler opened = Scheduler.open(
                new CloudContext(Fabric.bare(time, 1, storage), directory, new ResourceTypes(), _ -> {}));
        time.advance(Duration.ZERO);
        return opened;
    }

    private Optional<Sink> queue(Arn arn) {
        return Optional.of(message -> {
            if (arn.resource().equals("dead")) buried.add(message);
            else {
                if (trouble != null) throw trouble;
                bodies.add(message.body());
                moments.add(time.now());
            }
            return "id";
        });
    }

    private static Shapes.Target target(String arn, @Nullable Integer retries) {
        return new Shapes.Target(
                arn,
                "arn:aws:iam::000000000000:role/r",
                "<aws.scheduler.scheduled-time> <aws.scheduler.attempt-number>",
                new Shapes.DeadLetterConfig(DEAD),
                new Shapes.RetryPolicy(null, retries),
                null,
                null,
                null);
    }

    private static Shapes.PutSchedule schedule(
            String expression, @Nullable String zone, @Nullable String group, Shapes.Window window, Shapes.Target to) {
        return new Shapes.PutSchedule(
                "s", group, expression, zone, null, null, null, null, window, "DELETE", to, "token");
    }

    private void create(String expression, @Nullable String zone) {
        api.createSchedule(call, schedule(expression, zone, null, OFF, target(QUEUE, null)));
    }

    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("scheduler"), api));
    }

    @Test
    void a_schedule_that_comes_once_comes_once_and_is_deleted() {
        create("at(2026-01-01T09:00:00)", "Europe/Berlin");
        time.advance(Duration.ofDays(2));
        assertThat(bodies).containsExactly("2026-01-01T08:00:00Z 1");
        assertThat(moments).containsExactly(Instant.parse("2026-01-01T08:00:00Z"));
        assertThatThrownBy(() -> api.getSchedule(call, new Shapes.OneSchedule("s", null)))
                .extracting(refusal -> ((AwsException) refusal).code())
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void a_rate_counts_from_its_creation() {
        create("rate(5 minutes)", null);
        time.advance(Duration.ofMinutes(11));
        assertThat(bodies)
                .containsExactly("2026-01-01T00:00:30Z 1", "2026-01-01T00:05:30Z 1", "2026-01-01T00:10:30Z 1");
    }

    @Test
    void a_time_that_daylight_saving_leaves_out_is_skipped() {
        time.advance(Duration.between(time.now(), Instant.parse("2026-03-28T12:00:00Z")));
        create("cron(30 2 * * ? *)", "Europe/Berlin");
        time.advance(Duration.ofDays(2));
        assertThat(bodies).containsExactly("2026-03-30T00:30:00Z 1");
    }

    @Test
    void a_flexible_window_moves_the_invocation_within_it() {
        Shapes.Window window = new Shapes.Window("FLEXIBLE", 15);
        api.createSchedule(call, schedule("at(2026-01-01T01:00:00)", null, null, window, target(QUEUE, null)));
        time.advance(Duration.ofHours(2));
        assertThat(bodies).containsExactly("2026-01-01T01:00:00Z 1");
        assertThat(moments.getFirst())
                .isBetween(Instant.parse("2026-01-01T01:00:00Z"), Instant.parse("2026-01-01T01:15:00Z"));
    }

    @Test
    void what_fails_is_tried_again_and_then_buried() {
        trouble = new AwsException("InternalError", "down");
        api.createSchedule(call, schedule("at(2026-01-01T01:00:00)", null, null, OFF, target(QUEUE, 3)));
        time.advance(Duration.ofHours(2));
        assertThat(buried).hasSize(1);
        assertThat(buried.getFirst().attributes().get("RETRY_ATTEMPTS").text()).isEqualTo("3");
        assertThat(buried.getFirst()
                        .attributes()
                        .get("EXHAUSTED_RETRY_CONDITION")
                        .text())
                .isEqualTo("MaximumRetryAttempts");
    }

    @Test
    void a_target_nobody_offers_goes_to_the_dead_letters_at_once() {
        Shapes.Target gone = target("arn:aws:lambda:us-east-1:000000000000:function:f", null);
        Shapes.Target json = new Shapes.Target(
                gone.arn(), gone.roleArn(), "{}", gone.deadLetterConfig(), gone.retryPolicy(), null, null, null);
        api.createSchedule(call, schedule("at(2026-01-01T01:00:00)", null, null, OFF, json));
        time.advance(Duration.ofHours(1));
        assertThat(buried.getFirst().attributes().get("ERROR_CODE").text()).isEqualTo("NoSuchTarget");
    }

    @Test
    void a_token_makes_one_schedule_and_a_group_takes_its_schedules_along() {
        api.createScheduleGroup(call, new Shapes.CreateGroup("g", List.of(), null));
        Shapes.PutSchedule asked = schedule("rate(1 hour)", null, "g", OFF, target(QUEUE, null));
        assertThat(api.createSchedule(call, asked)).isEqualTo(api.createSchedule(call, asked));
        assertThatThrownBy(
                        () -> api.createSchedule(call, schedule("rate(2 hours)", null, "g", OFF, target(QUEUE, null))))
                .extracting(refusal -> ((AwsException) refusal).code())
                .isEqualTo("ConflictException");
        api.deleteScheduleGroup(call, new Shapes.DeleteGroup("g", null));
        assertThat(api.getScheduleGroup(call, new Shapes.OneGroup("g")).state()).isEqualTo("DELETING");
        time.advance(Duration.ofMinutes(1));
        assertThat(api.listScheduleGroups(call, new Shapes.ListGroups(null, null, null))
                        .scheduleGroups())
                .extracting(Shapes.GroupShown::name)
                .containsExactly("default");
        assertThat(api.listSchedules(call, new Shapes.ListSchedules(null, null, null, null, null))
                        .schedules())
                .isEmpty();
    }

    @Test
    void a_bus_gets_an_event_of_the_parameters() {
        Shapes.Target plain = target("arn:aws:events:us-east-1:000000000000:event-bus/default", null);
        Shapes.Target bus = new Shapes.Target(
                plain.arn(),
                plain.roleArn(),
                "{\"n\":\"<aws.scheduler.attempt-number>\"}",
                null,
                null,
                null,
                null,
                new Shapes.EventBridgeParameters("due", "shop"));
        api.createSchedule(call, schedule("at(2026-01-01T01:00:00)", null, null, OFF, bus));
        time.advance(Duration.ofHours(1));
        assertThat(bodies.getFirst())
                .contains("\"detail-type\":\"due\",\"source\":\"shop\"", "\"time\":\"2026-01-01T01:00:00Z\"")
                .endsWith("\"detail\":{\"n\":\"1\"}}");
    }

    @Test
    void universal_targets_and_step_functions_are_refused_by_name() {
        for (String arn : List.of(
                "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", "arn:aws:states:us-east-1:000000000000:stateMachine:m"))
            assertThatThrownBy(() ->
                            api.createSchedule(call, schedule("rate(1 hour)", null, null, OFF, target(arn, null))))
                    .hasMessageContaining(arn.contains("states") ? "states" : "sqs:sendMessage");
    }

    @Test
    void what_came_due_while_the_cloud_was_down_is_made_up_for_once(@TempDir Path directory) {
        try (Storage storage = Storage.in(directory)) {
            Scheduler first = open(storage);
            first.face().createSchedule(call, schedule("cron(0 * * * ? *)", null, null, OFF, target(QUEUE, null)));
            first.close();
        }
        time = new VirtualTime(Instant.parse("2026-01-01T05:30:00Z"));
        try (Storage storage = Storage.in(directory)) {
            Scheduler second = open(storage);
            time.advance(Duration.ofHours(1));
            second.close();
        }
        assertThat(bodies).containsExactly("2026-01-01T01:00:00Z 1", "2026-01-01T06:00:00Z 1");
    }
}
