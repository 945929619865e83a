package io.windtunnel.rehearsal.readiness;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.rehearsal.measure.Checks;
import io.windtunnel.rehearsal.readiness.Survey.Balancer;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.Machines;
import io.windtunnel.rehearsal.readiness.Survey.Scheduled;
import io.windtunnel.rehearsal.readiness.Survey.TargetGroup;
import io.windtunnel.rehearsal.readiness.Survey.WarmPool;
import io.windtunnel.rehearsal.stage.CloudClient;
import io.windtunnel.rehearsal.stage.Deployment;
import io.windtunnel.rehearsal.stage.Element;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Asks for what a stack has made, through the APIs that a person would use.
final class Surveyor {
    private final Deployment deployment;
    private final CloudClient client;
    private final Quotas quotas;

    Surveyor(Deployment deployment, Quotas quotas) {
        this.deployment = deployment;
        this.client = deployment.client();
        this.quotas = quotas;
    }

    /// The survey of a stack that is complete.
    Survey survey() {
        return new Survey(
                deployment.design().name(),
                groups(),
                balancers(),
                targetGroups(),
                natZones(),
                quotas(),
                deployment.outputs());
    }

    /// The name in the template, which people know; the cloud's own for what is none of the stack's.
    private String known(String physicalId, String name) {
        return deployment.logicalIds().getOrDefault(physicalId, name);
    }

    private static Map<String, String> named(String parameter, String value) {
        return Map.of(parameter, value);
    }

