package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.DescribeInstancesRequest;
import io.windtunnel.cloud.compute.ec2.instances.InstanceShapes.InstanceDescription;
import io.windtunnel.cloud.compute.ec2.network.VpcApi.DescribeSubnetsRequest;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.FaultTargets;
import io.windtunnel.cloud.ports.FaultTargets.Resource;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.function.Predicate;

/// What of EC2 a fault injection can choose: instances, spot instances and subnets, as they are described. What is
/// terminated is no longer chosen.
final class InjectionTargets {
    private InjectionTargets() {}

    static void offer(Ec2Api face, Directory directory) {
        Predicate<InstanceDescription> spot = instance -> "spot".equals(instance.instanceLifecycle());
        directory.offer(
                FaultTargets.class, "ec2", FaultTargets.of("instance", scope -> instances(face, scope, _ -> true)));
        directory.offer(
                FaultTargets.class, "ec2", FaultTargets.of("spot-instance", scope -> instances(face, scope, spot)));
        directory.offer(FaultTargets.class, "ec2", FaultTargets.of("subnet", scope -> subnets(face, scope)));
    }

    private static List<Resource> instances(Ec2Api face, Scope scope, Predicate<InstanceDescription> chosen) {
        var all = new DescribeInstancesRequest(List.of(), List.of(), null, null, null);
        return face.describeInstances(Call.internal(scope), all).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> !instance.state().name().equals("terminated"))
                .filter(chosen)
                .map(instance -> new Resource(
                        scope.arn("ec2", "instance/" + instance.instanceId()), Tag.map(instance.tags()), instance))
                .toList();
    }

    private static List<Resource> subnets(Ec2Api face, Scope scope) {
        var all = new DescribeSubnetsRequest(List.of(), List.of(), null, null, null);
        return face.describeSubnets(Call.internal(scope), all).subnets().stream()
                .map(subnet ->
                        new Resource(scope.arn("ec2", "subnet/" + subnet.subnetId()), Tag.map(subnet.tags()), subnet))
                .toList();
    }
}
