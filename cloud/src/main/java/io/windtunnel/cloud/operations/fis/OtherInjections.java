package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.ActionKind.Parameter;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Replication;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Waiting, looking at alarms, and replication that stands still.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
final class OtherInjections {
    private final Directory directory;

    OtherInjections(Directory directory) {
        this.directory = directory;
    }

    void addTo(ActionCatalog catalog) {
        catalog.add(
                new ActionKind("aws:fis:wait", "Waits", null, null, List.of(Parameters.DURATION), _ -> Injection.OVER));
        catalog.add(new ActionKind(
                "aws:cloudwatch:assert-alarm-state",
                "Fails where an alarm is in none of the given states",
                null,
                null,
                List.of(
                        new Parameter(
                                "alarmArns", "The alarms' ARNs, with commas between", true, OtherInjections::arns),
                        new Parameter("alarmStates", "The states, with commas between", true, OtherInjections::states)),
                this::look));
        pause(catalog, "aws:dynamodb:global-table-pause-replication", "Tables", "aws:dynamodb:global-table", List.of());
        pause(
                catalog,
                "aws:s3:bucket-pause-replication",
                "Buckets",
                "aws:s3:bucket",
                List.of(new Parameter(
                        "region",
                        "The Region of the copies",
                        true,
                        code -> Region.isRegionCode(code) ? null : "must be a Region")));
    }

    private void pause(ActionCatalog catalog, String id, String key, String type, List<Parameter> more) {
        List<Parameter> parameters = new ArrayList<>(List.of(Parameters.DURATION));
        parameters.addAll(more);
        catalog.add(new ActionKind(
                id, "Pauses replication from and to the targets", key, type, List.copyOf(parameters), this::pause));
    }

    private Injection.InForce pause(Injection.Work work) {
        List<Replication> found = new ArrayList<>();
        for (Arn target : work.targets())
            found.add(directory
                    .at(Replication.class, target)
                    .orElseThrow(() -> Refusals.notFound("Replication of " + target
                            + " cannot be paused: there is no such resource, or Windtunnel does not replicate it.")));
        String region = work.optional("region");
        List<Replication.Pause> paused = new ArrayList<>();
        try {
            for (Replication each : found) paused.add(region == null ? each.pause() : each.pause(new Region(region)));
        } catch (AwsException refusal) {
            paused.forEach(Replication.Pause::close);
            throw refusal;
        }
        return _ -> paused.forEach(Replication.Pause::close);
    }

    private static @Nullable String arns(String value) {
        for (String each : value.split(",")) if (!Arn.isArn(each)) return "must be ARNs of alarms";
        return null;
    }

    private static @Nullable String states(String value) {
        Set<String> known = Set.of("OK", "ALARM", "INSUFFICIENT_DATA");
        return known.containsAll(Set.of(value.split(","))) ? null : "must be of OK, ALARM, INSUFFICIENT_DATA";
    }

    private Injection.InForce look(Injection.Work work) {
        Alarms alarms = directory.require(Alarms.class);
        Set<String> wanted = work.several("alarmStates");
        for (String each : work.several("alarmArns")) {
            Arn arn = Arn.parse(each);
            String name = arn.resource().substring(arn.resource().indexOf(':') + 1);
            Alarms.State state = alarms.find(arn.scope(), name)
                    .orElseThrow(() -> Refusals.notFound("Alarm " + each + " not found."))
                    .state();
            if (!wanted.contains(state.name()))
                throw Refusals.invalid("Alarm " + name + " is in state " + state + ", not in " + wanted + ".");
        }
        return Injection.OVER;
    }
}
