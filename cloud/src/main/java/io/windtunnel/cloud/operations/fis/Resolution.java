package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.Experiment.Resolved;
import io.windtunnel.cloud.operations.fis.Parts.Filter;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.FaultTargets;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Finds what an experiment's targets are. Tags must all be there, filters must all match by one of their values;
/// then the selection mode draws.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/targets.html
///
/// Thread safety: every method may be called from any thread.
final class Resolution {
    private final Directory directory;
    private final RandomGenerator random;

    Resolution(Directory directory, RandomGenerator random) {
        this.directory = directory;
        this.random = random;
    }

    /// @param scopes where to look: the experiment's own, or those of its target accounts
    /// @throws AwsException when a target is nothing, and may not be
    List<Resolved> resolve(Experiment experiment, List<Scope> scopes) {
        List<Resolved> all = new ArrayList<>();
        experiment.design().targets().forEach((name, target) -> {
            List<Resolved> found = new ArrayList<>();
            for (Scope scope : scopes)
                for (String arn : find(scope, target)) found.add(new Resolved(name, target.resourceType(), arn));
            List<Resolved> taken;
            Selection mode = Selection.parse(target.selectionMode()).orElse(new Selection.All());
            synchronized (random) {
                taken = mode.take(found, random);
            }
            if (taken.isEmpty() && !experiment.design().options().skipsEmpty())
                throw new AwsException("InvalidTarget", "Target resolution returned empty set");
            all.addAll(taken);
        });
        return all;
    }

    private List<String> find(Scope scope, Target target) {
        Optional<FaultTargets> known = FaultTargets.at(directory, target.resourceType());
        if (known.isEmpty()) return named(scope, target.resourceArns());
        return known.get().all(scope).stream()
                .filter(resource -> matches(resource, target))
                .map(resource -> resource.arn().toString())
                .toList();
    }

    /// ARNs of a type whose service does not say what there is: taken as they are.
    private static List<String> named(Scope scope, List<String> arns) {
        return arns.stream()
                .filter(arn -> Arn.parse(arn).account().isEmpty()
                        || Arn.parse(arn).account().equals(scope.account().digits()))
                .toList();
    }

    private static boolean matches(FaultTargets.Resource resource, Target target) {
        if (!target.resourceArns().isEmpty())
            return target.resourceArns().contains(resource.arn().toString());
        for (var tag : target.resourceTags().entrySet())
            if (!tag.getValue().equals(resource.tags().get(tag.getKey()))) return false;
        for (Filter filter : target.filters())
            if (resource.values(filter.path()).stream().noneMatch(filter.values()::contains)) return false;
        for (var parameter : target.parameters().entrySet())
            if (!matches(resource, parameter.getKey(), parameter.getValue())) return false;
        return true;
    }

    private static boolean matches(FaultTargets.Resource resource, String parameter, String value) {
        return switch (parameter) {
            case "availabilityZoneIdentifier" ->
                resource.values("AvailabilityZone").contains(value)
                        || resource.values("AvailabilityZoneId").contains(value);
            case "vpc" -> resource.values("VpcId").contains(value);
            default -> throw Refusals.invalid("Unexpected parameter \"" + parameter + "\" found in a target.");
        };
    }

    /// The zones a list names: by name, by id, or `all` for every zone of the Region.
    static List<io.windtunnel.kernel.identity.Zone> zones(Region region, Iterable<String> identifiers) {
        List<io.windtunnel.kernel.identity.Zone> found = new ArrayList<>();
        for (String each : identifiers)
            for (char letter = 'a'; letter <= 'f'; letter++) {
                var zone = region.zone(String.valueOf(letter));
                boolean meant = each.equals("all")
                        || zone.name().equals(each)
                        || zone.id().equals(each);
                if (meant && !found.contains(zone)) found.add(zone);
            }
        return found;
    }
}