    /// The answer of an operation that this cloud may not have; an empty list when it refuses.
    private List<Element> optional(String path, String operation, Map<String, String> parameters) {
        try {
            return client.autoScaling(operation, parameters).all(path);
        } catch (RehearsalFailure _) {
            return List.of();
        }
    }

    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (Element group :
                client.autoScaling("DescribeAutoScalingGroups", Map.of()).all("AutoScalingGroups/member"))
            groups.add(group(group));
        return groups;
    }

    private Group group(Element group) {
        String name = group.text("AutoScalingGroupName");
        int max = number(group.text("MaxSize"), 0);
        int desired = number(group.text("DesiredCapacity"), 0);
        String template = group.text("LaunchTemplate/LaunchTemplateId");
        if (template.isEmpty())
            template = group.text("MixedInstancesPolicy/LaunchTemplate/LaunchTemplateSpecification/LaunchTemplateId");
        Element instance = instance(name);
        return new Group(
                known(name, name),
                number(group.text("MinSize"), 0),
                max,
                desired,
                texts(group, "AvailabilityZones/member"),
                texts(group, "TargetGroupARNs/member"),
                group.text("HealthCheckType").contains("ELB"),
                seconds(group.text("HealthCheckGracePeriod"), 0),
                machines(instance),
                deployment.logicalIds().getOrDefault(template, ""),
                instance != null && instance.text("monitoring/state").equals("enabled"),
                group.text("DefaultInstanceWarmup").isEmpty() ? null : seconds(group.text("DefaultInstanceWarmup"), 0),
                new PolicySurveyor(client).policies(name),
                scheduled(name),
                warmPool(name, max, desired));
    }

    private static List<String> texts(Element element, String path) {
        return element.all(path).stream().map(found -> found.text()).toList();
    }

    private static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : (int) Double.parseDouble(text);
    }

    private static Duration seconds(String text, int otherwise) {
        return Duration.ofSeconds(number(text, otherwise));
    }

    /// Any instance of the group; null when it has none.
    private @Nullable Element instance(String group) {
        Map<String, String> filter =
                Map.of("Filter.1.Name", "tag:aws:autoscaling:groupName", "Filter.1.Value.1", group);
        return client.ec2("DescribeInstances", filter).all("reservationSet/item/instancesSet/item").stream()
                .filter(found -> !found.text("instanceState/name").equals("terminated"))
                .findFirst()
                .orElse(null);
    }

    private Machines machines(@Nullable Element instance) {
        if (instance == null) return new Machines("instance", 1, 8);
        String type = instance.text("instanceType");
        String cores = client.ec2("DescribeInstanceTypes", named("InstanceType.1", type))
                .text("instanceTypeSet/item/vCpuInfo/defaultVCpus");
        String size = client.ec2("DescribeImages", named("ImageId.1", instance.text("imageId")))
                .text("imagesSet/item/blockDeviceMapping/item/ebs/volumeSize");
        return new Machines(type, number(cores, 1), number(size, 8));
    }

    private List<Scheduled> scheduled(String group) {
        List<Scheduled> actions = new ArrayList<>();
        for (Element action : optional(
                "ScheduledUpdateGroupActions/member", "DescribeScheduledActions", named("AutoScalingGroupName", group)))
            actions.add(new Scheduled(
                    action.text("ScheduledActionName"),
                    action.text("StartTime").isEmpty() ? null : Instant.parse(action.text("StartTime")),
                    numberOrNull(action.text("MinSize")),
                    numberOrNull(action.text("MaxSize")),
                    numberOrNull(action.text("DesiredCapacity"))));
        return actions;
    }

    private static @Nullable Integer numberOrNull(String text) {
        return text.isEmpty() ? null : Integer.valueOf(text);
    }

    /// What a pool keeps: up to the prepared capacity, or the maximum size, and no less than its minimum.
    /// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
    private @Nullable WarmPool warmPool(String group, int max, int desired) {
        List<Element> found =
                optional("WarmPoolConfiguration", "DescribeWarmPool", named("AutoScalingGroupName", group));
        if (found.isEmpty()) return null;
        Element pool = found.getFirst();
        int prepared = number(pool.text("MaxGroupPreparedCapacity"), -1);
        int size = Math.max((prepared < 0 ? max : prepared) - desired, number(pool.text("MinSize"), 0));
        String state = pool.text("PoolState");
        return new WarmPool(Math.max(0, size), state.isEmpty() ? "Stopped" : state);
    }

    private List<Balancer> balancers() {
        List<Balancer> balancers = new ArrayList<>();
        for (Element balancer :
                client.loadBalancing("DescribeLoadBalancers", Map.of()).all("LoadBalancers/member")) {
            String arn = balancer.text("LoadBalancerArn");
            balancers.add(new Balancer(
                    arn,
                    known(arn, balancer.text("LoadBalancerName")),
                    balancer.text("DNSName"),
                    balancer.text("Type"),
                    texts(balancer, "AvailabilityZones/member/ZoneName"),
                    rules(arn),
                    balancer.text("Type").equals("application") ? reserved(arn) : 0));
        }
        return balancers;
    }

    private int reserved(String arn) {
        return number(
                client.loadBalancing("DescribeCapacityReservation", named("LoadBalancerArn", arn))
                        .text("MinimumLoadBalancerCapacity/CapacityUnits"),
                0);
    }

    /// The rules of the listener that has the most, the default one left out.
    private int rules(String arn) {
        int most = 0;
        for (Element listener : client.loadBalancing("DescribeListeners", named("LoadBalancerArn", arn))
                .all("Listeners/member")) {
            if (!listener.text("Protocol").startsWith("HTTP")) continue;
            int rules = client.loadBalancing("DescribeRules", named("ListenerArn", listener.text("ListenerArn")))
                    .all("Rules/member")
                    .size();
            most = Math.max(most, rules - 1);
        }
        return most;
    }

    private List<TargetGroup> targetGroups() {
        List<TargetGroup> groups = new ArrayList<>();
        for (Element group :
                client.loadBalancing("DescribeTargetGroups", Map.of()).all("TargetGroups/member"))
            groups.add(new TargetGroup(
                    group.text("TargetGroupArn"),
                    new Checks(
                            known(group.text("TargetGroupArn"), group.text("TargetGroupName")),
                            group.text("HealthCheckPath"),
                            seconds(group.text("HealthCheckIntervalSeconds"), 30),
                            seconds(group.text("HealthCheckTimeoutSeconds"), 5),
                            number(group.text("HealthyThresholdCount"), 5),
                            number(group.text("UnhealthyThresholdCount"), 2)),
                    texts(group, "LoadBalancerArns/member")));
        return groups;
    }

    private List<String> natZones() {
        Map<String, String> zones = new HashMap<>();
        for (Element subnet : client.ec2("DescribeSubnets", Map.of()).all("subnetSet/item"))
            zones.put(subnet.text("subnetId"), subnet.text("availabilityZone"));
        return client.ec2("DescribeNatGateways", Map.of()).all("natGatewaySet/item").stream()
                .filter(gateway -> !gateway.text("state").startsWith("delet"))
                .map(gateway -> zones.getOrDefault(gateway.text("subnetId"), ""))
                .sorted()
                .toList();
    }

    private Map<String, Double> quotas() {
        Map<String, Double> values = new TreeMap<>();
        for (QuotaCheck.Quota quota : QuotaCheck.ALL) {
            try {
                double value = quotas.value(client.scope(), quota.service(), quota.code());
                if (Double.isFinite(value)) values.put(quota.code(), value);
            } catch (IllegalArgumentException _) {
                // Service Quotas does not list it: nothing to hold the design against.
            }
        }
        return values;
    }
}
