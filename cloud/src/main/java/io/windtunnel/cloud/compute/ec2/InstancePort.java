package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.instances.Instance;
import io.windtunnel.cloud.compute.ec2.instances.LaunchOrder;
import io.windtunnel.cloud.compute.ec2.instances.Power;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.compute.ec2.templates.TemplateData;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.kernel.identity.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Instances, as other services see them.
final class InstancePort implements Instances {
    /// The tag by which Auto Scaling says which group an instance is for.
    private static final String GROUP_TAG = "aws:autoscaling:groupName";

    private final Estates estates;
    private final CopyOnWriteArrayList<Consumer<Change>> watchers;

    InstancePort(Estates estates, CopyOnWriteArrayList<Consumer<Change>> watchers) {
        this.estates = estates;
        this.watchers = watchers;
    }

    @Override
    public Optional<View> find(Scope scope, String instanceId) {
        return estates.in(scope, estate -> estate.instances().find(instanceId).map(Instance::view));
    }

    @Override
    public Optional<View> at(Scope scope, String vpcId, String privateIp) {
        return estates.in(
                scope,
                estate -> estate.networks()
                        .interfaces()
                        .at(vpcId, privateIp)
                        .map(NetworkInterface::instanceId)
                        .flatMap(estate.instances()::find)
                        .map(Instance::view));
    }

    @Override
    public List<String> launch(Scope scope, Order order) {
        boolean byId = order.template().startsWith("lt-");
        TemplateData over =
                order.instanceType() == null ? TemplateData.NOTHING : TemplateData.ofType(order.instanceType());
        return run(
                scope,
                new LaunchOrder(
                        byId ? order.template() : null,
                        byId ? null : order.template(),
                        order.templateVersion(),
                        over,
                        order.subnetId(),
                        null,
                        1,
                        order.count(),
                        order.spot(),
                        order.tags(),
                        null));
    }

    @Override
    public List<String> launch(Scope scope, Direct order) {
        TemplateData.Profile profile = order.instanceProfile() == null
                ? null
                : order.instanceProfile().startsWith("arn:")
                        ? new TemplateData.Profile(order.instanceProfile(), null)
                        : new TemplateData.Profile(null, order.instanceProfile());
        TemplateData.Interface primary = new TemplateData.Interface(
                0, order.associatePublicIpAddress(), true, null, order.subnetId(), null, order.securityGroupIds());
        TemplateData data = new TemplateData(
                order.imageId(),
                order.instanceType(),
                order.keyName(),
                order.userData(),
                List.of(),
                List.of(),
                profile,
                List.of(primary),
                List.of(),
                List.of(new TemplateData.TagGroup("instance", Tag.list(Map.of()))),
                null,
                null,
                null,
                null,
                null,
                null);
        return run(
                scope,
                new LaunchOrder(null, null, null, data, null, null, 1, order.count(), false, order.tags(), null));
    }

    private List<String> run(Scope scope, LaunchOrder order) {
        return estates.in(
                scope,
                estate ->
                        estate
                                .instances()
                                .run(
                                        order,
                                        null,
                                        new Power.Asker(scope, "", order.tags().get(GROUP_TAG)))
                                .stream()
                                .map(Instance::instanceId)
                                .toList());
    }

    @Override
    public void terminate(Scope scope, Collection<String> instanceIds) {
        estates.in(scope, estate -> estate.instances().terminateFreely(instanceIds));
    }

    @Override
    public void stop(Scope scope, Collection<String> instanceIds) {
        move(scope, instanceIds, State.RUNNING, (instances, ids) -> instances.stop(ids, null));
    }

    @Override
    public void hibernate(Scope scope, Collection<String> instanceIds) {
        move(scope, instanceIds, State.RUNNING, io.windtunnel.cloud.compute.ec2.instances.Instances::hibernate);
    }

    @Override
    public void start(Scope scope, Collection<String> instanceIds) {
        move(scope, instanceIds, State.STOPPED, (instances, ids) -> instances.start(ids, null));
    }

    @Override
    public void reboot(Scope scope, Collection<String> instanceIds) {
        move(scope, instanceIds, State.RUNNING, (instances, ids) -> instances.reboot(ids, null));
    }

    private void move(
            Scope scope,
            Collection<String> ids,
            State from,
            BiConsumer<io.windtunnel.cloud.compute.ec2.instances.Instances, List<String>> move) {
        estates.in(scope, estate -> {
            List<String> movable = ids.stream()
                    .flatMap(id -> estate.instances().find(id).stream())
                    .filter(instance -> instance.is(from))
                    .map(Instance::instanceId)
                    .toList();
            move.accept(estate.instances(), movable);
            return movable;
        });
    }

    @Override
    public void watch(Consumer<Change> watcher) {
        watchers.add(watcher);
    }
}
