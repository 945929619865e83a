package io.windtunnel.cloud.compute.applicationautoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.compute.applicationautoscaling.Shapes.ScalingActivity;
import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.ScalableTargets;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationAutoScalingTest {
    private static final String COUNT = "ecs:service:DesiredCount";
    private static final String CPU = "ECSServiceAverageCPUUtilization";

    private final Scope scope = new Scope(new AccountId("111122223333"), Region.US_EAST_1);
    private final Call call = Call.internal(scope);
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T08:00:00Z"));
    private final Directory directory = new Directory();
    private final FakeService service = new FakeService();
    private final FakeAlarms alarms = new FakeAlarms(scope, directory, time);
    private final ApplicationAutoScalingApi api =
            open(Storage.inMemory(), directory).face();

    private ApplicationAutoScaling open(Storage storage, Directory into) {
        into.offer(ScalableTargets.class, "ecs", _ -> Optional.of(service));
        into.offer(Alarms.class, alarms);
        return ApplicationAutoScaling.open(
                new CloudContext(Fabric.bare(time, 1, storage), into, new ResourceTypes(), _ -> {}));
    }

    private static Shapes.RegisterScalableTarget web(
            @Nullable Integer least, @Nullable Integer most, Shapes.@Nullable SuspendedState state) {
        return new Shapes.RegisterScalableTarget("ecs", FakeService.NAME, COUNT, least, most, null, state, Map.of());
    }

    private String register(int least, int most) {
        String arn = api.registerScalableTarget(call, web(least, most, null)).scalableTargetArn();
        pass(1);
        return arn;
    }

    private static Shapes.TargetTracking cpu(double target, @Nullable Boolean noScaleIn) {
        return new Shapes.TargetTracking(target, new Shapes.Predefined(CPU, null), null, null, null, noScaleIn);
    }

    private Shapes.PolicyPut track(String name, Shapes.TargetTracking configuration) {
        return api.putScalingPolicy(
                call,
                new Shapes.PutScalingPolicy(
                        name, "ecs", FakeService.NAME, COUNT, "TargetTrackingScaling", null, configuration));
    }

    private Shapes.PolicyPut step(String name, String type, Shapes.StepAdjustment... steps) {
        Shapes.StepScaling configuration = new Shapes.StepScaling(type, List.of(steps), null, 60, "Maximum");
        return api.putScalingPolicy(
                call,
                new Shapes.PutScalingPolicy(name, "ecs", FakeService.NAME, COUNT, "StepScaling", configuration, null));
    }

    private void schedule(String name, String schedule, @Nullable Integer least, @Nullable Integer most) {
        api.putScheduledAction(
                call,
                new Shapes.PutScheduledAction(
                        "ecs",
                        schedule,
                        null,
                        name,
                        FakeService.NAME,
                        COUNT,
                        null,
                        null,
                        new Shapes.Bounds(least, most)));
    }

    private List<ScalingActivity> activities(boolean notScaledToo) {
        return api.describeScalingActivities(
                        call,
                        new Shapes.DescribeScalingActivities("ecs", FakeService.NAME, COUNT, null, null, notScaledToo))
                .scalingActivities();
    }

    private List<Shapes.Scheduled> scheduled() {
        return api.describeScheduledActions(
                        call, new Shapes.DescribeScheduledActions(List.of(), "ecs", null, null, null, null))
                .scheduledActions();
    }

    private void pass(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    private static void refused(ThrowingCallable work, String code, String words) {
        assertThatThrownBy(work).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageContaining(words);
        });
    }

    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("application-autoscaling"), api));
    }

    @Test
    void a_target_is_brought_between_its_bounds() {
        service.prompt = false;
        String arn = register(4, 10);
        assertThat(arn).matches("arn:aws:application-autoscaling:us-east-1:111122223333:scalable-target/[0-9a-f]{34}");
        assertThat(service.desired).isEqualTo(4);
        ScalingActivity begun = activities(false).getFirst();
        assertThat(begun.description()).isEqualTo("Setting desired count to 4.");
        assertThat(begun.cause()).isEqualTo("minimum capacity was set to 4");
        assertThat(begun.statusCode()).isEqualTo("InProgress");
        assertThat(begun.statusMessage())
                .isEqualTo("Successfully set desired count to 4. Waiting for change to be fulfilled by ecs.");
        service.running = 4;
        pass(Scaler.LOOK.toSeconds());
        assertThat(activities(false).getFirst().statusMessage())
                .isEqualTo("Successfully set desired count to 4. Change successfully fulfilled by ecs.");
        assertThat(activities(false).getFirst().statusCode()).isEqualTo("Successful");
        api.registerScalableTarget(call, web(1, 3, null));
        pass(1);
        assertThat(service.desired).isEqualTo(3);
        assertThat(activities(false).getFirst().cause()).isEqualTo("maximum capacity was set to 3");
    }

    @Test
    void a_change_that_is_overtaken_is_overridden_and_one_that_never_comes_is_unfulfilled() {
        service.prompt = false;
        register(4, 10);
        api.registerScalableTarget(call, web(6, 10, null));
        pass(1);
        assertThat(activities(false))
                .extracting(ScalingActivity::statusCode)
                .containsExactly("InProgress", "Overridden");
        pass(Scaler.PATIENCE.toSeconds() + 10);
        assertThat(activities(false).getFirst().statusCode()).isEqualTo("Unfulfilled");
    }

    /// aws-facts 2.1: the high alarm 3 of 3, the low one 15 of 15 one-minute datapoints, at 0.9 of the
    /// target.
    @Test
    void target_tracking_keeps_two_alarms() {
        register(1, 10);
        Shapes.PolicyPut put = track("cpu", cpu(60, null));
        assertThat(put.policyArn())
                .matches("arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:[0-9a-f-]{36}:resource/ecs/service"
                        + "/default/web:policyName/cpu");
        assertThat(put.alarms()).hasSize(2);
        Alarms.Definition high = alarms.named("AlarmHigh-");
        Alarms.Definition low = alarms.named("AlarmLow-");
        assertThat(high.name()).startsWith("TargetTracking-service/default/web-AlarmHigh-");
        assertThat(List.of(high.threshold(), low.threshold())).containsExactly(60.0, 54.0);
        assertThat(List.of(
                        high.evaluationPeriods(),
                        high.datapointsToAlarm(),
                        low.evaluationPeriods(),
                        low.datapointsToAlarm()))
                .containsExactly(3, 3, 15, 15);
        assertThat(high.alarmActions()).containsExactly(Arn.parse(put.policyArn()));
        track("cpu", cpu(80, true));
        assertThat(alarms.byName).hasSize(1).containsKey(high.name());
        assertThat(alarms.named("AlarmHigh-").threshold()).isEqualTo(80);
        api.deleteScalingPolicy(call, new Shapes.PolicyNamed("cpu", "ecs", FakeService.NAME, COUNT));
        assertThat(alarms.byName).isEmpty();
    }

    @Test
    void an_alarm_scales_out_in_proportion_and_not_twice_for_the_same_load() {
        register(1, 10);
        track("cpu", cpu(50, null));
        assertThat(alarms.ring("AlarmHigh-", 90.0, 95.0, 100.0)).contains("was called");
        pass(2);
        assertThat(service.desired).isEqualTo(4);
        ScalingActivity activity = activities(false).getFirst();
        assertThat(activity.cause())
                .isEqualTo(
                        "monitor alarm " + alarms.named("AlarmHigh-").name() + " in state ALARM triggered policy cpu");
        pass(60);
        alarms.ring("AlarmHigh-", 95.0, 100.0, 100.0);
        pass(2);
        assertThat(service.desired)
                .as("what was added is not in the metric yet")
                .isEqualTo(4);
        alarms.ring("AlarmHigh-", 100.0, 100.0, 150.0);
        pass(2);
        assertThat(service.desired).as("a greater breach adds the difference").isEqualTo(6);
    }

    @Test
    void scale_in_waits_for_the_cooldown_and_takes_the_highest_of_what_was_seen() {
        register(1, 10);
        service.desired = service.running = 8;
        track("cpu", cpu(50, null));
        alarms.ring("AlarmLow-", 20.0, 25.0, 5.0);
        pass(2);
        assertThat(service.desired).isEqualTo(4);
        pass(60);
        alarms.ring("AlarmLow-", 5.0);
        pass(2);
        assertThat(service.desired).as("the cooldown of 300 s runs").isEqualTo(4);
        pass(300);
        alarms.ring("AlarmLow-", 5.0);
        pass(2);
        assertThat(service.desired).isEqualTo(1);
    }

    @Test
    void target_tracking_scales_in_only_when_all_agree() {
        register(1, 10);
        service.desired = service.running = 8;
        track("cpu", cpu(50, null));
        String cpuLow = alarms.named("AlarmLow-").name();
        Shapes.Customized queue = new Shapes.Customized("Depth", "Shop", List.of(), "Average", null, List.of());
        track("queue", new Shapes.TargetTracking(10, null, queue, null, null, null));
        alarms.ring(cpuLow, 10.0);
        pass(2);
        assertThat(service.desired).as("the queue's alarm is silent").isEqualTo(8);
        String queueLow = alarms.byName.keySet().stream()
                .filter(name -> name.contains("AlarmLow-") && !name.equals(cpuLow))
                .findFirst()
                .orElseThrow();
        alarms.ring(cpuLow, 10.0);
        alarms.ring(queueLow, 5.0);
        pass(2);
        assertThat(service.desired).as("the larger of 2 and 4").isEqualTo(4);
    }

    /// The example of
    /// https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
    @ParameterizedTest
    @CsvSource({"55, 10", "60, 11", "69, 11", "75, 13"})
    void steps_answer_to_how_far_the_metric_is_beyond_the_threshold(double metric, int expected) {
        register(1, 100);
        service.desired = service.running = 10;
        Shapes.PolicyPut put = step(
                "out",
                "PercentChangeInCapacity",
                new Shapes.StepAdjustment(0.0, 10.0, 0),
                new Shapes.StepAdjustment(10.0, 20.0, 10),
                new Shapes.StepAdjustment(20.0, null, 30));
        assertThat(put.alarms()).isEmpty();
        alarms.ring("mine", Arn.parse(put.policyArn()), 50, metric - 5, metric);
        pass(2);
        assertThat(service.desired).isEqualTo(expected);
    }

    @Test
    void what_was_not_scaled_is_told_when_it_is_asked_for() {
        register(1, 2);
        track("cpu", cpu(50, null));
        alarms.ring("AlarmHigh-", 90.0);
        pass(2);
        alarms.ring("AlarmHigh-", 90.0);
        pass(2);
        assertThat(activities(false)).isEmpty();
        assertThat(activities(true)).as("told once").hasSize(1);
        ScalingActivity told = activities(true).getFirst();
        assertThat(told.description()).isEqualTo("Attempting to scale due to alarm triggered");
        assertThat(told.statusCode()).isEqualTo("Failed");
        assertThat(told.notScaledReasons())
                .containsExactly(new Shapes.NotScaledReason("AlreadyAtMaxCapacity", 2, null, null));
        service.unscalable = true;
        api.registerScalableTarget(call, web(null, 9, null));
        alarms.ring("AlarmHigh-", 90.0);
        pass(2);
        assertThat(activities(true).getFirst().notScaledReasons().getFirst().code())
                .isEqualTo("TargetServicePutResourceAsUnscalable");
    }

    @Test
    void suspended_scaling_does_nothing() {
        register(1, 10);
        track("cpu", cpu(50, null));
        api.registerScalableTarget(call, web(null, null, new Shapes.SuspendedState(null, true, true)));
        alarms.ring("AlarmHigh-", 90.0);
        schedule("soon", "at(2026-11-26T08:30:00)", 5, null);
        pass(3600);
        assertThat(service.desired).isEqualTo(2);
        api.registerScalableTarget(call, web(null, null, new Shapes.SuspendedState(null, false, null)));
        alarms.ring("AlarmHigh-", 90.0);
        pass(2);
        assertThat(service.desired).isEqualTo(4);
    }

    @Test
    void scheduled_actions_change_the_bounds_in_their_time() {
        register(1, 4);
        schedule("evening", "at(2026-11-26T09:00:00)", 6, 12);
        schedule("night", "cron(0 22 * * ? *)", null, 3);
        pass(3600);
        assertThat(service.desired).isEqualTo(6);
        assertThat(activities(false))
                .extracting(ScalingActivity::description, ScalingActivity::cause)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "Setting desired count to 6.", "minimum capacity was set to 6"),
                        org.assertj.core.groups.Tuple.tuple(
                                "Setting min capacity to 6 and max capacity to 12",
                                "scheduled action name evening was triggered"));
        assertThat(scheduled())
                .extracting(Shapes.Scheduled::scheduledActionName)
                .containsExactly("night");
        schedule("calm", "rate(1 hour)", 1, null);
        pass(13 * 3600);
        assertThat(service.desired).isEqualTo(3);
        assertThat(scheduled().getFirst().scheduledActionArn())
                .matches("arn:aws:autoscaling:us-east-1:111122223333:scheduledAction:[0-9a-f-]{36}:resource/ecs/service"
                        + "/default/web:scheduledActionName/calm");
        api.deleteScheduledAction(call, new Shapes.ActionNamed("ecs", "calm", FakeService.NAME, COUNT));
        assertThat(scheduled()).hasSize(1);
    }

    @Test
    void refuses_as_aws_does() {
        refused(() -> register(5, 4), "ValidationException", "Maximum capacity cannot be less than minimum capacity");
        refused(() -> api.registerScalableTarget(call, web(1, null, null)), "ValidationException", "Both MinCapacity");
        refused(
                () -> api.registerScalableTarget(
                        call,
                        new Shapes.RegisterScalableTarget(
                                "ecs", "service/default/none", COUNT, 1, 2, null, null, Map.of())),
                "ValidationException",
                "ECS service doesn't exist");
        refused(
                () -> api.registerScalableTarget(
                        call,
                        new Shapes.RegisterScalableTarget(
                                "dynamodb", "table/t", "dynamodb:table:ReadCapacityUnits", 1, 2, null, null, Map.of())),
                "ValidationException",
                "the service namespace dynamodb");
        refused(
                () -> api.registerScalableTarget(
                        call,
                        new Shapes.RegisterScalableTarget(
                                "ecs",
                                FakeService.NAME,
                                "dynamodb:table:ReadCapacityUnits",
                                1,
                                2,
                                null,
                                null,
                                Map.of())),
                "ValidationException",
                "Unsupported service namespace, resource type or scalable dimension");
        refused(
                () -> track("cpu", cpu(50, null)),
                "ObjectNotFoundException",
                "No scalable target registered for service namespace: ecs, resource ID: service/default/web, scalable"
                        + " dimension: ecs:service:DesiredCount");
        register(1, 4);
        refused(() -> track("cpu", cpu(0, null)), "ValidationException", "greater than 0");
        refused(
                () -> track("cpu", new Shapes.TargetTracking(1, null, null, null, null, null)),
                "ValidationException",
                "Exactly one of");
        refused(() -> step("s", "ChangeInCapacity"), "ValidationException", "At least one step");
        refused(() -> schedule("s", "cron(0 22 * * *)", 1, null), "ValidationException", "expected 6 fields");
        refused(() -> schedule("s", "at(2026-11-25T00:00:00)", 1, null), "ValidationException", "already passed");
        refused(
                () -> api.putScalingPolicy(
                        call,
                        new Shapes.PutScalingPolicy(
                                "p", "ecs", FakeService.NAME, COUNT, "PredictiveScaling", null, null)),
                "NotImplemented",
                "PredictiveScaling");
        refused(
                () -> api.deleteScalingPolicy(call, new Shapes.PolicyNamed("p", "ecs", FakeService.NAME, COUNT)),
                "ObjectNotFoundException",
                "No scaling policy found");
    }

    @Test
    void deregistering_takes_everything_along() {
        String arn = register(1, 4);
        api.tagResource(call, new Shapes.TagResource(arn, Map.of("team", "web")));
        assertThat(api.listTagsForResource(call, new Shapes.ResourceNamed(arn)).tags())
                .containsEntry("team", "web");
        track("cpu", cpu(50, null));
        schedule("night", "cron(0 22 * * ? *)", null, 3);
        Arn action = alarms.named("AlarmHigh-").alarmActions().getFirst();
        api.deregisterScalableTarget(call, new Shapes.TargetNamed("ecs", FakeService.NAME, COUNT));
        assertThat(alarms.byName).isEmpty();
        assertThat(scheduled()).isEmpty();
        refused(
                () -> alarms.ring("late", action, 50, 90.0),
                "ObjectNotFoundException",
                "No scaling policy found for policy ARN");
        refused(
                () -> api.listTagsForResource(call, new Shapes.ResourceNamed(arn)),
                "ResourceNotFoundException",
                "Could not find");
    }

    @Test
    void a_groups_policy_is_left_to_the_groups() {
        Arn ofGroup = scope.arn("autoscaling", "scalingPolicy:1:autoScalingGroupName/web:policyName/cpu");
        assertThat(directory.at(AlarmAction.class, ofGroup)).isEmpty();
        directory.offer(AlarmAction.class, "autoscaling", _ -> Optional.of((_, _, _) -> "the group's"));
        assertThat(directory.at(AlarmAction.class, ofGroup)).isPresent();
    }

    @Test
    void goes_on_after_a_restart(@TempDir Path data) {
        try (Storage storage = Storage.in(data)) {
            ApplicationAutoScaling running = open(storage, new Directory());
            ApplicationAutoScalingApi face = running.face();
            service.prompt = false;
            face.registerScalableTarget(call, web(4, 10, null));
            face.putScheduledAction(
                    call,
                    new Shapes.PutScheduledAction(
                            "ecs",
                            "rate(1 hour)",
                            null,
                            "more",
                            FakeService.NAME,
                            COUNT,
                            null,
                            null,
                            new Shapes.Bounds(7, null)));
            pass(1);
            running.close();
        }
        try (Storage storage = Storage.in(data)) {
            ApplicationAutoScalingApi face = open(storage, new Directory()).face();
            service.running = 4;
            pass(11);
            Shapes.DescribeScalingActivities all =
                    new Shapes.DescribeScalingActivities("ecs", null, null, null, null, null);
            assertThat(face.describeScalingActivities(call, all)
                            .scalingActivities()
                            .getFirst()
                            .statusCode())
                    .isEqualTo("Successful");
            pass(3600);
            assertThat(service.desired).isEqualTo(7);
        }
    }
}
