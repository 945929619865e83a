package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.ActionKind.Parameter;
import io.windtunnel.cloud.ports.CapacityShortages;
import io.windtunnel.cloud.ports.CapacityShortages.Shortage;
import io.windtunnel.cloud.ports.CapacityShortages.Whose;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Launches that fail for want of capacity.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
final class CapacityInjections {
    private static final String GROUP = "autoScalingGroupName/";

    private final Directory directory;

    CapacityInjections(Directory directory) {
        this.directory = directory;
    }

    void addTo(ActionCatalog catalog) {
        List<Parameter> parameters = List.of(Parameters.DURATION, Parameters.ZONES, Parameters.percentage(false));
        catalog.add(new ActionKind(
                "aws:ec2:api-insufficient-instance-capacity-error",
                "Refuses launches in zones by calls made under a role",
                "Roles",
                "aws:iam:role",
                parameters,
                work -> begin(work, new Whose.Roles(Set.copyOf(work.targets())))));
        catalog.add(new ActionKind(
                "aws:ec2:asg-insufficient-instance-capacity-error",
                "Refuses Auto Scaling groups' launches in zones",
                "AutoScalingGroups",
                "aws:ec2:autoscaling-group",
                parameters,
                work -> begin(work, new Whose.Groups(names(work.targets())))));
    }

    private static Set<String> names(List<Arn> groups) {
        Set<String> names = new LinkedHashSet<>();
        for (Arn group : groups)
            names.add(group.resource().substring(group.resource().indexOf(GROUP) + GROUP.length()));
        return names;
    }

    private Injection.InForce begin(Injection.Work work, Whose whose) {
        Set<Zone> zones = Set.copyOf(Resolution.zones(work.scope().region(), work.several(Parameters.ZONES.name())));
        if (zones.isEmpty()) throw Refusals.invalid("No zone of the Region is called so.");
        Set<Scope> scopes = new LinkedHashSet<>();
        for (Arn target : work.targets())
            scopes.add(new Scope(
                    new io.windtunnel.kernel.identity.AccountId(target.account()),
                    work.scope().region()));
        CapacityShortages port = directory.require(CapacityShortages.class);
        List<CapacityShortages.InForce> begun = new ArrayList<>();
        for (Scope scope : scopes) begun.add(port.begin(new Shortage(scope, zones, work.percent(), whose)));
        return _ -> begun.forEach(CapacityShortages.InForce::close);
    }
}
