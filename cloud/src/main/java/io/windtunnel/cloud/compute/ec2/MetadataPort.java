package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.compute.ec2.instances.Instance;
import io.windtunnel.cloud.compute.ec2.instances.Machines;
import io.windtunnel.cloud.compute.ec2.network.InterfaceApi;
import io.windtunnel.cloud.compute.ec2.network.Interfaces;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.compute.ec2.network.Networks;
import io.windtunnel.cloud.compute.ec2.templates.TemplateData;
import io.windtunnel.cloud.ports.InstanceMetrics;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.cloud.ports.MachineMetadata;
import io.windtunnel.kernel.identity.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// What machines are told of themselves, and what CloudWatch is told of them.
final class MetadataPort implements MachineMetadata, InstanceMetrics {
    private static final String GROUP_TAG = "aws:autoscaling:groupName";

    private final Estates estates;
    private final Machines machines;

    MetadataPort(Estates estates, Machines machines) {
        this.estates = estates;
        this.machines = machines;
    }

    @Override
    public Optional<View> find(Scope scope, String instanceId) {
        return estates.in(
                scope,
                estate -> estate.instances()
                        .find(instanceId)
                        .flatMap(instance -> estate.networks()
                                .interfaces()
                                .ofInstance(instanceId)
                                .map(primary -> view(estate, instance, primary))));
    }

    private static View view(Estate estate, Instance instance, NetworkInterface primary) {
        Networks networks = estate.networks();
        TemplateData.Metadata metadata = instance.settings().metadata();
        var groups = InterfaceApi.groups(networks, primary.groupIds());
        String region = estate.ground().scope().region().code();
        return new View(
                "enabled".equals(metadata.httpEndpoint()),
                "required".equals(metadata.httpTokens()),
                "enabled".equals(metadata.instanceMetadataTags()),
                Objects.requireNonNullElse(metadata.httpPutResponseHopLimit(), 2),
                groups.stream().map(group -> group.groupName()).toList(),
                primary.groupIds(),
                primary.macAddress(),
                primary.subnetId(),
                networks.vpcs().requireSubnet(primary.subnetId()).cidrBlock(),
                networks.vpcs().require(primary.vpcId()).cidrBlock(),
                Interfaces.privateDnsName(region, primary.privateIp()),
                primary.publicIp(),
                InterfaceApi.publicDnsName(networks, primary),
                instance.settings().keyName(),
                instance.reservationId(),
                instance.launchIndex());
    }

    @Override
    public Collection<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (Estate estate : estates.all())
            readings.addAll(estate.in(same -> same.instances().all().stream()
                    .filter(instance -> instance.is(State.RUNNING))
                    .map(instance -> reading(same, instance))
                    .toList()));
        return readings.stream().map(this::measured).toList();
    }

    /// The reading with what the machine says, asked while no estate is locked.
    private Reading measured(Reading reading) {
        Machines.Bytes carried = machines.carried(reading.instanceId());
        return new Reading(
                reading.scope(),
                reading.instanceId(),
                reading.instanceType(),
                reading.imageId(),
                reading.groupName(),
                reading.detailed(),
                machines.utilization(reading.instanceId()),
                reading.systemCheckFailed(),
                reading.instanceCheckFailed(),
                carried.in(),
                carried.out());
    }

    private static Reading reading(Estate estate, Instance instance) {
        String group = estate.ground().tags().of(instance.instanceId()).getOrDefault(GROUP_TAG, "");
        return new Reading(
                estate.ground().scope(),
                instance.instanceId(),
                instance.settings().instanceType(),
                instance.settings().imageId(),
                group,
                instance.settings().monitored(),
                OptionalDouble.empty(),
                false,
                false);
    }
}
