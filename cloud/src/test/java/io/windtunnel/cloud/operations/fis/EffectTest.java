package io.windtunnel.cloud.operations.fis;

import static io.windtunnel.cloud.operations.fis.FisWorld.SCOPE;
import static io.windtunnel.cloud.operations.fis.FisWorld.action;
import static io.windtunnel.cloud.operations.fis.FisWorld.arns;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.operations.fis.FisWorld.Answer;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.cloud.ports.Replication;
import io.windtunnel.cloud.ports.ZonePower;
import io.windtunnel.fabric.net.Standpoint;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each action does, and that it is over when the action is.
class EffectTest {
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

    private static Target web(String mode) {
        return new Target("aws:ec2:instance", List.of(), Map.of("app", "web"), List.of(), mode, Map.of());
    }

    @Test
    void instances_stop_and_start_again() {
        String web = world.instances(1, "").getFirst();
        world.pass(10);
        String id = run("Instances", web("ALL"), "aws:ec2:stop-instances", "startInstancesAfterDuration", "PT2M");
        world.pass(60);
        assertThat(world.stateOf(web)).isEqualTo(State.STOPPED);
        assertThat(world.status(id)).isEqualTo("running");
        world.pass(80);
        assertThat(world.status(id)).isEqualTo("completed");
        assertThat(world.stateOf(web)).isEqualTo(State.RUNNING);
    }

    @Test
    void a_stopped_experiment_starts_its_instances() {
        String web = world.instances(1, "").getFirst();
        world.pass(10);
        String id = run("Instances", web("ALL"), "aws:ec2:stop-instances", "startInstancesAfterDuration", "PT1H");
        world.pass(3);
        assertThat(world.stateOf(web)).isEqualTo(State.STOPPING);
        world.api.stopExperiment(world.call, new Shapes.ById(id));
        world.pass(60);
        assertThat(world.status(id)).isEqualTo("stopped");
        assertThat(world.stateOf(web)).isEqualTo(State.RUNNING);
    }

    @Test
    void instances_that_are_terminated_meanwhile_fail_the_action() {
        String web = world.instances(1, "").getFirst();
        world.pass(10);
        String id = run("Instances", web("ALL"), "aws:ec2:stop-instances", "startInstancesAfterDuration", "PT2M");
        world.pass(30);
        world.ec2("TerminateInstances", "InstanceId.1", web);
        world.pass(200);
        assertThat(world.status(id)).isEqualTo("failed");
        assertThat(world.state(id, "a").reason()).contains("terminated meanwhile", web);
    }

    @Test
    void instances_are_terminated_and_rebooted() {
        List<String> web = world.instances(3, "");
        world.pass(60);
        List<String> changes = new ArrayList<>();
        world.cloud.directory().require(Instances.class).watch(change -> changes.add(change.reason()));
        String id = run("Instances", web("COUNT(1)"), "aws:ec2:terminate-instances");
        world.pass(30);
        assertThat(world.status(id)).isEqualTo("completed");
        assertThat(web.stream().filter(each -> world.stateOf(each) == State.TERMINATED))
                .hasSize(1);
        run("Instances", web("ALL"), "aws:ec2:reboot-instances");
        world.pass(2);
        assertThat(world.cloud.chronicle().events())
                .anySatisfy(event -> assertThat(event.words()).contains("reboot"));
    }

    @Test
    void spot_instances_are_interrupted_after_their_warning_and_others_are_not() {
        String template = world.ec2(
                        "CreateLaunchTemplate",
                        "LaunchTemplateName",
                        "spots",
                        "LaunchTemplateData.ImageId",
                        "ami-12345678",
                        "LaunchTemplateData.InstanceType",
                        "t3.micro")
                .first("launchTemplateId");
        Instances port = world.cloud.directory().require(Instances.class);
        Map<String, String> tags = Map.of("app", "web");
        String spot = port.launch(
                        SCOPE, new Instances.Order(template, "1", world.subnet("us-east-1a"), 1, null, true, tags))
                .getFirst();
        String own = world.instances(1, "").getFirst();
        world.pass(10);
        world.listen("aws.ec2");
        Target spots = new Target("aws:ec2:spot-instance", List.of(), tags, List.of(), "ALL", Map.of());
        String id = run(
                "SpotInstances",
                spots,
                "aws:ec2:send-spot-instance-interruptions",
                "durationBeforeInterruption",
                "PT3M");
        world.pass(2);
        assertThat(world.heard())
                .contains("Rebalance Recommendation", spot)
                .doesNotContain("Interruption Warning", own);
        world.pass(98);
        assertThat(world.stateOf(spot)).isEqualTo(State.RUNNING);
        assertThat(world.heard()).contains("Spot Instance Interruption Warning", "instance-action");
        assertThat(world.status(id)).isEqualTo("running");
        world.pass(120);
        assertThat(world.stateOf(spot)).isEqualTo(State.TERMINATED);
        assertThat(world.stateOf(own)).isEqualTo(State.RUNNING);
        assertThat(world.status(id)).isEqualTo("completed");
    }

