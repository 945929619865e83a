package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.ActionKind.Parameter;
import io.windtunnel.fabric.net.Beyond;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.fabric.net.Links;
import io.windtunnel.kernel.identity.Arn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Subnets whose traffic is denied. AWS puts another network access list before them; here their links are cut, with
/// the
/// same effect: packets vanish, also those of connections that are open.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
final class NetworkInjections {
    private static final Map<String, Beyond> SCOPES = Map.of(
            "all", Beyond.EVERYTHING,
            "availability-zone", Beyond.OTHER_ZONES,
            "vpc", Beyond.OTHER_NETWORKS);

    /// Those of AWS whose traffic does not go over links here.
    private static final Set<String> NOT_BUILT = Set.of("dynamodb", "prefix-list", "s3", "s3express");

    private final Links links;

    NetworkInjections(Links links) {
        this.links = links;
    }

    void addTo(ActionCatalog catalog) {
        catalog.add(new ActionKind(
                "aws:network:disrupt-connectivity",
                "Denies traffic of subnets",
                "Subnets",
                "aws:ec2:subnet",
                List.of(
                        Parameters.DURATION,
                        new Parameter(
                                "scope", "Which traffic: all, availability-zone, vpc", true, NetworkInjections::wrong)),
                this::disrupt));
    }

    private static @Nullable String wrong(String scope) {
        if (NOT_BUILT.contains(scope))
            throw io.windtunnel.wire.AwsException.notBuilt(
                    "fis", "CreateExperimentTemplate", "scope " + scope + " of aws:network:disrupt-connectivity");
        return SCOPES.containsKey(scope) ? null : "must be one of all, availability-zone, vpc";
    }

    private Injection.InForce disrupt(Injection.Work work) {
        Beyond beyond = SCOPES.get(work.parameter("scope"));
        if (beyond == null) throw Refusals.invalid("No such scope.");
        Set<String> subnets = new TreeSet<>();
        for (Arn subnet : work.targets())
            subnets.add(subnet.resource().substring(subnet.resource().indexOf('/') + 1));
        Fault fault = links.fence(subnets, beyond);
        return _ -> fault.lift();
    }
}
