package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The health of targets as the nodes find it, on virtual time: checks go over the board of links.
class HealthTest {
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final Fabric fabric = Fabric.bare(time, 1);
    private final Map<String, Outcome> answers = new ConcurrentHashMap<>();
    private final Site site = new Site(fabric, (zone, node) -> prober(zone));
    private String balancer = "";
    private String group = "";

    /// What a check from a zone finds: nothing comes back over a cut link, and the check's timeout runs out.
    private Prober prober(Zone from) {
        return (target, check, told) -> {
            Zone to = target.key().startsWith("i-1") ? Site.A : Site.B;
            boolean cut = fabric.links().between(Place.in(from), Place.in(to)).cut();
            Outcome outcome = answers.getOrDefault(target.key().split(":")[0], Outcome.PASSED);
            if (cut) time.after(check.timeout(), () -> told.accept(Outcome.TIMED_OUT));
            else told.accept(outcome);
        };
    }

    @BeforeEach
    void open() {
        site.instance("i-1", Site.A, "10.0.1.101");
        site.instance("i-2", Site.B, "10.0.2.102");
        balancer = site.balancer("shop");
        group = site.group("web", 80, 10, 3, 2);
        site.register(group, "i-1", "i-2");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void serve() {
        site.listener(balancer, 80, Site.forward(group));
        time.advance(Duration.ofSeconds(3));
    }

    private List<String> kinds() {
        return site.journal.stream().map(Journal.Event::kind).toList();
    }

    @Test
    void aTargetGoesFromUnusedOverInitialToHealthy() {
        assertThat(site.health(group)).containsEntry("i-1", "unused Target.NotInUse");
        answers.put("i-1", Outcome.FAILED);
        site.listener(balancer, 80, Site.forward(group));
        assertThat(site.health(group)).containsEntry("i-1", "initial Elb.RegistrationInProgress");
        time.advance(Duration.ofSeconds(3));
        assertThat(site.health(group))
                .containsEntry("i-1", "initial Elb.InitialHealthChecking")
                .containsEntry("i-2", "healthy");
        answers.clear();
        time.advance(Duration.ofSeconds(10));
        assertThat(site.health(group)).containsEntry("i-1", "healthy");
        assertThat(kinds()).containsExactly("target.healthy", "target.healthy");
    }

    @Test
    void thresholdsAreCountedInChecks() {
        serve();
        answers.put("i-1", new Outcome.Mismatch(503));
        time.advance(Duration.ofSeconds(10));
        assertThat(site.health(group)).containsEntry("i-1", "healthy");
        time.advance(Duration.ofSeconds(10));
        assertThat(site.health(group)).containsEntry("i-1", "unhealthy Target.ResponseCodeMismatch");
        answers.clear();
        time.advance(Duration.ofSeconds(20));
        assertThat(site.health(group)).containsEntry("i-1", "unhealthy Target.ResponseCodeMismatch");
        time.advance(Duration.ofSeconds(10));
        assertThat(site.health(group)).containsEntry("i-1", "healthy");
    }

    @Test
    void theLossOfAZoneIsFoundByTheChecksOfTheOtherNode() {
        serve();
        String name = site.api
                .describeLoadBalancers(site.call, new Requests.DescribeLoadBalancers(List.of(), List.of(), null, null))
                .loadBalancers()
                .getFirst()
                .dnsName();
        assertThat(fabric.names().resolve(name)).hasSize(2);
        Instant lost = time.now();
        Fault dark = fabric.links().darken(Place.in(Site.A));
        time.advance(Duration.ofSeconds(60));
        assertThat(site.health(group))
                .containsEntry("i-1", "unhealthy Target.Timeout")
                .containsEntry("i-2", "healthy");
        Journal.Event noticed = site.journal.getLast();
        assertThat(noticed.kind()).isEqualTo("target.unhealthy");
        assertThat(noticed.words()).contains("i-1 in us-east-1a is unhealthy").contains("Request timed out");
        assertThat(Duration.between(lost, noticed.at()))
                .as("two checks of ten seconds, and the timeout of the last")
                .isBetween(Duration.ofSeconds(12), Duration.ofSeconds(22));
        assertThat(fabric.names().resolve(name)).containsExactly(new NamedAddress(Site.VPC, "10.0.2.6"));
        dark.lift();
        time.advance(Duration.ofSeconds(60));
        assertThat(site.health(group)).containsEntry("i-1", "healthy");
        assertThat(fabric.names().resolve(name)).hasSize(2);
    }

    @Test
    void withoutCrossZoneANodeWithoutHealthyTargetsLeavesDns() {
        site.set(group, "load_balancing.cross_zone.enabled", "false");
        serve();
        String name = site.api
                .describeLoadBalancers(site.call, new Requests.DescribeLoadBalancers(List.of(), List.of(), null, null))
                .loadBalancers()
                .getFirst()
                .dnsName();
        answers.put("i-1", Outcome.FAILED);
        time.advance(Duration.ofSeconds(25));
        assertThat(fabric.names().resolve(name)).containsExactly(new NamedAddress(Site.VPC, "10.0.2.6"));
    }

    @Test
    void aDeregisteredTargetIsGoneAfterItsDelay() {
        serve();
        site.deregister(group, "i-1");
        assertThat(site.health(group)).containsEntry("i-1", "draining Target.DeregistrationInProgress");
        time.advance(Duration.ofSeconds(299));
        assertThat(site.health(group)).containsKey("i-1");
        time.advance(Duration.ofSeconds(1));
        assertThat(site.health(group)).containsOnlyKeys("i-2");
    }

    @Test
    void healthyHostsAreCountedByZone() {
        serve();
        time.advance(Duration.ofSeconds(60));
        assertThat(site.counted
                        .get("HealthyHostCount{AvailabilityZone,LoadBalancer,TargetGroup}")
                        .sum())
                .isPositive();
        assertThat(site.counted
                        .get("UnHealthyHostCount{LoadBalancer,TargetGroup}")
                        .sum())
                .isZero();
    }
}
