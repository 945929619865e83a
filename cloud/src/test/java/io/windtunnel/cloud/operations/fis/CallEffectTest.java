package io.windtunnel.cloud.operations.fis;

import static io.windtunnel.cloud.operations.fis.FisWorld.SCOPE;
import static io.windtunnel.cloud.operations.fis.FisWorld.action;
import static io.windtunnel.cloud.operations.fis.FisWorld.arns;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.operations.fis.FisWorld.Answer;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import io.windtunnel.cloud.ports.Identities;
import io.windtunnel.kernel.identity.Arn;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What actions do to callers: launches without capacity, errors of APIs.
class CallEffectTest {
    private static final String KEY = SCOPE.account().digits();

    private final FisWorld world = new FisWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private String run(String targetKey, Target target, String id, String... parameters) {
        return world.run(Map.of("t", target), Map.of("a", action(id, Map.of(targetKey, "t"), List.of(), parameters)));
    }

    private String run(String id, String... parameters) {
        return world.run(Map.of(), Map.of("a", action(id, parameters)));
    }

    /// A key of a session of a role made for it.
    private String keyOf(String role) {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        world.query(KEY, "iam", "2010-05-08", "CreateRole", "RoleName", role, "AssumeRolePolicyDocument", trust);
        Arn arn = Arn.parse("arn:aws:iam::" + KEY + ":role/" + role);
        return world.cloud
                .directory()
                .require(Identities.class)
                .assume(arn, "test", Duration.ofHours(1))
                .credentials()
                .accessKeyId();
    }

    private Answer launch(String key, String zone) {
        return world.query(
                key,
                "ec2",
                "2016-11-15",
                "RunInstances",
                "ImageId",
                "ami-12345678",
                "InstanceType",
                "t3.micro",
                "MinCount",
                "1",
                "MaxCount",
                "1",
                "SubnetId",
                world.subnet(zone));
    }

