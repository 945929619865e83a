package io.windtunnel.cloud.operations.fis;

import static io.windtunnel.cloud.operations.fis.FisWorld.NONE;
import static io.windtunnel.cloud.operations.fis.FisWorld.SCOPE;
import static io.windtunnel.cloud.operations.fis.FisWorld.action;
import static io.windtunnel.cloud.operations.fis.FisWorld.arns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.cloud.operations.fis.Parts.StopCondition;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
    private static final Action WAIT = action("aws:fis:wait", "duration", "PT5M");

    private final FisWorld world = new FisWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static Action waitAfter(String... before) {
        return action("aws:fis:wait", Map.of(), List.of(before), "duration", "PT1M");
    }

    @Test
    void actions_run_in_their_order_and_the_experiment_completes_with_the_last() {
        Map<String, Action> actions = new LinkedHashMap<>();
        actions.put("c", waitAfter("a", "b"));
        actions.put("a", waitAfter());
        actions.put("b", action("aws:fis:wait", "duration", "PT2M"));
        String id = world.run(Map.of(), actions);
        assertThat(world.status(id)).isEqualTo("initiating");
        world.pass(2);
        assertThat(world.status(id)).isEqualTo("running");
        assertThat(world.state(id, "a").status()).isEqualTo("running");
        assertThat(world.state(id, "c")).isEqualTo(new Shapes.State("pending", "Initial state"));
        world.pass(60);
        assertThat(world.state(id, "a")).isEqualTo(new Shapes.State("completed", "Action was completed."));
        assertThat(world.state(id, "c").status()).isEqualTo("pending");
        world.pass(60);
        assertThat(world.state(id, "c").status()).isEqualTo("running");
        assertThat(world.status(id)).isEqualTo("running");
        world.pass(60);
        assertThat(world.stateOf(world.experiment(id)))
                .isEqualTo(new Shapes.State("completed", "Experiment completed."));
        assertThat(world.experiment(id).endTime()).isNotNull();
        assertThat(world.told(id))
                .startsWith("experiment.initiating", "experiment.running", "action.begun")
                .endsWith("action.ended", "experiment.completed");
    }

    @Test
    void stopping_rolls_back_what_runs_and_cancels_what_waits() {
        Map<String, Action> actions = new LinkedHashMap<>();
        actions.put("dark", action("windtunnel:zone-outage", "zone", "us-east-1a", "duration", "PT10M"));
        actions.put("later", waitAfter("dark"));
        String id = world.run(Map.of(), actions);
        world.pass(2);
        var links = world.cloud.fabric().links();
        Place zone = Place.in(SCOPE.region().zone("a"));
        assertThat(links.between(zone, Place.INTERNET).cut()).isTrue();
        assertThat(world.stateOf(world.api
                        .stopExperiment(world.call, new Shapes.ById(id))
                        .experiment()))
                .isEqualTo(new Shapes.State("stopping", "Stopping experiment."));
        world.pass(1);
        assertThat(world.stateOf(world.experiment(id))).isEqualTo(new Shapes.State("stopped", "Experiment stopped."));
        assertThat(links.between(zone, Place.INTERNET).cut()).isFalse();
        assertThat(world.state(id, "dark").status()).isEqualTo("stopped");
        assertThat(world.told(id))
                .containsExactly(
                        "experiment.initiating",
                        "experiment.running",
                        "fault.begun",
                        "experiment.stopping",
                        "fault.ended",
                        "experiment.stopped");
        assertThat(world.state(id, "later").status()).isEqualTo("cancelled");
        assertThatThrownBy(() -> world.api.stopExperiment(world.call, new Shapes.ById(id)))
                .hasMessageContaining("it is stopped");
        world.pass(3600);
        assertThat(world.status(id)).isEqualTo("stopped");
    }

    private void alarm(String state) {
        world.query(
                SCOPE.account().digits(),
                "monitoring",
                "2010-08-01",
                "PutMetricAlarm",
                "AlarmName",
                "hurt",
                "Namespace",
                "App",
                "MetricName",
                "Errors",
                "Statistic",
                "Sum",
                "Period",
                "60",
                "EvaluationPeriods",
                "1",
                "Threshold",
                "1",
                "ComparisonOperator",
                "GreaterThanThreshold");
        world.query(
                SCOPE.account().digits(),
                "monitoring",
                "2010-08-01",
                "SetAlarmState",
                "AlarmName",
                "hurt",
                "StateValue",
                state,
                "StateReason",
                "a test says so");
    }

    @Test
    void an_alarm_halts_the_experiment_and_rolls_back() {
        String arn = SCOPE.arn("cloudwatch", "alarm:hurt").toString();
        alarm("OK");
        Map<String, Action> actions =
                Map.of("dark", action("windtunnel:zone-outage", "zone", "use1-az1", "duration", "PT10M"));
        String template = world.template(Map.of(), actions, List.of(new StopCondition("aws:cloudwatch:alarm", arn)));
        String id = world.start(template);
        world.pass(5);
        assertThat(world.status(id)).isEqualTo("running");
        alarm("ALARM");
        world.pass(1);
        assertThat(world.stateOf(world.experiment(id)))
                .isEqualTo(new Shapes.State("stopped", "Experiment halted by stop condition."));
        Place zone = Place.in(SCOPE.region().zone("a"));
        assertThat(world.cloud.fabric().links().between(zone, Place.INTERNET).cut())
                .isFalse();
        alarm("ALARM");
        String second = world.start(template);
        world.pass(1);
        assertThat(world.status(second)).isEqualTo("stopped");
        assertThat(world.state(second, "dark").status()).isEqualTo("cancelled");
    }

    @Test
    void an_assertion_on_an_alarm_fails_the_experiment_when_it_does_not_hold() {
        alarm("ALARM");
        String arn = SCOPE.arn("cloudwatch", "alarm:hurt").toString();
        Map<String, Action> actions = new LinkedHashMap<>();
        actions.put("healthy", action("aws:cloudwatch:assert-alarm-state", "alarmArns", arn, "alarmStates", "OK"));
        actions.put("then", waitAfter("healthy"));
        String id = world.run(Map.of(), actions);
        world.pass(1);
        assertThat(world.status(id)).isEqualTo("failed");
        assertThat(world.reason(id)).startsWith("Action healthy failed: Alarm hurt is in state ALARM");
        assertThat(world.state(id, "then").status()).isEqualTo("cancelled");
    }

    @Test
    void targets_are_found_by_tag_filter_and_share() {
        List<String> web = world.instances(4, world.subnet("us-east-1a"));
        world.instances(1, world.subnet("us-east-1b"));
        world.pass(10);
        Target half = new Target(
                "aws:ec2:instance",
                List.of(),
                Map.of("app", "web"),
                List.of(
                        new Parts.Filter("Placement.AvailabilityZone", List.of("us-east-1a")),
                        new Parts.Filter("State.Name", List.of("running", "pending"))),
                "PERCENT(50)",
                Map.of());
        Map<String, Action> actions =
                Map.of("stop", action("aws:ec2:stop-instances", Map.of("Instances", "half"), List.of()));
        String id = world.run(Map.of("half", half), actions);
        world.pass(1);
        var resolved = world.api
                .listExperimentResolvedTargets(world.call, new Shapes.ListResolvedTargets(id, null, null, "half"))
                .resolvedTargets();
        assertThat(resolved)
                .hasSize(2)
                .allSatisfy(each -> assertThat(web)
                        .contains(
                                each.targetInformation().getOrDefault("arn", "").split("/")[1]));
        assertThat(world.state(id, "stop").status()).isEqualTo("running");
        world.pass(60);
        assertThat(world.status(id)).isEqualTo("completed");
        assertThat(web.stream().filter(each -> world.stateOf(each) == State.STOPPED))
                .hasSize(2);
    }

    @Test
    void a_target_that_is_nothing_fails_the_experiment_or_skips_its_actions() {
        Target nothing = new Target("aws:ec2:instance", List.of(), Map.of("app", "gone"), List.of(), "ALL", Map.of());
        Map<String, Action> actions =
                Map.of("stop", action("aws:ec2:stop-instances", Map.of("Instances", "none"), List.of()));
        String failed = world.run(Map.of("none", nothing), actions);
        world.pass(1);
        assertThat(world.experiment(failed).state().error())
                .isEqualTo(new Shapes.ExperimentError(SCOPE.account().digits(), "InvalidTarget", "targets"));
        assertThat(world.stateOf(world.experiment(failed)))
                .isEqualTo(new Shapes.State("failed", "Target resolution returned empty set"));
        String lenient = world.api
                .createExperimentTemplate(
                        world.call,
                        new Shapes.CreateTemplate(
                                "l",
                                "d",
                                NONE,
                                Map.of("none", nothing),
                                actions,
                                FisWorld.ROLE,
                                Map.of(),
                                new Shapes.TemplateOptions(null, "skip")))
                .experimentTemplate()
                .id();
        String skipped = world.start(lenient);
        world.pass(1);
        assertThat(world.status(skipped)).isEqualTo("completed");
        assertThat(world.state(skipped, "stop").status()).isEqualTo("skipped");
    }

    @Test
    void a_preview_finds_the_targets_and_does_nothing() {
        List<String> web = world.instances(1, "");
        world.pass(10);
        Map<String, Action> actions =
                Map.of("stop", action("aws:ec2:stop-instances", Map.of("Instances", "web"), List.of()));
        Target target = arns("aws:ec2:instance", FisWorld.instanceArn(web.getFirst()));
        String template = world.template(Map.of("web", target), actions, NONE);
        String id = world.api
                .startExperiment(
                        world.call,
                        new Shapes.StartExperiment("p", template, new Shapes.StartOptions("skip-all"), Map.of()))
                .experiment()
                .id();
        world.pass(30);
        assertThat(world.status(id)).isEqualTo("completed");
        assertThat(world.stateOf(web.getFirst())).isEqualTo(State.RUNNING);
        assertThat(world.api
                        .listExperimentResolvedTargets(world.call, new Shapes.ListResolvedTargets(id, null, null, null))
                        .resolvedTargets())
                .hasSize(1);
    }

    @Test
    void an_experiment_of_several_accounts_finds_targets_in_each() {
        String theirs = "444455556666";
        String own = world.instances(1, "").getFirst();
        String other = world.instances(theirs, 1, "").getFirst();
        world.pass(10);
        Target web = new Target("aws:ec2:instance", List.of(), Map.of("app", "web"), List.of(), "ALL", Map.of());
        String template = world.api
                .createExperimentTemplate(
                        world.call,
                        new Shapes.CreateTemplate(
                                "m",
                                "d",
                                NONE,
                                Map.of("web", web),
                                Map.of("stop", action("aws:ec2:stop-instances", Map.of("Instances", "web"), List.of())),
                                FisWorld.ROLE,
                                Map.of(),
                                new Shapes.TemplateOptions("multi-account", null)))
                .experimentTemplate()
                .id();
        world.api.createTargetAccountConfiguration(
                world.call, new Shapes.PutAccount(null, template, theirs, FisWorld.ROLE, null));
        String id = world.start(template);
        world.pass(60);
        assertThat(world.status(id)).isEqualTo("completed");
        assertThat(world.stateOf(own)).isEqualTo(State.RUNNING);
        Scope scope = new Scope(new AccountId(theirs), SCOPE.region());
        assertThat(world.stateOf(scope, other)).isEqualTo(State.STOPPED);
    }

    @Test
    void rules_on_the_event_bus_hear_of_an_experiments_states() {
        world.listen("aws.fis");
        String id = world.run(Map.of(), Map.of("w", waitAfter()));
        world.pass(120);
        String heard = world.heard();
        assertThat(heard).contains("FIS Experiment State Change", id, "initiating", "running", "Experiment completed.");
    }

    @Test
    void the_safety_lever_stops_what_runs_and_refuses_what_comes() {
        String template = world.template(Map.of(), Map.of("w", WAIT), NONE);
        String id = world.start(template);
        world.pass(2);
        world.api.updateSafetyLeverState(
                world.call, new Shapes.PullLever("default", new Shapes.LeverState("engaged", "festival")));
        world.pass(1);
        assertThat(world.status(id)).isEqualTo("stopped");
        assertThat(world.reason(id)).contains("safety lever");
        assertThatThrownBy(() -> world.api.updateSafetyLeverState(
                        world.call, new Shapes.PullLever("default", new Shapes.LeverState("engaged", "other"))))
                .hasMessageContaining("engaged already");
        String refused = world.start(template);
        assertThat(world.status(refused)).isEqualTo("cancelled");
        assertThat(world.state(refused, "w").status()).isEqualTo("cancelled");
        world.api.updateSafetyLeverState(
                world.call, new Shapes.PullLever("default", new Shapes.LeverState("disengaged", "over")));
        assertThat(world.status(world.start(template))).isEqualTo("initiating");
    }

    @Test
    void five_experiments_may_be_under_way() {
        String template = world.template(Map.of(), Map.of("w", WAIT), NONE);
        for (int i = 0; i < 5; i++) world.start(template);
        assertThatThrownBy(() -> world.start(template))
                .hasMessageContaining("active experiments (5) has been exceeded");
        world.pass(302);
        assertThat(world.status(world.start(template))).isEqualTo("initiating");
        assertThat(world.api
                        .listExperiments(world.call, new Shapes.ListExperiments(null, null, template))
                        .experiments())
                .hasSize(6);
    }

    @Test
    void no_outage_outlives_a_cloud_that_is_killed() {
        Storage kept = Storage.inMemory();
        FisWorld killed = new FisWorld(kept, world.time.now());
        String web = killed.instances(1, killed.subnet("us-east-1a")).getFirst();
        killed.pass(10);
        String id = killed.run(
                Map.of(), Map.of("dark", action("windtunnel:zone-outage", "zone", "us-east-1a", "duration", "PT1H")));
        killed.pass(60);
        assertThat(killed.stateOf(web)).isEqualTo(State.STOPPED);
        try (FisWorld after = new FisWorld(kept, killed.time.now())) {
            after.pass(30);
            assertThat(after.status(id)).isEqualTo("failed");
            assertThat(after.state(id, "dark").status()).isEqualTo("stopped");
            assertThat(after.stateOf(web)).isEqualTo(State.RUNNING);
        }
    }

    @Test
    void what_was_under_way_when_the_cloud_stopped_has_failed_and_is_put_right(@TempDir Path data) {
        String id;
        List<String> web;
        FisWorld before = new FisWorld(Storage.in(data), world.time.now());
        try (before) {
            web = before.instances(2, before.subnet("us-east-1a"));
            before.pass(10);
            Map<String, Action> actions = new LinkedHashMap<>();
            actions.put(
                    "stop",
                    action(
                            "aws:ec2:stop-instances",
                            Map.of("Instances", "web"),
                            List.of(),
                            "startInstancesAfterDuration",
                            "PT30M"));
            actions.put("then", waitAfter("stop"));
            id = before.run(Map.of("web", arns("aws:ec2:instance", FisWorld.instanceArn(web.getFirst()))), actions);
            before.pass(60);
            assertThat(before.stateOf(web.getFirst())).isEqualTo(State.STOPPED);
            assertThat(before.status(id)).isEqualTo("running");
        }
        try (FisWorld after = new FisWorld(Storage.in(data), before.time.now().plus(Duration.ofMinutes(1)))) {
            after.pass(30);
            assertThat(after.stateOf(after.experiment(id)))
                    .isEqualTo(new Shapes.State("failed", "The cloud stopped while the experiment was under way."));
            assertThat(after.state(id, "then").status()).isEqualTo("cancelled");
            assertThat(after.stateOf(web.getFirst())).isEqualTo(State.RUNNING);
        }
    }
}
