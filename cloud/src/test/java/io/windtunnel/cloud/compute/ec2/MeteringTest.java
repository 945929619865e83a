package io.windtunnel.cloud.compute.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.cloud.compute.ec2.common.AttributeValue;
import io.windtunnel.cloud.compute.ec2.instances.AttributeApi.ModifyInstanceAttributeRequest;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.StopInstancesRequest;
import io.windtunnel.cloud.compute.ec2.network.AddressApi;
import io.windtunnel.cloud.compute.ec2.network.GatewayApi;
import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What EC2 tells the bill.
class MeteringTest {
    private final Ec2World world = new Ec2World();
    private final Book book = new Book();

    MeteringTest() {
        world.directory.offer(Usage.class, book);
    }

    /// Writes down what is used, in the type's unit, by usage type.
    private final class Book implements Usage {
        private final List<Entry> entries = new ArrayList<>();

        private final class Entry implements Running {
            final String resource;
            final Type type;
            final double anHour;
            final Instant since = world.time.now();

            @Nullable
            Instant until;

            Entry(String resource, Type type, double anHour) {
                this.resource = resource;
                this.type = type;
                this.anHour = anHour;
            }

            double quantity() {
                Instant end = until == null ? world.time.now() : until;
                return anHour * Duration.between(since, end).toNanos() / 3.6e12;
            }

            @Override
            public void close() {
                until = world.time.now();
            }
        }

        private final Map<String, Double> metered = new TreeMap<>();

        @Override
        public Meter meter(Scope scope, String resource, Type type) {
            return quantity -> metered.merge(type.usageType(), quantity, Double::sum);
        }

        @Override
        public Running running(Scope scope, String resource, Type type, double quantity) {
            Entry entry = new Entry(resource, type, quantity);
            entries.add(entry);
            return entry;
        }

        double used(String usageType) {
            double stood = entries.stream()
                    .filter(entry -> entry.type.usageType().equals(usageType))
                    .mapToDouble(Entry::quantity)
                    .sum();
            return stood + metered.getOrDefault(usageType, 0.0);
        }

        List<String> running() {
            return entries.stream()
                    .filter(entry -> entry.until == null)
                    .map(entry -> entry.type.usageType())
                    .sorted()
                    .toList();
        }
    }

    private void stop(String id) {
        world.face.stopInstances(world.call, new StopInstancesRequest(List.of(id), null, null));
    }

    @Test
    void aRunningInstanceIsPaidWithItsVolumeAndItsPublicAddress() {
        world.runOne();
        world.pass(5);
        assertThat(book.running())
                .containsExactly("BoxUsage:t3.micro", "EBS:VolumeUsage.gp3", "PublicIPv4:InUseAddress");
        world.pass(3600);
        assertThat(book.used("BoxUsage:t3.micro")).isCloseTo(1, within(1e-9));
        assertThat(book.used("PublicIPv4:InUseAddress")).isCloseTo(1, within(0.01));
        assertThat(book.used("EBS:VolumeUsage.gp3")).as("8 GiB").isCloseTo(8.0 / 730, within(1e-4));
    }

    @Test
    void aStoppedInstanceIsPaidForItsVolumeAlone() {
        String id = world.runOne();
        world.pass(5 + 1800);
        stop(id);
        assertThat(book.used("BoxUsage:t3.micro")).as("stopping is not paid").isCloseTo(0.5, within(1e-9));
        world.pass(15);
        assertThat(book.running()).containsExactly("EBS:VolumeUsage.gp3");
        world.pass(7200);
        assertThat(book.used("BoxUsage:t3.micro")).isCloseTo(0.5, within(1e-9));
        world.face.startInstances(world.call, Ec2World.ids(id));
        world.pass(5);
        assertThat(book.running())
                .containsExactly("BoxUsage:t3.micro", "EBS:VolumeUsage.gp3", "PublicIPv4:InUseAddress");
        world.face.terminateInstances(world.call, Ec2World.ids(id));
        world.pass(15);
        assertThat(book.running()).isEmpty();
    }

    @Test
    void lessThanAMinuteIsPaidAsOneEachTime() {
        String id = world.runOne();
        world.pass(5 + 10);
        stop(id);
        world.pass(15);
        assertThat(book.used("BoxUsage:t3.micro") * 3600).isCloseTo(60, within(1e-6));
        world.face.startInstances(world.call, Ec2World.ids(id));
        world.pass(5 + 59);
        world.face.terminateInstances(world.call, Ec2World.ids(id));
        assertThat(book.used("BoxUsage:t3.micro") * 3600).isCloseTo(120, within(1e-6));
    }

    @Test
    void anotherTypeIsPaidFromItsNextStartOn() {
        String id = world.runOne();
        world.pass(5 + 3600);
        stop(id);
        world.pass(15);
        world.face.modifyInstanceAttribute(
                world.call,
                new ModifyInstanceAttributeRequest(
                        id, null, null, new AttributeValue("m5.large"), null, null, null, null, null, List.of(), null));
        world.face.startInstances(world.call, Ec2World.ids(id));
        world.pass(5 + 1800);
        assertThat(book.used("BoxUsage:t3.micro")).isCloseTo(1, within(1e-9));
        assertThat(book.used("BoxUsage:m5.large")).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void addressesAndGatewaysAreFoundWithinAMinute() {
        var address =
                world.face.allocateAddress(world.call, new AddressApi.AllocateAddressRequest(null, List.of(), null));
        world.pass(60);
        assertThat(book.running()).containsExactly("PublicIPv4:IdleAddress");
        world.face.createNatGateway(
                world.call,
                new GatewayApi.CreateNatGatewayRequest(
                        world.subnet("a"), address.allocationId(), null, List.of(), null, null));
        world.pass(180);
        assertThat(book.running()).containsExactly("NatGateway-Hours", "PublicIPv4:InUseAddress");
        assertThat(book.used("NatGateway-Hours")).isBetween(1.0 / 60, 2.0 / 60);
    }

    @Test
    void theBillFindsWhatATypeCosts() {
        InstancePrices prices = world.directory.require(InstancePrices.class);
        assertThat(prices.onDemand("m5.large")).hasValue(0.096);
        assertThat(prices.onDemand("t3a.medium")).hasValue(0.0376);
        assertThat(prices.onDemand("m5zn.large"))
                .as("a machine without a known price")
                .isEmpty();
    }
}