    @Test
    void launches_under_a_role_fail_for_want_of_capacity_in_a_zone() {
        String hurt = keyOf("hurt");
        String other = keyOf("other");
        Target roles = arns("aws:iam:role", "arn:aws:iam::" + KEY + ":role/hurt");
        run(
                "Roles",
                roles,
                "aws:ec2:api-insufficient-instance-capacity-error",
                "duration",
                "PT5M",
                "availabilityZoneIdentifiers",
                "use1-az1,us-east-1c",
                "percentage",
                "100");
        world.pass(2);
        Answer refused = launch(hurt, "us-east-1a");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.body()).contains("InsufficientInstanceCapacity", "(us-east-1a)");
        assertThat(launch(hurt, "us-east-1b").status()).isEqualTo(200);
        assertThat(launch(other, "us-east-1a").status()).isEqualTo(200);
        assertThat(launch(KEY, "us-east-1a").status()).isEqualTo(200);
        world.pass(300);
        assertThat(launch(hurt, "us-east-1a").status()).isEqualTo(200);
    }

    /// A call of Auto Scaling; parameters as in a query, not encoded.
    private Answer scaling(String action, String parameters) {
        String[] all = Arrays.stream(parameters.split("&"))
                .flatMap(each -> Stream.of(each.split("=", 2)))
                .toArray(String[]::new);
        return world.query(KEY, "autoscaling", "2011-01-01", action, all);
    }

    @Test
    void an_auto_scaling_group_finds_no_capacity_in_a_zone() {
        scaling("CreateLaunchConfiguration", "LaunchConfigurationName=lc&ImageId=ami-12345678&InstanceType=t3.micro");
        scaling(
                "CreateAutoScalingGroup",
                "AutoScalingGroupName=web&LaunchConfigurationName=lc&MinSize=0&MaxSize=6&DesiredCapacity=0"
                        + "&VPCZoneIdentifier=" + world.subnet("us-east-1a") + "," + world.subnet("us-east-1b")
                        + "&Tags.member.1.Key=app&Tags.member.1.Value=web&Tags.member.1.PropagateAtLaunch=true");
        Target groups =
                new Target("aws:ec2:autoscaling-group", List.of(), Map.of("app", "web"), List.of(), "ALL", Map.of());
        String id = run(
                "AutoScalingGroups",
                groups,
                "aws:ec2:asg-insufficient-instance-capacity-error",
                "duration",
                "PT30M",
                "availabilityZoneIdentifiers",
                "us-east-1a");
        world.pass(2);
        assertThat(world.status(id)).isEqualTo("running");
        scaling("SetDesiredCapacity", "AutoScalingGroupName=web&DesiredCapacity=2");
        world.pass(300);
        assertThat(zonesOfGroup()).containsOnly("us-east-1b").isNotEmpty();
        assertThat(scaling("DescribeScalingActivities", "AutoScalingGroupName=web")
                        .body())
                .contains("do not have sufficient t3.micro capacity");
        assertThat(launch(KEY, "us-east-1a").status()).isEqualTo(200);
        world.pass(3600);
        assertThat(zonesOfGroup()).contains("us-east-1a");
    }

    private List<String> zonesOfGroup() {
        return world.query(KEY, "autoscaling", "2011-01-01", "DescribeAutoScalingInstances")
                .every("AvailabilityZone");
    }

    @Test
    void a_roles_calls_of_an_api_fail_and_only_those() {
        String hurt = keyOf("hurt");
        Target roles = arns("aws:iam:role", "arn:aws:iam::" + KEY + ":role/hurt");
        String id = run(
                "Roles",
                roles,
                "aws:fis:inject-api-throttle-error",
                "duration",
                "PT5M",
                "service",
                "ec2",
                "percentage",
                "100",
                "operations",
                "DescribeInstances,DescribeVpcs");
        world.pass(2);
        Answer refused = world.query(hurt, "ec2", "2016-11-15", "DescribeInstances");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("<Code>RequestLimitExceeded</Code>", "Request limit exceeded.");
        assertThat(world.query(hurt, "ec2", "2016-11-15", "DescribeSubnets").status())
                .isEqualTo(200);
        assertThat(world.query(KEY, "ec2", "2016-11-15", "DescribeInstances").status())
                .isEqualTo(200);
        world.api.stopExperiment(world.call, new Shapes.ById(id));
        world.pass(1);
        assertThat(world.query(hurt, "ec2", "2016-11-15", "DescribeInstances").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "throttle-error, dynamodb, 400, ThrottlingException",
        "internal-error, dynamodb, 500, InternalServerError",
        "unavailable-error, dynamodb, 503, ServiceUnavailable",
        "throttle-error, iam, 400, Throttling",
        "internal-error, iam, 500, InternalFailure",
        "unavailable-error, ec2, 503, Unavailable",
        "internal-error, ec2, 500, InternalError",
        "throttle-error, s3, 503, SlowDown",
        "unavailable-error, s3, 503, ServiceUnavailable",
        "throttle-error, fis, 400, ThrottlingException"
    })
    void each_service_says_it_in_its_own_words(String error, String service, int status, String code) {
        run("windtunnel:api-" + error, "duration", "PT30S", "service", service);
        world.pass(2);
        Answer refused = asked(service);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.body() + refused.kind()).contains(code);
        world.pass(30);
        assertThat(asked(service).status()).isEqualTo(200);
    }

    private Answer asked(String service) {
        return switch (service) {
            case "dynamodb" -> dynamo();
            case "iam" -> world.query(KEY, "iam", "2010-05-08", "ListRoles");
            case "ec2" -> world.ec2("DescribeVpcs");
            case "s3" -> world.send(KEY, "s3", "GET", "/", "text/plain", "", "");
            default -> world.send(KEY, "fis", "GET", "/actions", "application/json", "", "");
        };
    }

    @Test
    void an_operation_the_api_does_not_have_fails_the_action() {
        String id = run("windtunnel:api-internal-error", "duration", "PT1M", "service", "ec2", "operations", "Fly");
        world.pass(2);
        assertThat(world.state(id, "a")).isEqualTo(new Shapes.State("failed", "API ec2 has no operation Fly."));
    }

    @Test
    void a_share_of_the_calls_fails() {
        run("windtunnel:api-internal-error", "duration", "PT10M", "service", "dynamodb", "percentage", "25");
        world.pass(2);
        int failed = 0;
        for (int i = 0; i < 2_000; i++) if (dynamo().status() == 500) failed++;
        assertThat(failed).isBetween(430, 570);
    }

    private Answer dynamo(String operation, String body) {
        return world.send(
                KEY, "dynamodb", "POST", "/", "application/x-amz-json-1.0", "DynamoDB_20120810." + operation, body);
    }

    private Answer dynamo() {
        return world.send(
                KEY, "dynamodb", "POST", "/", "application/x-amz-json-1.0", "DynamoDB_20120810.ListTables", "{}");
    }
}
