package io.windtunnel.cloud.operations.fis;

import static io.windtunnel.cloud.operations.fis.FisWorld.NONE;
import static io.windtunnel.cloud.operations.fis.FisWorld.ROLE;
import static io.windtunnel.cloud.operations.fis.FisWorld.action;
import static io.windtunnel.cloud.operations.fis.FisWorld.arns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.cloud.operations.fis.Parts.StopCondition;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import io.windtunnel.wire.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
    private static final Target WEB = arns("aws:ec2:instance", "arn:aws:ec2:us-east-1:111122223333:instance/i-0");
    private static final Action WAIT = action("aws:fis:wait", "duration", "PT5M");
    private static final Action STOP = action("aws:ec2:stop-instances", Map.of("Instances", "web"), List.of());

    private final FisWorld world = new FisWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static Target target(String type, String mode, Map<String, String> parameters) {
        return new Target(type, List.of(), Map.of("app", "web"), List.of(), mode, parameters);
    }

    static Stream<Arguments> refusals() {
        Map<String, Target> web = Map.of("web", WEB);
        Map<String, Target> no = Map.of();
        return Stream.of(
                Arguments.of(
                        no,
                        Map.of("s", action("aws:ec2:stop-instances")),
                        "Missing required target \"Instances\" in action \"s\"."),
                Arguments.of(
                        web,
                        Map.of("s", action("aws:ec2:stop-instances", Map.of("SpotInstances", "web"), List.of())),
                        "Unexpected target \"SpotInstances\" found in action \"s\"."),
                Arguments.of(no, Map.of("s", STOP), "Target \"web\" of action \"s\" is not found."),
                Arguments.of(
                        web,
                        Map.of(
                                "s",
                                action(
                                        "aws:network:disrupt-connectivity",
                                        Map.of("Subnets", "web"),
                                        List.of(),
                                        "duration",
                                        "PT1M",
                                        "scope",
                                        "all")),
                        "Target \"web\" of action \"s\" must be of resource type aws:ec2:subnet."));
    }

    static Stream<Arguments> moreRefusals() {
        Map<String, Target> no = Map.of();
        return Stream.of(
                Arguments.of(
                        no,
                        Map.of("w", action("aws:fis:wait")),
                        "Missing required parameter \"duration\" in action \"w\"."),
                Arguments.of(
                        no,
                        Map.of("w", action("aws:fis:wait", "duration", "PT30S")),
                        "Parameter \"duration\" in action \"w\" must be a duration from PT1M to PT12H: \"PT30S\"."),
                Arguments.of(
                        no,
                        Map.of("w", action("aws:fis:wait", "duration", "five")),
                        "Parameter \"duration\" in action \"w\" must be a duration in the form of ISO 8601: \"five\"."),
                Arguments.of(
                        no,
                        Map.of("w", action("aws:fis:wait", "duration", "PT1M", "speed", "9")),
                        "Unexpected parameter \"speed\" found in action \"w\"."),
                Arguments.of(
                        no,
                        Map.of("w", action("aws:fis:wait", Map.of(), List.of("v"), "duration", "PT1M")),
                        "Action \"w\" starts after \"v\", which is not found."),
                Arguments.of(
                        no,
                        Map.of(
                                "v", action("aws:fis:wait", Map.of(), List.of("w"), "duration", "PT1M"),
                                "w", action("aws:fis:wait", Map.of(), List.of("v"), "duration", "PT1M")),
                        "starts after itself."),
                Arguments.of(
                        no,
                        Map.of("x", action("windtunnel:earthquake")),
                        "Action id \"windtunnel:earthquake\" in action \"x\" is not found."),
                Arguments.of(
                        no,
                        Map.of("x", action("aws:eks:pod-delete")),
                        "Windtunnel has not built this yet: action aws:eks:pod-delete of fis:CreateExperimentTemplate"),
                Arguments.of(
                        Map.of("web", target("aws:ec2:instance", "SOME", Map.of())),
                        Map.of("s", STOP),
                        "Selection mode \"SOME\" of target \"web\" is not valid."),
                Arguments.of(
                        Map.of("web", target("aws:ec2:instance", "ALL", Map.of("vpc", "vpc-1"))),
                        Map.of("s", STOP),
                        "Unexpected parameter \"vpc\" found in target \"web\"."),
                Arguments.of(
                        Map.of("web", new Target("aws:ec2:instance", List.of(), Map.of(), List.of(), "ALL", Map.of())),
                        Map.of("s", STOP),
                        "must specify resource ARNs, resource tags, filters or parameters."),
                Arguments.of(
                        Map.of("web", target("aws:ecs:task", "ALL", Map.of())),
                        Map.of("s", STOP),
                        "Resource type \"aws:ecs:task\" of target \"web\" is not supported."),
                Arguments.of(no, Map.of(), "Experiment template must have at least one action."));
    }

    @ParameterizedTest
    @MethodSource({"refusals", "moreRefusals"})
    void is_refused_with_the_reason(Map<String, Target> targets, Map<String, Action> actions, String message) {
        assertThatThrownBy(() -> world.template(targets, actions, NONE))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining(message);
        assertThat(world.api
                        .listExperimentTemplates(world.call, new Shapes.Listing(null, null))
                        .experimentTemplates())
                .isEmpty();
    }

    @Test
    void ten_actions_may_stand_beside_each_other() {
        Map<String, Action> actions = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) actions.put("a" + i, WAIT);
        for (int i = 0; i < 10; i++)
            actions.put("b" + i, action("aws:fis:wait", Map.of(), List.of("a0", "a0", "a" + i), "duration", "PT1M"));
        world.template(Map.of(), actions, NONE);
        actions.remove("b9");
        actions.put("a10", WAIT);
        assertThatThrownBy(() -> world.template(Map.of(), actions, NONE))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("ServiceQuotaExceededException"))
                .hasMessageContaining("parallel actions per experiment (10)");
    }

    @Test
    void stop_conditions_are_none_or_an_alarm() {
        for (StopCondition wrong : List.of(
                new StopCondition("none", "arn:aws:cloudwatch:us-east-1:111122223333:alarm:a"),
                new StopCondition("aws:cloudwatch:alarm", null),
                new StopCondition("aws:cloudwatch:alarm", "arn:aws:sns:us-east-1:111122223333:topic"),
                new StopCondition("sometimes", null)))
            assertThatThrownBy(() -> world.template(Map.of(), Map.of("w", WAIT), List.of(wrong)))
                    .hasMessageContaining("Stop condition");
    }

    @Test
    void the_same_request_with_the_same_token_makes_one_template() {
        var request = new Shapes.CreateTemplate("t", "d", NONE, Map.of(), Map.of("w", WAIT), ROLE, Map.of(), null);
        String id = world.api
                .createExperimentTemplate(world.call, request)
                .experimentTemplate()
                .id();
        assertThat(world.api
                        .createExperimentTemplate(world.call, request)
                        .experimentTemplate()
                        .id())
                .isEqualTo(id);
        var other = new Shapes.CreateTemplate("t", "other", NONE, Map.of(), Map.of("w", WAIT), ROLE, Map.of(), null);
        assertThatThrownBy(() -> world.api.createExperimentTemplate(world.call, other))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("ConflictException"));
    }

    @Test
    void is_changed_tagged_and_deleted() {
        String id = world.template(Map.of("web", WEB), Map.of("s", STOP), NONE);
        world.pass(60);
        var changed = world.api
                .updateExperimentTemplate(
                        world.call, new Shapes.UpdateTemplate(id, "calmer", null, null, null, null, null))
                .experimentTemplate();
        assertThat(changed.description()).isEqualTo("calmer");
        assertThat(changed.actions()).containsOnlyKeys("s");
        assertThat(changed.lastUpdateTime()).isAfter(changed.creationTime());
        assertThatThrownBy(() -> world.api.updateExperimentTemplate(
                        world.call, new Shapes.UpdateTemplate(id, null, null, Map.of(), null, null, null)))
                .hasMessageContaining("Target \"web\" of action \"s\" is not found.");
        world.api.tagResource(world.call, new Shapes.TagResource(changed.arn(), Map.of("x", "y")));
        world.api.untagResource(world.call, new Shapes.UntagResource(changed.arn(), List.of("team")));
        assertThat(world.api
                        .listTagsForResource(world.call, new Shapes.ListTags(changed.arn()))
                        .tags())
                .isEqualTo(Map.of("x", "y"));
        world.api.deleteExperimentTemplate(world.call, new Shapes.ById(id));
        assertThatThrownBy(() -> world.api.getExperimentTemplate(world.call, new Shapes.ById(id)))
                .hasMessage("Experiment template " + id + " not found.");
    }

    @Test
    void target_accounts_belong_to_multi_account_templates() {
        String single = world.template(Map.of(), Map.of("w", WAIT), NONE);
        var account = new Shapes.PutAccount(null, single, "444455556666", ROLE, null);
        assertThatThrownBy(() -> world.api.createTargetAccountConfiguration(world.call, account))
                .hasMessageContaining("multi-account");
        String several = world.api
                .createExperimentTemplate(
                        world.call,
                        new Shapes.CreateTemplate(
                                "m",
                                "d",
                                NONE,
                                Map.of(),
                                Map.of("w", WAIT),
                                ROLE,
                                Map.of(),
                                new Shapes.TemplateOptions("multi-account", null)))
                .experimentTemplate()
                .id();
        assertThatThrownBy(() -> world.start(several)).hasMessageContaining("no target account configurations");
        world.api.createTargetAccountConfiguration(
                world.call, new Shapes.PutAccount("c", several, "444455556666", ROLE, "their account"));
        world.api.updateTargetAccountConfiguration(
                world.call, new Shapes.ChangeAccount(several, "444455556666", ROLE + "2", null));
        var found = world.api
                .listTargetAccountConfigurations(world.call, new Shapes.ListAccounts(several, null, null))
                .targetAccountConfigurations();
        assertThat(found).containsExactly(new Parts.AccountConfiguration(ROLE + "2", "444455556666", "their account"));
        String id = world.start(several);
        assertThat(world.experiment(id).targetAccountConfigurationsCount()).isEqualTo(1);
        world.api.deleteTargetAccountConfiguration(world.call, new Shapes.AccountOfTemplate(several, "444455556666"));
        assertThat(world.api
                        .getExperimentTemplate(world.call, new Shapes.ById(several))
                        .experimentTemplate()
                        .targetAccountConfigurationsCount())
                .isZero();
    }
}
