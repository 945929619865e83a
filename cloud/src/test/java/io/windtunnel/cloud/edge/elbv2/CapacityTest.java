package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.cloud.edge.elbv2.proxy.Ceiling;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.ports.LoadBalancerCapacity;
import io.windtunnel.cloud.ports.LoadBalancerCapacity.Reading;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The capacity of a load balancer at work, on virtual time: the test plays the traffic.
class CapacityTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-06-01T00:00:00Z"));
    private final Site site =
            new Site(Fabric.bare(time, 1), (zone, node) -> (target, check, told) -> told.accept(Outcome.PASSED));
    private final Map<String, Double> used = new TreeMap<>();
    private final Map<String, Integer> running = new TreeMap<>();
    private String balancer = "";

    @BeforeEach
    void open() {
        site.directory.offer(Usage.class, new Counted());
        balancer = site.balancer("shop");
        time.advance(Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Ceiling ceiling(String zone) {
        LiveBalancer live = Objects.requireNonNull(site.service.fleet().balancer(balancer));
        return Objects.requireNonNull(live.node(zone)).ceiling();
    }

    private Reading reading() {
        return site.directory
                .require(LoadBalancerCapacity.class)
                .reading(Arn.parse(balancer))
                .orElseThrow();
    }

    /// Minutes in which so many short connections a second come to each of these zones.
    private void connections(int minutes, int perSecond, String... zones) {
        for (int second = 0; second < minutes * 60; second++) {
            for (String zone : zones)
                for (int i = 0; i < perSecond; i++)
                    if (ceiling(zone).admitsConnection()) ceiling(zone).connectionEnded();
            time.advance(Duration.ofSeconds(1));
        }
    }

    private List<String> told(String kind) {
        return site.journal.stream()
                .filter(event -> event.kind().equals(kind))
                .map(event -> event.words())
                .toList();
    }

    private double seen(String metric) {
        return site.sum(metric);
    }

    @Test
    void unitsOfTheLargestDimensionAreToldEachMinute() {
        connections(1, 100, "us-east-1a", "us-east-1b");
        assertThat(seen("PeakLCUs")).as("200 a second / 25").isEqualTo(8, within(0.2));
        assertThat(seen("ConsumedLCUs")).as("the hour's sum is LCU-hours").isEqualTo(8 / 60.0, within(0.005));
        assertThat(used.get("LCUUsage")).isEqualTo(8 / 60.0, within(0.005));
        assertThat(reading().neededUnits()).isEqualTo(8, within(0.2));
        assertThat(reading().dimension()).isEqualTo("new connections");
        assertThat(reading().enough()).isTrue();
    }

    @Test
    void anIdleLoadBalancerTellsNothingButItsHours() {
        time.advance(Duration.ofMinutes(10));
        assertThat(site.counted).doesNotContainKeys("PeakLCUs{LoadBalancer}", "ConsumedLCUs{LoadBalancer}");
        assertThat(running).containsEntry("LoadBalancerUsage", 1);
        site.api.deleteLoadBalancer(site.call, new Requests.BalancerNamed(balancer));
        assertThat(running).containsEntry("LoadBalancerUsage", 0);
        assertThat(site.directory.require(LoadBalancerCapacity.class).reading(Arn.parse(balancer)))
                .isEmpty();
    }

    @Test
    void smallLoadsAreNeverTouched() {
        connections(10, 500, "us-east-1a", "us-east-1b");
        assertThat(reading().refused()).isZero();
        assertThat(reading().capacityUnits()).isEqualTo(100);
        assertThat(told("loadbalancer.scaled")).isEmpty();
    }

    @Test
    void aSuddenRushIsTurnedAwayUntilTheCapacityHasFollowed() {
        connections(2, 4_000, "us-east-1a", "us-east-1b");
        assertThat(reading().enough()).isFalse();
        assertThat(reading().refused()).isGreaterThan(400_000);
        assertThat(told("loadbalancer.saturated"))
                .singleElement()
                .asString()
                .startsWith("Load balancer shop is at its capacity of 100 units and turned away ")
                .endsWith("(new connections)");
        connections(13, 4_000, "us-east-1a", "us-east-1b");
        long before = reading().refused();
        connections(5, 4_000, "us-east-1a", "us-east-1b");
        assertThat(reading().refused())
                .as("320 units are there after nine minutes")
                .isEqualTo(before);
        assertThat(reading().capacityUnits()).isEqualTo(640, within(5.0));
        assertThat(told("loadbalancer.scaled"))
                .hasSizeGreaterThan(2)
                .first()
                .asString()
                .contains("has grown to");
        assertThat(told("loadbalancer.relieved")).hasSize(1);
    }

    @Test
    void itShrinksOverHours() {
        connections(20, 4_000, "us-east-1a", "us-east-1b");
        assertThat(reading().capacityUnits()).isGreaterThan(600);
        time.advance(Duration.ofHours(1));
        assertThat(reading().capacityUnits()).isBetween(300.0, 330.0);
        time.advance(Duration.ofHours(4));
        assertThat(reading().capacityUnits()).isEqualTo(100);
        assertThat(told("loadbalancer.scaled")).last().asString().contains("has shrunk to");
    }

    /// Capacity is spread evenly over the zones: all the traffic at one of two nodes finds half of it.
    @Test
    void aNodeHasItsShareOnly() {
        connections(1, 2_000, "us-east-1a");
        assertThat(reading().refused()).isGreaterThan(30_000);
        assertThat(reading().neededUnits())
                .as("the busier node's need, for each node")
                .isGreaterThan(150);
    }

    @Test
    void aReservationIsThereFromTheStart() {
        site.api.modifyCapacityReservation(
                site.call,
                new Requests.ModifyCapacityReservation(balancer, new Shapes.MinimumLoadBalancerCapacity(600), null));
        time.advance(Duration.ofMinutes(5));
        assertThat(reading().capacityUnits()).isEqualTo(600);
        assertThat(reading().reservedUnits()).isEqualTo(600);
        double reserved = seen("ReservedLCUs");
        connections(5, 4_000, "us-east-1a", "us-east-1b");
        assertThat(reading().refused()).isZero();
        assertThat(seen("ReservedLCUs") - reserved).as("600 / 60 a minute").isEqualTo(50, within(1e-9));
        assertThat(seen("ConsumedLCUs")).as("below the reservation").isZero();
        assertThat(used.get("LCUUsage")).isNull();
        assertThat(used.get("ReservedLCUUsage")).isGreaterThanOrEqualTo(50);
    }

    private final class Counted implements Usage {
        @Override
        public Meter meter(Scope scope, String resource, Type type) {
            assertThat(type.service()).isEqualTo("Elastic Load Balancing");
            return quantity -> used.merge(type.usageType(), quantity, Double::sum);
        }

        @Override
        public Running running(Scope scope, String resource, Type type, double quantity) {
            running.merge(type.usageType(), 1, Integer::sum);
            return () -> running.merge(type.usageType(), -1, Integer::sum);
        }
    }
}
