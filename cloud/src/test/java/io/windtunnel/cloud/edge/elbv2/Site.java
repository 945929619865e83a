package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.edge.acm.Acm;
import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetDescription;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.statistics.Distribution;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;

/// A site for tests: two zones with a subnet each, instances that are what the test says, and a load
/// balancing service.
final class Site implements AutoCloseable {
    static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    static final String VPC = "vpc-1";
    static final Zone A = Region.US_EAST_1.zone("a");
    static final Zone B = Region.US_EAST_1.zone("b");

    final Fabric fabric;
    final Directory directory = new Directory();
    final List<Journal.Event> journal = new CopyOnWriteArrayList<>();
    final Map<String, DoubleAdder> counted = new ConcurrentHashMap<>();
    final Map<String, Instances.View> instances = new ConcurrentHashMap<>();
    final List<Consumer<Instances.Change>> watchers = new ArrayList<>();
    final ResourceTypes types = new ResourceTypes();
    final Elbv2 service;
    final Acm acm;
    final Elbv2Api api;
    final Call call = Call.internal(SCOPE);

    Site(Fabric fabric, LiveFleet.Probers probers) {
        this.fabric = fabric;
        directory.offer(Subnets.class, new TwoSubnets());
        directory.offer(Instances.class, new Listed());
        directory.offer(Metrics.class, new Counted());
        CloudContext context = new CloudContext(fabric, directory, types, journal::add);
        acm = Acm.open(context);
        service = probers == null ? Elbv2.open(context) : Elbv2.open(context, probers);
        api = service.face();
    }

    /// A running instance in a zone.
    void instance(String id, Zone zone, String ip) {
        Instances.View view = new Instances.View(
                id,
                Instances.State.RUNNING,
                Place.in(zone),
                VPC,
                "subnet-" + zone.letter(),
                ip,
                "t3.micro",
                Instant.EPOCH,
                false);
        instances.put(id, view);
    }

    String balancer(String name) {
        return api.createLoadBalancer(
                        call,
                        new Requests.CreateLoadBalancer(
                                name,
                                List.of("subnet-a", "subnet-b"),
                                List.of(),
                                List.of(),
                                null,
                                List.of(),
                                null,
                                null))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
    }

    /// A network load balancer in both zones.
    String network(String name) {
        return api.createLoadBalancer(
                        call,
                        new Requests.CreateLoadBalancer(
                                name,
                                List.of("subnet-a", "subnet-b"),
                                List.of(),
                                List.of(),
                                null,
                                List.of(),
                                "network",
                                null))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
    }

