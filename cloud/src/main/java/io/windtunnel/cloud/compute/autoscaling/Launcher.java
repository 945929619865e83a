package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.LaunchTemplates;
import io.windtunnel.cloud.ports.Subnets.Subnet;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Orders instances of EC2 for a group.
record Launcher(Book book, Neighbours neighbours) {
    /// What came of an order.
    record Launched(List<String> instanceIds, String type, String subnet, LaunchSource source, long version) {}

    /// The subnet of the group in a zone: its own, or the zone's default.
    Optional<String> subnet(Group group, String zone) {
        Optional<String> own = group.terms().subnets().stream()
                .filter(id -> neighbours
                        .subnets()
                        .find(book.scope, id)
                        .map(subnet -> subnet.zone().name().equals(zone))
                        .orElse(false))
                .findFirst();
        if (own.isPresent() || !group.terms().subnets().isEmpty()) return own;
        return neighbours.subnets().defaultIn(book.scope, Zone.parse(zone)).map(Subnet::subnetId);
    }

    /// @throws AwsException EC2's refusal
    Launched launch(Group group, Effect.Launch order) {
        String subnet = subnet(group, order.zone())
                .orElseThrow(() -> new AwsException(
                        "InvalidSubnetID.NotFound", "No subnet of the group was found in zone " + order.zone() + "."));
        LaunchSource source = order.source();
        Map<String, String> tags = tags(group);
        return source.configuration() == null
                ? byTemplate(order, subnet, tags)
                : byConfiguration(source.configuration(), subnet, order.count(), tags);
    }

    private Launched byTemplate(Effect.Launch order, String subnet, Map<String, String> tags) {
        LaunchSource source = order.source();
        String asked = order.purchase().type();
        String id = Objects.requireNonNull(source.templateId());
        LaunchTemplates.Template template = neighbours
                .launchTemplates()
                .find(book.scope, id)
                .orElseThrow(() -> new AwsException(
                        "InvalidLaunchTemplateId.NotFound",
                        "The specified launch template, with template ID " + id + ", does not exist."));
        long version = template.number(source.version());
        tags.put("aws:ec2launchtemplate:id", template.id());
        tags.put("aws:ec2launchtemplate:version", Long.toString(version));
        List<String> ids = neighbours
                .instances()
                .launch(
                        book.scope,
                        new Instances.Order(
                                template.id(),
                                Long.toString(version),
                                subnet,
                                order.count(),
                                asked.isEmpty() ? null : asked,
                                order.purchase().spot(),
                                tags));
        String type = ids.stream()
                .findFirst()
                .flatMap(first -> neighbours.instances().find(book.scope, first))
                .map(Instances.View::instanceType)
                .orElse(asked);
        LaunchSource used = LaunchSource.template(template.id(), template.name(), Long.toString(version));
        return new Launched(ids, type, subnet, used, version);
    }

    private Launched byConfiguration(String name, String subnet, int count, Map<String, String> tags) {
        Configuration configuration = book.configuration(name);
        if (configuration == null)
            throw new AwsException("ValidationError", "The launch configuration " + name + " does not exist.");
        List<String> ids = neighbours
                .instances()
                .launch(
                        book.scope,
                        new Instances.Direct(
                                configuration.imageId(),
                                configuration.instanceType(),
                                configuration.keyName(),
                                configuration.securityGroups(),
                                configuration.userData(),
                                configuration.instanceProfile(),
                                configuration.associatePublicIpAddress(),
                                subnet,
                                count,
                                tags));
        return new Launched(ids, configuration.instanceType(), subnet, LaunchSource.configuration(name), -1);
    }

    private static Map<String, String> tags(Group group) {
        Map<String, String> tags = new TreeMap<>();
        for (Group.Tag tag : group.tags()) if (tag.propagate()) tags.put(tag.key(), tag.value());
        tags.put("aws:autoscaling:groupName", group.name());
        return tags;
    }
}