    @Test
    void a_zone_goes_dark_and_comes_back() {
        var zone = SCOPE.region().zone("a");
        String web = world.instances(1, world.subnet("us-east-1a")).getFirst();
        world.pass(10);
        String first = run("windtunnel:zone-outage", "zone", "us-east-1a", "duration", "PT2M");
        String second = run("windtunnel:zone-outage", "zone", "us-east-1a", "duration", "PT4M");
        world.pass(60);
        ZonePower power = world.cloud.directory().require(ZonePower.class);
        assertThat(power.dark(zone)).isTrue();
        assertThat(world.stateOf(web)).isEqualTo(State.STOPPED);
        assertThat(world.cloud
                        .fabric()
                        .links()
                        .between(Place.in(zone), Place.in(zone))
                        .cut())
                .isTrue();
        world.pass(70);
        assertThat(world.status(first)).isEqualTo("completed");
        assertThat(power.dark(zone)).isTrue();
        world.pass(120);
        assertThat(world.status(second)).isEqualTo("completed");
        assertThat(power.dark(zone)).isFalse();
        assertThat(world.stateOf(web)).isEqualTo(State.RUNNING);
        assertThat(world.cloud
                        .fabric()
                        .links()
                        .between(Place.in(zone), Place.INTERNET)
                        .cut())
                .isFalse();
    }

    @Test
    void a_zone_that_is_not_there_fails_the_action() {
        String id = run("windtunnel:zone-outage", "zone", "eu-west-1a", "duration", "PT2M");
        world.pass(2);
        assertThat(world.status(id)).isEqualTo("failed");
        assertThat(world.reason(id)).contains("No zone of us-east-1 is called eu-west-1a.");
    }

    @Test
    void a_region_loses_its_links_to_the_others() {
        Place own = Place.in(SCOPE.region());
        Place other = Place.in(new Region("eu-west-1"));
        var links = world.cloud.fabric().links();
        run("windtunnel:region-disconnect", "duration", "PT1M");
        world.pass(5);
        assertThat(links.between(own, other).cut()).isTrue();
        assertThat(links.between(Place.in(SCOPE.region().zone("b")), Place.INTERNET)
                        .cut())
                .isTrue();
        assertThat(links.between(own, Place.in(SCOPE.region().zone("b"))).cut()).isFalse();
        assertThat(links.between(other, Place.INTERNET).cut()).isFalse();
        world.pass(60);
        assertThat(links.between(own, other).cut()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"all, true, true, true", "availability-zone, false, true, false", "vpc, false, false, true"})
    void a_subnets_traffic_is_denied(String scope, boolean inZone, boolean inVpc, boolean outside) {
        String vpc = world.ec2("DescribeVpcs").first("vpcId");
        String subnet = world.subnet("us-east-1a");
        var links = world.cloud.fabric().links();
        Place a = Place.in(SCOPE.region().zone("a"));
        Standpoint own = new Standpoint(a, vpc, subnet);
        Target zone = new Target(
                "aws:ec2:subnet",
                List.of(),
                Map.of(),
                List.of(),
                "ALL",
                Map.of("availabilityZoneIdentifier", "us-east-1a", "vpc", vpc));
        String id = run("Subnets", zone, "aws:network:disrupt-connectivity", "duration", "PT1M", "scope", scope);
        world.pass(5);
        assertThat(world.status(id)).isEqualTo("running");
        Standpoint neighbour = new Standpoint(a, vpc, "subnet-neighbour");
        Standpoint far = new Standpoint(Place.in(SCOPE.region().zone("b")), vpc, world.subnet("us-east-1b"));
        Standpoint internet = new Standpoint(Place.INTERNET, "internet", "");
        assertThat(links.link(own, own).quality().cut()).isFalse();
        assertThat(links.link(own, neighbour).quality().cut()).isEqualTo(inZone);
        assertThat(links.link(own, far).quality().cut()).isEqualTo(inVpc);
        assertThat(links.link(internet, own).quality().cut()).isEqualTo(outside);
        assertThat(links.link(neighbour, far).quality().cut()).isFalse();
        world.pass(60);
        assertThat(world.status(id)).isEqualTo("completed");
        assertThat(links.link(own, far).quality().cut()).isFalse();
    }

