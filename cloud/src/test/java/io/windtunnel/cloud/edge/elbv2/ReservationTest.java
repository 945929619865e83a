package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.edge.elbv2.Shapes.MinimumLoadBalancerCapacity;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Capacity reservations through the API and through CloudFormation, on virtual time.
class ReservationTest {
    private static final Duration PROVISIONED = Duration.ofMinutes(3);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-06-01T00:00:00Z"));
    private final Site site =
            new Site(Fabric.bare(time, 1), (zone, node) -> (target, check, told) -> told.accept(Outcome.PASSED));
    private String balancer = "";

    @BeforeEach
    void open() {
        balancer = site.balancer("shop");
        time.advance(Duration.ofSeconds(2));
    }

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

    private Answers.CapacityReservation modify(@Nullable Integer units, @Nullable Boolean reset) {
        return site.api.modifyCapacityReservation(
                site.call,
                new Requests.ModifyCapacityReservation(
                        balancer, units == null ? null : new MinimumLoadBalancerCapacity(units), reset));
    }

    private Answers.CapacityReservation reserve(int units) {
        return modify(units, null);
    }

    private Answers.CapacityReservation describe() {
        return site.api.describeCapacityReservation(site.call, new Requests.BalancerNamed(balancer));
    }

    private static List<String> zones(Answers.CapacityReservation answer) {
        return answer.capacityReservationState().stream()
                .map(zone -> zone.availabilityZone() + " " + zone.state().code() + " " + zone.effectiveCapacityUnits())
                .toList();
    }

    @Test
    void aRequestIsPendingAndThenProvisionedInEachZone() {
        assertThat(describe().minimumLoadBalancerCapacity()).isNull();
        assertThat(describe().decreaseRequestsRemaining()).isEqualTo(2);
        Answers.CapacityReservation asked = reserve(300);
        assertThat(asked.minimumLoadBalancerCapacity()).isEqualTo(new MinimumLoadBalancerCapacity(300));
        assertThat(asked.lastModifiedTime()).isEqualTo(time.now());
        assertThat(zones(asked)).containsExactly("us-east-1a pending 0.0", "us-east-1b pending 0.0");
        time.advance(PROVISIONED);
        assertThat(zones(describe())).containsExactly("us-east-1a provisioned 150.0", "us-east-1b provisioned 150.0");
    }

    @Test
    void anotherRequestMustWait() {
        reserve(300);
        assertRefused(() -> reserve(400), "CapacityReservationPending", "pending");
        time.advance(PROVISIONED);
        reserve(400);
        assertThat(zones(describe())).as("what was there stays").contains("us-east-1a pending 150.0");
    }

    /// "You can increase reserved capacity as many times as you need, however you can only decrease the reserved
    /// capacity two times per day." (request-capacity-unit-reservation.html)
    @Test
    void itCanBeLoweredTwiceADay() {
        for (int units : new int[] {1_000, 900, 1_200, 800}) {
            reserve(units);
            time.advance(PROVISIONED);
        }
        assertThat(describe().decreaseRequestsRemaining()).isZero();
        assertRefused(() -> reserve(700), "CapacityDecreaseRequestLimitExceeded", "daily");
        reserve(1_500);
        time.advance(Duration.ofDays(1));
        assertThat(describe().decreaseRequestsRemaining()).isEqualTo(2);
        reserve(700);
        assertThat(describe().decreaseRequestsRemaining()).isEqualTo(1);
    }

    /// "The total reservation request must be at least 100 LCU." (capacity-unit-reservation.html)
    @Test
    void requestsAreHeldToTheLimits() {
        assertRefused(() -> reserve(99), "InvalidConfigurationRequest", "at least 100");
        assertRefused(() -> modify(null, null), "InvalidConfigurationRequest", "Exactly one");
        assertRefused(() -> modify(100, true), "InvalidConfigurationRequest", "Exactly one");
        site.directory.offer(Quotas.class, (scope, service, code) -> code.equals("L-0BB7B635") ? 15_000 : 1_000);
        assertRefused(() -> reserve(15_001), "CapacityUnitsLimitExceeded", "per load balancer: 15000");
        assertRefused(() -> reserve(1_001), "CapacityUnitsLimitExceeded", "per Region: 1000");
        assertThat(reserve(1_000).minimumLoadBalancerCapacity()).isNotNull();
        String other = site.balancer("other");
        assertRefused(
                () -> site.api.modifyCapacityReservation(
                        site.call,
                        new Requests.ModifyCapacityReservation(other, new MinimumLoadBalancerCapacity(100), null)),
                "CapacityUnitsLimitExceeded",
                "per Region");
        assertRefused(
                () -> site.api.describeCapacityReservation(
                        site.call, new Requests.BalancerNamed(balancer.replace("/shop/", "/gone/"))),
                "LoadBalancerNotFound",
                "not found");
    }

    @Test
    void itCanBeGivenUp() {
        reserve(300);
        time.advance(PROVISIONED);
        Answers.CapacityReservation gone = modify(null, true);
        assertThat(gone.minimumLoadBalancerCapacity()).isNull();
        assertThat(gone.capacityReservationState()).isEmpty();
        assertThat(gone.lastModifiedTime()).isEqualTo(time.now());
    }

    @Test
    void movingToOtherZonesSpreadsItAnew() {
        reserve(300);
        time.advance(PROVISIONED);
        site.api.setSubnets(
                site.call, new Requests.SetSubnets(balancer, List.of("subnet-a2", "subnet-b"), List.of(), null));
        assertThat(zones(describe())).containsExactly("us-east-1a rebalancing 150.0", "us-east-1b rebalancing 150.0");
        time.advance(PROVISIONED);
        assertThat(zones(describe())).contains("us-east-1b provisioned 150.0");
    }

    private LoadBalancerType.Properties properties(@Nullable Integer units, boolean stabilize) {
        return new LoadBalancerType.Properties(
                "made",
                null,
                null,
                null,
                List.of("subnet-a", "subnet-b"),
                List.of(),
                List.of(),
                List.of(),
                units == null ? null : new MinimumLoadBalancerCapacity(units),
                stabilize,
                List.of());
    }

    private static ResourceType.Request<LoadBalancerType.Properties> request(
            String id, LoadBalancerType.Properties properties) {
        return new ResourceType.Request<>(Site.SCOPE, "stack", "arn", "Balancer", id, properties, Map.of());
    }

    private Progress settle(Progress progress, Duration within) {
        Instant end = time.now().plus(within);
        while (progress instanceof Progress.Pending pending && time.now().isBefore(end)) {
            time.advance(pending.again());
            progress = pending.next().get();
        }
        return progress;
    }

    @Test
    void aTemplateReservesAndMayWaitForIt() {
        LoadBalancerType type = new LoadBalancerType(site.api, site.fabric);
        Progress made = type.create(request("", properties(200, true)));
        assertThat(settle(made, Duration.ofMinutes(2))).isInstanceOf(Progress.Pending.class);
        Progress done = settle(made, Duration.ofMinutes(5));
        assertThat(done).isInstanceOf(Progress.Done.class);
        balancer = ((Progress.Done) done).physicalId();
        assertThat(zones(describe())).contains("us-east-1a provisioned 100.0");
        settle(type.update(request(balancer, properties(null, false)), properties(200, true)), Duration.ofMinutes(5));
        assertThat(describe().minimumLoadBalancerCapacity()).isNull();
        Progress refused = type.update(request(balancer, properties(50, false)), properties(null, false));
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.reason()).contains("at least 100"));
    }
}