    /// A group of a network load balancer, checked by TCP connections every five seconds.
    String flowGroup(String name, String protocol, String targetType, int port) {
        return api.createTargetGroup(
                        call,
                        new Requests.CreateTargetGroup(
                                name,
                                protocol,
                                null,
                                port,
                                VPC,
                                null,
                                null,
                                null,
                                null,
                                5,
                                2,
                                2,
                                2,
                                null,
                                targetType,
                                List.of(),
                                null))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    String listener(String balancer, String protocol, int port, List<String> certificates, Action action) {
        return api.createListener(
                        call,
                        new Requests.CreateListener(
                                balancer,
                                protocol,
                                port,
                                null,
                                certificates.stream()
                                        .map(arn -> new Shapes.Certificate(arn, null))
                                        .toList(),
                                List.of(action),
                                List.of(),
                                List.of()))
                .listeners()
                .getFirst()
                .listenerArn();
    }

    String group(String name, int port, int interval, int healthy, int unhealthy) {
        return api.createTargetGroup(
                        call,
                        new Requests.CreateTargetGroup(
                                name, "HTTP", null, port, VPC, null, null, null, "/health", interval, 2, healthy,
                                unhealthy, null, null, List.of(), null))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    static Action forward(String group) {
        return new Action("forward", group, null, null, null, null);
    }

    String listener(String balancer, int port, Action action) {
        return api.createListener(
                        call,
                        new Requests.CreateListener(
                                balancer, "HTTP", port, null, List.of(), List.of(action), List.of(), List.of()))
                .listeners()
                .getFirst()
                .listenerArn();
    }

    void register(String group, String... ids) {
        List<TargetDescription> targets = new ArrayList<>();
        for (String id : ids) targets.add(new TargetDescription(id, null, null));
        api.registerTargets(call, new Requests.GroupTargets(group, targets));
    }

    void deregister(String group, String id) {
        api.deregisterTargets(call, new Requests.GroupTargets(group, List.of(new TargetDescription(id, null, null))));
    }

    void set(String group, String key, String value) {
        api.modifyTargetGroupAttributes(
                call, new Requests.ModifyTargetGroupAttributes(group, List.of(new Attribute(key, value))));
    }

    void setBalancer(String balancer, String key, String value) {
        api.modifyLoadBalancerAttributes(
                call, new Requests.ModifyLoadBalancerAttributes(balancer, List.of(new Attribute(key, value))));
    }

    /// The health of a group as `state reason`, by target id.
    Map<String, String> health(String group) {
        Map<String, String> told = new TreeMap<>();
        api.describeTargetHealth(call, new Requests.GroupTargets(group, List.of()))
                .targetHealthDescriptions()
                .forEach(one -> told.put(
                        one.target().id(),
                        one.targetHealth().state()
                                + (one.targetHealth().reason() == null
                                        ? ""
                                        : " " + one.targetHealth().reason())));
        return told;
    }

    /// The sum of a metric over the load balancer, whatever its other dimensions.
    double sum(String metric) {
        DoubleAdder adder = counted.get(metric + "{LoadBalancer}");
        return adder == null ? 0 : adder.sum();
    }

    @Override
    public void close() {
        service.close();
        fabric.close();
    }

    private final class Counted implements Metrics {
        @Override
        public Meter meter(Scope scope, Name name, String unit) {
            String key =
                    name.metric() + "{" + String.join(",", name.dimensions().keySet()) + "}";
            DoubleAdder sum = counted.computeIfAbsent(key, _ -> new DoubleAdder());
            return new Meter() {
                @Override
                public void record(double value) {
                    sum.add(value);
                }

                @Override
                public void record(Distribution samples) {
                    sum.add(samples.sum());
                }
            };
        }

        @Override
        public void put(Scope scope, Name name, String unit, Instant at, double value) {
            meter(scope, name, unit).record(value);
        }
    }

    private static final class TwoSubnets implements Subnets {
        private int next = 5;

        @Override
        public Optional<Subnet> find(Scope scope, String subnetId) {
            return switch (subnetId) {
                case "subnet-a" -> Optional.of(new Subnet("subnet-a", VPC, A, "10.0.1.0/24", 250, true));
                case "subnet-b" -> Optional.of(new Subnet("subnet-b", VPC, B, "10.0.2.0/24", 250, true));
                case "subnet-a2" -> Optional.of(new Subnet("subnet-a2", VPC, A, "10.0.3.0/24", 250, true));
                default -> Optional.empty();
            };
        }

        @Override
        public boolean hasVpc(Scope scope, String vpcId) {
            return vpcId.equals(VPC);
        }

        @Override
        public Optional<Subnet> defaultIn(Scope scope, Zone zone) {
            return find(scope, "subnet-" + zone.letter());
        }

        @Override
        public Optional<String> vpcOfSecurityGroup(Scope scope, String groupId) {
            return groupId.startsWith("sg-") ? Optional.of(VPC) : Optional.empty();
        }

        @Override
        public Optional<String> defaultSecurityGroup(Scope scope, String vpcId) {
            return Optional.of("sg-default");
        }

        @Override
        public Interface attach(
                Scope scope, String subnetId, List<String> groupIds, String description, boolean publicAddress) {
            Subnet subnet = find(scope, subnetId).orElseThrow();
            String prefix = subnet.cidrBlock().substring(0, subnet.cidrBlock().lastIndexOf('.') + 1);
            int host = next++;
            return new Interface("eni-" + host, subnet, prefix + host, publicAddress ? "198.51.100." + host : null);
        }

        @Override
        public Interface attach(Scope scope, Wish wish) {
            Interface taken = attach(scope, wish.subnetId(), wish.groupIds(), wish.description(), wish.publicAddress());
            if ("eipalloc-none".equals(wish.allocationId()))
                throw new AwsException("InvalidAllocationID.NotFound", "no such allocation");
            return new Interface(
                    taken.interfaceId(),
                    taken.subnet(),
                    wish.privateIp() == null ? taken.privateIp() : wish.privateIp(),
                    wish.allocationId() == null ? taken.publicIp() : "203.0.113.1");
        }

        @Override
        public void detach(Scope scope, String interfaceId) {}

        @Override
        public void regroup(Scope scope, String interfaceId, List<String> groupIds) {}
    }

    private final class Listed implements Instances {
        @Override
        public Optional<View> find(Scope scope, String instanceId) {
            return Optional.ofNullable(instances.get(instanceId));
        }

        @Override
        public Optional<View> at(Scope scope, String vpcId, String privateIp) {
            return instances.values().stream()
                    .filter(view -> view.privateIp().equals(privateIp))
                    .findFirst();
        }

        @Override
        public List<String> launch(Scope scope, Order order) {
            throw new UnsupportedOperationException("not in this test");
        }

        @Override
        public void terminate(Scope scope, Collection<String> instanceIds) {
            throw new UnsupportedOperationException("not in this test");
        }

        @Override
        public void stop(Scope scope, Collection<String> instanceIds) {
            throw new UnsupportedOperationException("not in this test");
        }

        @Override
        public void start(Scope scope, Collection<String> instanceIds) {
            throw new UnsupportedOperationException("not in this test");
        }

        @Override
        public void watch(Consumer<Change> watcher) {
            watchers.add(watcher);
        }
    }
}