    @Test
    void a_global_tables_replication_is_paused_and_taken_up_again() {
        Answer made = dynamo("CreateTable", """
                {"TableName":"global","AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"}],
                 "KeySchema":[{"AttributeName":"k","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST",
                 "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}""");
        assertThat(made.body()).contains("CREATING");
        world.pass(60);
        dynamo(
                "UpdateTable",
                "{\"TableName\":\"global\",\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"eu-west-1\"}}]}");
        world.pass(600);
        Target table = arns("aws:dynamodb:global-table", "arn:aws:dynamodb:us-east-1:" + KEY + ":table/global");
        String id = run("Tables", table, "aws:dynamodb:global-table-pause-replication", "duration", "PT2M");
        world.pass(5);
        assertThat(world.status(id)).isEqualTo("running");
        dynamo("PutItem", "{\"TableName\":\"global\",\"Item\":{\"k\":{\"S\":\"x\"}}}");
        world.pass(60);
        assertThat(inEurope()).doesNotContain("\"x\"");
        world.pass(60);
        assertThat(world.status(id)).isEqualTo("completed");
        world.pass(10);
        assertThat(inEurope()).contains("\"x\"");
    }

    private Answer dynamo(String operation, String body) {
        return world.send(
                KEY, "dynamodb", "POST", "/", "application/x-amz-json-1.0", "DynamoDB_20120810." + operation, body);
    }

    private String inEurope() {
        return world.sendTo(
                        "eu-west-1",
                        KEY,
                        "dynamodb",
                        "POST",
                        "/",
                        "application/x-amz-json-1.0",
                        "DynamoDB_20120810.Scan",
                        "{\"TableName\":\"global\"}")
                .body();
    }

    @Test
    void replication_stands_still_where_somebody_offers_it() {
        List<String> happened = new ArrayList<>();
        world.cloud
                .directory()
                .offer(
                        Replication.class,
                        "test",
                        _ -> Optional.of(() -> {
                            happened.add("paused");
                            return () -> happened.add("resumed");
                        }));
        Target table = arns("aws:dynamodb:global-table", "arn:aws:dynamodb:us-east-1:" + KEY + ":table/none");
        String none = run("Tables", table, "aws:dynamodb:global-table-pause-replication", "duration", "PT2M");
        world.pass(2);
        assertThat(world.reason(none)).isEqualTo("Target resolution returned empty set");
        ActionCatalog catalog = new ActionCatalog();
        new OtherInjections(world.cloud.directory()).addTo(catalog);
        Arn target = Arn.parse("arn:aws:test:us-east-1:" + KEY + ":x");
        Injection.InForce begun = catalog.require("aws:dynamodb:global-table-pause-replication")
                .injection()
                .begin(new Injection.Work(SCOPE, Map.of(), List.of(target)));
        assertThat(happened).containsExactly("paused");
        begun.end(false);
        assertThat(happened).containsExactly("paused", "resumed");
    }

    @Test
    void action_minutes_are_on_the_bill() {
        run("aws:fis:wait", "duration", "PT3M");
        run("windtunnel:region-disconnect", "duration", "PT3M");
        world.pass(200);
        double minutes = world.cloud.directory().require(Bill.class).soFar().lines().stream()
                .filter(line -> line.usageType().equals("Action-Minutes"))
                .mapToDouble(Bill.Line::quantity)
                .sum();
        assertThat(minutes).isEqualTo(3);
    }
}
