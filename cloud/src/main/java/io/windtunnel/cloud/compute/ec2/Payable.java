package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.compute.ec2.instances.Instance;
import io.windtunnel.cloud.compute.ec2.network.ElasticIp;
import io.windtunnel.cloud.compute.ec2.network.NatGateway;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.ports.Usage.Charge;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Something of EC2's that is paid for by the time it exists.
///
/// Source: https://aws.amazon.com/ec2/pricing/on-demand/, https://aws.amazon.com/ebs/pricing/,
/// https://aws.amazon.com/vpc/pricing/
///
/// @param anHour how much of the type's unit an hour of it is
/// @param atLeastAMinute whether less than a minute is paid as one
record Payable(String resource, Usage.Type type, double anHour, boolean atLeastAMinute) {
    /// What is priced by the month is used by the hour in parts of this: AWS's pricing calculator's month.
    private static final double HOURS_OF_A_MONTH = 730;

    /// Detailed monitoring is paid as so many custom metrics (CloudWatch pricing).
    private static final int DETAILED_METRICS = 7;

    private static final Usage.Type ADDRESS =
            new Usage.Type("Amazon Virtual Private Cloud", "PublicIPv4:InUseAddress", "Hrs", Charge.IDLE);
    private static final Usage.Type IDLE_ADDRESS =
            new Usage.Type("Amazon Virtual Private Cloud", "PublicIPv4:IdleAddress", "Hrs", Charge.IDLE);
    private static final Usage.Type NAT_GATEWAY = new Usage.Type("EC2 - Other", "NatGateway-Hours", "Hrs", Charge.IDLE);
    private static final Usage.Type MONITORING =
            new Usage.Type("AmazonCloudWatch", "CW:MetricMonitorUsage", "Metrics", Charge.IDLE);

    /// Everything of an estate, by the id of what it belongs to.
    static Map<String, Set<Payable>> ofEstate(Estate estate) {
        Map<String, Set<Payable>> all = new HashMap<>();
        for (Instance instance : estate.instances().all())
            all.put(instance.instanceId(), ofInstance(estate, instance.instanceId()));
        for (NetworkInterface each : estate.networks().interfaces().all())
            if (each.instanceId() == null && each.publicIp() != null)
                all.put(each.interfaceId(), Set.of(simple(each.interfaceId(), ADDRESS)));
        for (ElasticIp each : estate.networks().addresses().all())
            if (each.interfaceId() == null)
                all.put(each.allocationId(), Set.of(simple(each.allocationId(), IDLE_ADDRESS)));
        for (NatGateway each : estate.networks().natGateways().all())
            if (each.state().equals("available"))
                all.put(each.natGatewayId(), Set.of(simple(each.natGatewayId(), NAT_GATEWAY)));
        return all;
    }

    /// An instance's hours while it runs, its volume until it is terminated, its public address while
    /// it has one.
    static Set<Payable> ofInstance(Estate estate, String instanceId) {
        Set<Payable> all = new LinkedHashSet<>();
        Instance instance = estate.instances().find(instanceId).orElse(null);
        if (instance == null || instance.terminated()) return all;
        Instance.Settings settings = instance.settings();
        if (instance.is(State.RUNNING)) {
            all.add(new Payable(instanceId, hours(settings), 1, true));
            if (settings.monitored())
                all.add(new Payable(instanceId, MONITORING, DETAILED_METRICS / HOURS_OF_A_MONTH, false));
        }
        all.add(new Payable(
                settings.volumeId(), volume(settings), settings.volumeGibibytes() / HOURS_OF_A_MONTH, true));
        estate.networks()
                .interfaces()
                .ofInstance(instanceId)
                .filter(primary -> primary.publicIp() != null)
                .ifPresent(primary -> all.add(simple(primary.interfaceId(), ADDRESS)));
        return all;
    }

    private static Payable simple(String resource, Usage.Type type) {
        return new Payable(resource, type, 1, false);
    }

    private static Usage.Type hours(Instance.Settings settings) {
        String usageType = (settings.spot() ? "SpotUsage:" : "BoxUsage:") + settings.instanceType();
        return new Usage.Type("Amazon Elastic Compute Cloud - Compute", usageType, "Hrs", Charge.IDLE);
    }

    private static Usage.Type volume(Instance.Settings settings) {
        String usageType = switch (settings.volumeType()) {
            case "io1" -> "EBS:VolumeUsage.piops";
            case "standard" -> "EBS:VolumeUsage";
            default -> "EBS:VolumeUsage." + settings.volumeType();
        };
        return new Usage.Type("EC2 - Other", usageType, "GB-Mo", Charge.IDLE);
    }
}
