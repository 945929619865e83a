package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.DescribeInstancesRequest;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.IdsRequest;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.RunInstancesRequest;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.TemplateSpecification;
import io.windtunnel.cloud.compute.ec2.instances.InstanceShapes.InstanceDescription;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.PublicImages;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// EC2 alone, in virtual time and without sockets.
final class Ec2World {
    static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);

    final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T00:00:00Z"));
    final Fabric fabric = Fabric.bare(time, 7);
    final Directory directory = new Directory();
    final ResourceTypes types = new ResourceTypes();
    final List<Journal.Event> events = new ArrayList<>();
    final Ec2 ec2 = Ec2.open(new CloudContext(fabric, directory, types, events::add));
    final Ec2Api face = ec2.face();
    final Call call = Call.internal(SCOPE);

    /// An Amazon Linux 2023 for x86_64.
    String image() {
        return directory
                .require(PublicImages.class)
                .aliases(SCOPE.region())
                .getOrDefault("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", "");
    }

    void pass(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    /// A launch in a subnet (null for a default one).
    RunInstancesRequest launch(int count, @Nullable String subnetId, @Nullable String token) {
        return new RunInstancesRequest(
                image(),
                "t3.micro",
                null,
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                subnetId,
                null,
                count,
                count,
                token,
                null);
    }

    /// A launch from a template's version.
    RunInstancesRequest launch(String templateId, @Nullable String version) {
        return new RunInstancesRequest(
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TemplateSpecification(templateId, null, version),
                null,
                null,
                1,
                1,
                null,
                null);
    }

    List<String> run(int count) {
        return face.runInstances(call, launch(count, null, null)).instances().stream()
                .map(InstanceDescription::instanceId)
                .toList();
    }

    String runOne() {
        return run(1).getFirst();
    }

    InstanceDescription describe(String instanceId) {
        return face.describeInstances(
                        call, new DescribeInstancesRequest(List.of(instanceId), List.of(), null, null, null))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    String state(String instanceId) {
        return describe(instanceId).state().name();
    }

    static IdsRequest ids(String... instanceIds) {
        return new IdsRequest(List.of(instanceIds), null);
    }

    /// A default subnet in the zone with this letter.
    String subnet(String letter) {
        return directory
                .require(io.windtunnel.cloud.ports.Subnets.class)
                .defaultIn(SCOPE, SCOPE.region().zone(letter))
                .orElseThrow()
                .subnetId();
    }

    Map<String, Long> journal() {
        return events.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        Journal.Event::kind, java.util.stream.Collectors.counting()));
    }
}
