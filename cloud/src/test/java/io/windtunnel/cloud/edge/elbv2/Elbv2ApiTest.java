package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Condition;
import io.windtunnel.cloud.edge.elbv2.Shapes.FixedResponseConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.RedirectConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.Tag;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetDescription;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The control plane on virtual time, without sockets.
class Elbv2ApiTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-06-01T00:00:00Z"));
    private final Site site =
            new Site(Fabric.bare(time, 1), (zone, node) -> (target, check, told) -> told.accept(Outcome.PASSED));
    private final Elbv2Api api = site.api;

    @AfterEach
    void close() {
        site.close();
    }

    private static void assertRefused(ThrowingCallable step, String code, String words) {
        assertThatThrownBy(step).isInstanceOfSatisfying(AwsException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.message()).contains(words);
        });
    }

    private Requests.CreateLoadBalancer creation(String name, String type, String... subnets) {
        return new Requests.CreateLoadBalancer(
                name, List.of(subnets), List.of(), List.of(), null, List.of(), type, null);
    }

    private Shapes.LoadBalancer describe(String arn) {
        return api.describeLoadBalancers(
                        site.call, new Requests.DescribeLoadBalancers(List.of(arn), List.of(), null, null))
                .loadBalancers()
                .getFirst();
    }

    private static Condition path(String pattern) {
        return new Condition("path-pattern", List.of(pattern), null, null, null, null, null, null);
    }

    private static Action fixed(String status) {
        return new Action("fixed-response", null, null, null, new FixedResponseConfig("hi", status, null), null);
    }

    @Test
    void theFaceFitsTheModel() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("elasticloadbalancingv2"), api));
    }

    @Test
    void aLoadBalancerIsProvisionedAndThenActive() {
        String arn = site.balancer("shop");
        Shapes.LoadBalancer fresh = describe(arn);
        assertThat(fresh.state().code()).isEqualTo("provisioning");
        assertThat(fresh.dnsName()).matches("shop-\\d{9}\\.us-east-1\\.elb\\.localhost");
        assertThat(fresh.canonicalHostedZoneId()).isEqualTo("Z35SXDOTRQ7X7K");
        assertThat(arn)
                .matches("arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shop/[0-9a-f]{16}");
        time.advance(Duration.ofSeconds(2));
        assertThat(describe(arn).state().code()).isEqualTo("active");
        assertThat(describe(arn).availabilityZones())
                .extracting(Shapes.AvailabilityZone::zoneName)
                .containsExactly("us-east-1a", "us-east-1b");
    }

    @Test
    void twoZonesAreNeeded() {
        assertRefused(
                () -> api.createLoadBalancer(site.call, creation("one", null, "subnet-a")),
                "ValidationError",
                "At least two subnets in two different Availability Zones");
        assertRefused(
                () -> api.createLoadBalancer(site.call, creation("same", null, "subnet-a", "subnet-a2")),
                "InvalidConfigurationRequest",
                "multiple subnets in the same Availability Zone");
        assertRefused(
                () -> api.createLoadBalancer(site.call, creation("gone", null, "subnet-a", "subnet-x")),
                "SubnetNotFound",
                "subnet-x");
    }

    @Test
    void whatIsNotBuiltSaysSo() {
        assertRefused(
                () -> api.createLoadBalancer(site.call, creation("way", "gateway", "subnet-a", "subnet-b")),
                "NotImplemented",
                "the load balancer type gateway");
        String arn = site.balancer("shop");
        assertRefused(
                () -> site.listener(arn, 80, new Action("authenticate-oidc", null, null, null, null, null)),
                "NotImplemented",
                "authenticate-oidc");
    }

    @Test
    void creatingTheSameAgainGivesTheSame() {
        String arn = site.balancer("shop");
        assertThat(site.balancer("shop")).isEqualTo(arn);
        assertRefused(
                () -> api.createLoadBalancer(
                        site.call,
                        new Requests.CreateLoadBalancer(
                                "shop",
                                List.of("subnet-a", "subnet-b"),
                                List.of(),
                                List.of(),
                                "internal",
                                List.of(),
                                null,
                                null)),
                "DuplicateLoadBalancerName",
                "exists, but with different settings");
        String group = site.group("web", 80, 30, 5, 2);
        assertThat(site.group("web", 80, 30, 5, 2)).isEqualTo(group);
        assertRefused(() -> site.group("web", 81, 30, 5, 2), "DuplicateTargetGroupName", "'web'");
    }

    @Test
    void attributesHaveAwsDefaultsAndLimits() {
        String arn = site.balancer("shop");
        assertThat(api.describeLoadBalancerAttributes(site.call, new Requests.BalancerNamed(arn))
                        .attributes())
                .contains(new Shapes.Attribute("idle_timeout.timeout_seconds", "60"));
        site.setBalancer(arn, "idle_timeout.timeout_seconds", "4000");
        assertRefused(
                () -> site.setBalancer(arn, "idle_timeout.timeout_seconds", "4001"),
                "InvalidConfigurationRequest",
                "between '1' and '4000'");
        assertRefused(() -> site.setBalancer(arn, "no.such", "1"), "InvalidConfigurationRequest", "not recognized");
        String group = site.group("web", 80, 30, 5, 2);
        site.set(group, "slow_start.duration_seconds", "30");
        assertRefused(
                () -> site.set(group, "load_balancing.algorithm.type", "least_outstanding_requests"),
                "InvalidConfigurationRequest",
                "Slow start");
    }

    @Test
    void deletionProtectionProtects() {
        String arn = site.balancer("shop");
        site.setBalancer(arn, "deletion_protection.enabled", "true");
        assertRefused(
                () -> api.deleteLoadBalancer(site.call, new Requests.BalancerNamed(arn)),
                "OperationNotPermitted",
                "deletion protection is enabled");
        site.setBalancer(arn, "deletion_protection.enabled", "false");
        api.deleteLoadBalancer(site.call, new Requests.BalancerNamed(arn));
        assertRefused(() -> describe(arn), "LoadBalancerNotFound", "One or more load balancers not found");
    }

    @Test
    void aGroupInUseStays() {
        String arn = site.balancer("shop");
        String group = site.group("web", 80, 30, 5, 2);
        site.listener(arn, 80, Site.forward(group));
        assertRefused(() -> api.deleteTargetGroup(site.call, new Requests.GroupNamed(group)), "ResourceInUse", group);
        String other = site.balancer("other");
        assertRefused(
                () -> site.listener(other, 80, Site.forward(group)), "TargetGroupAssociationLimit", "more than one");
        assertRefused(
                () -> site.listener(arn, 80, Site.forward(group)), "DuplicateListener", "already exists on this port");
    }

    @Test
    void rulesHavePrioritiesOfTheirOwn() {
        String arn = site.balancer("shop");
        String listener = site.listener(arn, 80, fixed("404"));
        Requests.CreateRule ten =
                new Requests.CreateRule(listener, List.of(path("/a*")), 10, List.of(fixed("200")), List.of());
        String first = api.createRule(site.call, ten).rules().getFirst().ruleArn();
        assertRefused(() -> api.createRule(site.call, ten), "PriorityInUse", "Priority '10' is currently in use");
        String second = api.createRule(
                        site.call,
                        new Requests.CreateRule(listener, List.of(path("/b")), 20, List.of(fixed("200")), List.of()))
                .rules()
                .getFirst()
                .ruleArn();
        api.setRulePriorities(
                site.call,
                new Requests.SetRulePriorities(
                        List.of(new Requests.RulePriority(first, 20), new Requests.RulePriority(second, 10))));
        assertThat(api.describeRules(site.call, new Requests.DescribeRules(listener, List.of(), null, null))
                        .rules())
                .extracting(Shapes.Rule::priority)
                .containsExactly("10", "20", "default");
        assertRefused(
                () -> api.createRule(
                        site.call,
                        new Requests.CreateRule(
                                listener, List.of(path("/*?*?*?")), 3, List.of(fixed("200")), List.of())),
                "ValidationError",
                "wildcard");
    }

    @Test
    void aRedirectToItselfIsRefused() {
        String arn = site.balancer("shop");
        assertRefused(
                () -> site.listener(
                        arn,
                        80,
                        new Action(
                                "redirect",
                                null,
                                null,
                                new RedirectConfig(null, null, null, null, null, "HTTP_301"),
                                null,
                                null)),
                "InvalidLoadBalancerAction",
                "at least one");
    }

    @Test
    void tagsAreKeptOnEveryKind() {
        String arn = site.balancer("shop");
        String group = site.group("web", 80, 30, 5, 2);
        api.addTags(site.call, new Requests.AddTags(List.of(arn, group), List.of(new Tag("team", "shop"))));
        assertThat(api.describeTags(site.call, new Requests.DescribeTags(List.of(arn, group)))
                        .tagDescriptions())
                .allSatisfy(told -> assertThat(told.tags()).containsExactly(new Tag("team", "shop")));
        api.removeTags(site.call, new Requests.RemoveTags(List.of(arn), List.of("team")));
        assertThat(api.describeTags(site.call, new Requests.DescribeTags(List.of(arn)))
                        .tagDescriptions()
                        .getFirst()
                        .tags())
                .isEmpty();
    }

    @Test
    void targetsAreRefusedWhenTheyCannotServe() {
        String group = site.group("web", 80, 30, 5, 2);
        assertRefused(() -> site.register(group, "i-nobody"), "InvalidTarget", "i-nobody");
        assertThat(api.describeTargetHealth(
                                site.call,
                                new Requests.GroupTargets(
                                        group, List.of(new TargetDescription("i-nobody", null, null))))
                        .targetHealthDescriptions()
                        .getFirst()
                        .targetHealth())
                .isEqualTo(TargetReasons.NOT_REGISTERED);
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 5; i++) site.group("web-" + i, 80, 30, 5, 2);
        var first = api.describeTargetGroups(
                site.call, new Requests.DescribeTargetGroups(null, List.of(), List.of(), null, 3));
        assertThat(first.targetGroups()).hasSize(3);
        var rest = api.describeTargetGroups(
                site.call, new Requests.DescribeTargetGroups(null, List.of(), List.of(), first.nextMarker(), 3));
        assertThat(rest.targetGroups()).hasSize(2);
        assertThat(rest.nextMarker()).isNull();
    }
}
