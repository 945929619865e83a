package io.windtunnel.cloud.compute.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.autoscaling.Shapes.ScalingActivity;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchDeleteScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchPutScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.DeleteScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.DescribeScheduledActionsRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.FailedScheduledAction;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.PutScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.ScheduledActionPart;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.ScheduledUpdateGroupAction;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scheduled actions; the source is ec2-auto-scaling-scheduled-scaling.html.
class SchedulesTest {
    private final ScalingStage stage = new ScalingStage().group(1, 10, 1, 60, null);

    private void put(
            String name,
            @Nullable String start,
            @Nullable String end,
            @Nullable String recurrence,
            @Nullable String zone,
            @Nullable Integer minimum,
            @Nullable Integer maximum,
            @Nullable Integer desired) {
        stage.api.putScheduledUpdateGroupAction(
                stage.call,
                new PutScheduledActionRequest(
                        "web", name, null, instant(start), instant(end), recurrence, minimum, maximum, desired, zone));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private List<ScheduledUpdateGroupAction> actions() {
        return stage.api
                .describeScheduledActions(
                        stage.call, new DescribeScheduledActionsRequest("web", List.of(), null, null, null, null))
                .scheduledUpdateGroupActions();
    }

    @Test
    void anActionRunsOnceAndIsGone() {
        put("festival", "2026-11-24T19:00:00Z", null, null, null, 4, 20, 6);
        ScheduledUpdateGroupAction action = actions().getFirst();
        assertThat(action.scheduledActionArn())
                .matches("arn:aws:autoscaling:us-east-1:\\d{12}:scheduledUpdateGroupAction:[0-9a-f-]{36}"
                        + ":autoScalingGroupName/web:scheduledActionName/festival");
        assertThat(action.startTime()).isEqualTo(action.time()).isEqualTo(Instant.parse("2026-11-24T19:00:00Z"));
        stage.pass(3599);
        assertThat(stage.desired()).isEqualTo(1);
        stage.pass(1);
        assertThat(stage.desired()).isEqualTo(6);
        assertThat(stage.group().minSize()).isEqualTo(4);
        assertThat(stage.group().maxSize()).isEqualTo(20);
        assertThat(actions()).isEmpty();
        stage.pass(30);
        assertThat(stage.serving()).isEqualTo(6);
        assertThat(stage.activities().getFirst().cause())
                .startsWith(
                        "At 2026-11-24T19:00:00Z a scheduled action update of AutoScalingGroup constraints to min: 4,"
                                + " max: 20, desired: 6 changing the desired capacity from 1 to 6.  At 2026-11-24T19:00:00Z the"
                                + " scheduled action festival executed. Setting min size from 1 to 4. Setting max size from 10"
                                + " to 20. Setting desired capacity from 1 to 6.  At 2026-11-24T19:00:00Z an instance was"
                                + " started");
    }

    @Test
    void anActionRecursInItsTimeZoneUntilItsEnd() {
        put("out", null, "2026-11-27T02:00:00Z", "0 21 * * *", "America/New_York", null, null, 5);
        put("in", null, null, "0 23 * * *", "America/New_York", null, null, 2);
        assertThat(actions())
                .extracting(ScheduledUpdateGroupAction::startTime)
                .containsExactly(Instant.parse("2026-11-25T02:00:00Z"), Instant.parse("2026-11-25T04:00:00Z"));
        stage.time.advance(Duration.ofHours(9));
        assertThat(stage.desired()).isEqualTo(5);
        stage.time.advance(Duration.ofHours(2));
        assertThat(stage.desired()).isEqualTo(2);
        stage.time.advance(Duration.ofHours(22));
        assertThat(stage.desired()).isEqualTo(5);
        assertThat(actions()).as("it does not run at its end").hasSize(1);
        stage.time.advance(Duration.ofDays(3));
        assertThat(stage.desired()).isEqualTo(2);
    }

    @Test
    void aStartTimeRunsFirstAndThenTheRecurrence() {
        put("out", "2026-11-24T18:30:00Z", null, "0 21 * * *", null, null, null, 5);
        stage.pass(1801);
        assertThat(stage.desired()).isEqualTo(5);
        assertThat(actions().getFirst().startTime()).isEqualTo(Instant.parse("2026-11-24T21:00:00Z"));
    }

    @Test
    void desiredFollowsTheBoundsThatAreSetAlone() {
        put("floor", "2026-11-24T18:10:00Z", null, null, null, 3, null, null);
        stage.pass(601);
        assertThat(stage.desired()).isEqualTo(3);
    }

    @Test
    void whatDoesNotFitTheGroupFailsAndIsTold() {
        put("too-many", "2026-11-24T18:10:00Z", null, null, null, null, null, 50);
        stage.pass(601);
        assertThat(stage.desired()).isEqualTo(1);
        ScalingActivity failed = stage.activities().getFirst();
        assertThat(failed.statusCode()).isEqualTo("Failed");
        assertThat(failed.statusMessage())
                .isEqualTo("Desired capacity:50 must be between the specified min size:1 and max size:10");
    }

    @Test
    void aSuspendedGroupPassesOver() {
        stage.suspend("ScheduledActions");
        put("out", null, null, "0 * * * *", null, null, null, 5);
        stage.pass(3700);
        assertThat(stage.desired()).isEqualTo(1);
        assertThat(actions()).hasSize(1);
        assertThat(stage.journal).anyMatch(line -> line.startsWith("schedule.suspended"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2026-11-24T17:00:00Z | -                    | -           | -    | 2 | Given start time is in the past",
                "-                    | 2026-11-24T17:00:00Z | 0 * * * *   | -    | 2 | Given end time is in the past",
                "2026-11-24T19:00:00Z | 2026-11-24T19:00:00Z | 0 * * * *   | -    | 2 | later than the start time",
                "-                    | -                    | -           | -    | 2 | Either StartTime or Recurrence",
                "-                    | -                    | 0 25 * * *  | -    | 2 | Given recurrence string: 0 25 * * *",
                "-                    | -                    | 0 0 30 2 *  | -    | 2 | never occurs",
                "-                    | 2026-11-24T18:30:00Z | 0 19 * * *  | -    | 2 | never occurs before",
                "-                    | -                    | 0 19 * * *  | Mars | 2 | time zone Mars is invalid",
                "2026-11-24T19:00:00Z | -                    | -           | UTC  | 2 | together with Recurrence",
                "2026-11-24T19:00:00Z | -                    | -           | -    | - | At least one of",
                "2026-11-24T19:00:00Z | -                    | -           | -    | -1 | must not be negative",
                "2026-11-24T19:00:00Z | -                    | -           | -    | 0 | greater than or equal to min size"
            })
    void whatMakesNoSenseIsRefused(
            @Nullable String start,
            @Nullable String end,
            @Nullable String recurrence,
            @Nullable String zone,
            @Nullable Integer desired,
            String message) {
        Integer minimum = desired != null && desired == 0 ? 1 : null;
        assertThatThrownBy(() -> put("a", start, end, recurrence, zone, minimum, null, desired))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining(message);
        assertThat(actions()).isEmpty();
    }

    @Test
    void twoActionsDoNotStartTogether() {
        put("one", "2026-11-24T19:00:00Z", null, null, null, null, null, 2);
        assertThatThrownBy(() -> put("two", "2026-11-24T19:00:00Z", null, null, null, null, null, 3))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("AlreadyExists"));
        put("one", "2026-11-24T19:00:00Z", null, null, null, null, null, 4);
        assertThat(actions().getFirst().desiredCapacity()).isEqualTo(4);
    }

    /// Quotas page: 125 scheduled actions of a group, 50 in a batch.
    @Test
    void batchesAreTakenPartByPart() {
        var answer = stage.api.batchPutScheduledUpdateGroupAction(
                stage.call,
                new BatchPutScheduledActionRequest(
                        "web",
                        List.of(
                                new ScheduledActionPart("good", null, null, "0 1 * * *", null, null, 2, null),
                                new ScheduledActionPart("bad", null, null, "x", null, null, 2, null))));
        assertThat(answer.failedScheduledUpdateGroupActions())
                .singleElement()
                .satisfies(failed -> assertThat(failed.scheduledActionName()).isEqualTo("bad"))
                .extracting(FailedScheduledAction::errorCode)
                .isEqualTo("ValidationError");
        var gone = stage.api.batchDeleteScheduledAction(
                stage.call, new BatchDeleteScheduledActionRequest("web", List.of("good", "nobody")));
        assertThat(gone.failedScheduledActions())
                .extracting(FailedScheduledAction::scheduledActionName)
                .containsExactly("nobody");
        assertThat(actions()).isEmpty();
        List<ScheduledActionPart> many = IntStream.range(0, 51)
                .mapToObj(i -> new ScheduledActionPart("a" + i, null, null, "0 1 * * *", null, null, 2, null))
                .toList();
        assertThatThrownBy(() -> stage.api.batchPutScheduledUpdateGroupAction(
                        stage.call, new BatchPutScheduledActionRequest("web", many)))
                .hasMessageContaining("50");
        IntStream.range(0, 125).forEach(i -> put("a" + i, null, null, "0 1 * * *", null, null, null, 2));
        assertThatThrownBy(() -> put("b", null, null, "0 1 * * *", null, null, null, 2))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("LimitExceeded"));
    }

    @Test
    void actionsAreFoundByTimeAndName() {
        put("early", "2026-11-24T19:00:00Z", null, null, null, null, null, 2);
        put("late", "2026-11-25T19:00:00Z", null, null, null, null, null, 2);
        var found = stage.api.describeScheduledActions(
                stage.call,
                new DescribeScheduledActionsRequest(
                        "web", List.of(), Instant.parse("2026-11-25T00:00:00Z"), null, null, null));
        assertThat(found.scheduledUpdateGroupActions())
                .extracting(ScheduledUpdateGroupAction::scheduledActionName)
                .containsExactly("late");
        stage.api.deleteScheduledAction(stage.call, new DeleteScheduledActionRequest("web", "late"));
        assertThat(actions()).hasSize(1);
        assertThatThrownBy(() ->
                        stage.api.deleteScheduledAction(stage.call, new DeleteScheduledActionRequest("web", "late")))
                .hasMessage("Scheduled action name not found");
    }
}
