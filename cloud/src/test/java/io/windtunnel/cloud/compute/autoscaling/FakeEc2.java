package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.LaunchTemplates;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// EC2 as far as Auto Scaling needs it: subnet-a stands in us-east-1a and so on; instances run five seconds after their
/// launch; a dark zone stops its instances and refuses launches.
final class FakeEc2 implements Instances {
    static final Duration STARTING = Duration.ofSeconds(5);
    static final Duration STOPPING = Duration.ofSeconds(3);

    final Map<String, View> views = new TreeMap<>();
    final List<Order> orders = new ArrayList<>();
    final Set<String> dark = new HashSet<>();
    final Scope scope;
    long latestVersion = 1;
    private final Time time;
    private final List<Consumer<Change>> watchers = new ArrayList<>();
    private int launched;

    FakeEc2(Scope scope, Time time) {
        this.scope = scope;
        this.time = time;
    }

    private void change(String id, State state, boolean impaired) {
        View before = views.get(id);
        if (before == null || before.state() == State.TERMINATED) return;
        View after = new View(
                id,
                state,
                before.place(),
                before.vpcId(),
                before.subnetId(),
                before.privateIp(),
                before.instanceType(),
                before.launchTime(),
                impaired);
        views.put(id, after);
        watchers.forEach(watcher -> watcher.accept(new Change(scope, before, after, "test")));
    }

    void darken(String letter) {
        dark.add(letter);
        List.copyOf(views.values()).stream()
                .filter(view -> zone(view).equals(letter) && view.state() == State.RUNNING)
                .forEach(view -> change(view.instanceId(), State.STOPPED, false));
    }

    void impair(String id) {
        change(id, State.RUNNING, true);
    }

    static String zone(View view) {
        return ((Place.InZone) view.place()).zone().letter();
    }

    @Override
    public Optional<View> find(Scope asked, String instanceId) {
        return Optional.ofNullable(views.get(instanceId));
    }

    @Override
    public Optional<View> at(Scope asked, String vpcId, String privateIp) {
        return Optional.empty();
    }

    @Override
    public List<String> launch(Scope asked, Order order) {
        String letter = order.subnetId().substring("subnet-".length());
        if (dark.contains(letter))
            throw new AwsException(
                    "InsufficientInstanceCapacity",
                    "We currently do not have sufficient t3.micro capacity in the Availability Zone you requested.");
        orders.add(order);
        List<String> ids = new ArrayList<>();
        String type = order.instanceType() == null ? "t3.micro" : order.instanceType();
        for (int i = 0; i < order.count(); i++) ids.add(start(order.subnetId(), letter, type));
        return ids;
    }

    String start(String subnet, String letter) {
        return start(subnet, letter, "t3.micro");
    }

    private String start(String subnet, String letter, String type) {
        String id = "i-%05d".formatted(++launched);
        Place place = Place.in(scope.region().zone(letter));
        views.put(id, new View(id, State.PENDING, place, "vpc-1", subnet, "10.0.0.1", type, time.now(), false));
        time.after(STARTING, () -> {
            if (views.get(id).state() == State.PENDING) change(id, State.RUNNING, false);
        });
        return id;
    }

    @Override
    public void terminate(Scope asked, Collection<String> instanceIds) {
        for (String id : instanceIds) {
            change(id, State.SHUTTING_DOWN, false);
            time.after(STOPPING, () -> change(id, State.TERMINATED, false));
        }
    }

    @Override
    public void stop(Scope asked, Collection<String> instanceIds) {
        instanceIds.forEach(id -> change(id, State.STOPPED, false));
    }

    @Override
    public void start(Scope asked, Collection<String> instanceIds) {
        instanceIds.forEach(id -> change(id, State.RUNNING, false));
    }

    @Override
    public void watch(Consumer<Change> watcher) {
        watchers.add(watcher);
    }

    /// subnet-a in us-east-1a, and so on to f.
    record FakeSubnets(Scope scope) implements Subnets {
        @Override
        public Optional<Subnet> find(Scope asked, String subnetId) {
            if (!subnetId.matches("subnet-[a-f]")) return Optional.empty();
            Zone zone = scope.region().zone(subnetId.substring(7));
            return Optional.of(new Subnet(subnetId, "vpc-1", zone, "10.0.0.0/24", 250, true));
        }

        @Override
        public Optional<Subnet> defaultIn(Scope asked, Zone zone) {
            return find(asked, "subnet-" + zone.letter());
        }

        @Override
        public boolean hasVpc(Scope asked, String vpcId) {
            return true;
        }

        @Override
        public Optional<String> vpcOfSecurityGroup(Scope asked, String groupId) {
            return Optional.empty();
        }

        @Override
        public Optional<String> defaultSecurityGroup(Scope asked, String vpcId) {
            return Optional.empty();
        }

        @Override
        public Interface attach(
                Scope asked, String subnetId, List<String> groupIds, String description, boolean publicAddress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void detach(Scope asked, String interfaceId) {}

        @Override
        public void regroup(Scope asked, String interfaceId, List<String> groupIds) {}
    }

    /// One template, lt-1, called web.
    final class FakeTemplates implements LaunchTemplates {
        @Override
        public Optional<Template> find(Scope asked, String idOrName) {
            if (!idOrName.equals("lt-1") && !idOrName.equals("web")) return Optional.empty();
            return Optional.of(new Template("lt-1", "web", 1, latestVersion));
        }

        @Override
        public Optional<Version> version(Scope asked, String idOrName, long number) {
            return number < 1 || number > latestVersion
                    ? Optional.empty()
                    : Optional.of(new Version(number, "ami-1", "t3.micro", null));
        }
    }
}
