package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Replication;
import io.windtunnel.cloud.ports.ZonePower;
import io.windtunnel.fabric.net.Links;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.Fault;
import io.windtunnel.rehearsal.plan.Strike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// Makes the faults strike when their time has come, and ends them.
///
/// Thread safety: every method may be called from any thread.
public final class Striker {
    private final Time time;
    private final Links links;
    private final Directory directory;
    private final Journal journal;
    private final List<Act> acts;
    private final Map<Strike, String> inForce = new ConcurrentHashMap<>();
    private final Queue<RehearsalFailure> failures = new ConcurrentLinkedQueue<>();

    /// @param acts whose journals tell of the faults, and whose tables and buckets they strike
    Striker(Time time, Links links, Directory directory, Journal journal, List<Act> acts) {
        this.time = time;
        this.links = links;
        this.directory = directory;
        this.journal = journal;
        this.acts = List.copyOf(acts);
    }

    /// Plans every strike of a wind that begins after `untilWind`.
    void plan(List<Strike> strikes, Duration untilWind) {
        for (Strike strike : strikes) time.after(untilWind.plus(strike.at()), () -> strike(strike));
    }

    /// The faults in force, in words.
    List<String> inForce() {
        return inForce.values().stream().sorted().toList();
    }

    /// @throws RehearsalFailure when a fault struck nothing
    void check() {
        RehearsalFailure failure = failures.peek();
        if (failure != null) throw failure;
    }

    private void strike(Strike strike) {
        Runnable end;
        try {
            end = switch (strike.fault()) {
                case Fault.ZoneOutage(Zone zone) -> darken(zone);
                case Fault.RegionIsolation(Region region) -> isolate(region);
                case Fault.TableDeletion(String table) -> delete(table);
                case Fault.TableReplicationPause(String table) ->
                    pause(strike.fault(), table, id -> act -> act.scope().arn("dynamodb", "table/" + id));
                case Fault.BucketReplicationPause(String bucket) ->
                    pause(strike.fault(), bucket, id -> _ -> Arn.parse("arn:aws:s3:::" + id));
            };
        } catch (RehearsalFailure failure) {
            failures.add(failure);
            return;
        }
        inForce.put(strike, strike.fault().words());
        time.after(strike.lasts(), () -> {
            inForce.remove(strike);
            end.run();
        });
    }

    /// The links are cut before the machines stop: a machine that loses its power says no goodbye.
    private Runnable darken(Zone zone) {
        ZonePower power = directory.require(ZonePower.class);
        begun(zone.name(), "Zone " + zone.letter() + " lost its power: its links are cut, its instances stop");
        io.windtunnel.fabric.net.Fault dark = links.darken(Place.in(zone));
        power.cut(zone);
        return () -> {
            dark.lift();
            power.restore(zone);
            ended(zone.name(), "Zone " + zone.letter() + " has power and links again");
        };
    }

    private Runnable isolate(Region region) {
        begun(region.code(), "Region " + region + " is cut off: the links into and out of it are cut");
        io.windtunnel.fabric.net.Fault cut = links.isolate(Place.in(region));
        return () -> {
            cut.lift();
            ended(region.code(), "Region " + region + " is connected again");
        };
    }

    private Runnable delete(String table) {
        int struck = 0;
        for (Act act : acts) {
            if (act.deployment().names().find(table).isEmpty()) continue;
            struck++;
            new Tables(act.deployment()).delete(table);
            tell(act, "fault.begun", table, "Table " + table + " is deleted");
        }
        if (struck == 0) throw nothing(table);
        return () -> {};
    }

    private Runnable pause(Fault fault, String target, Function<String, Function<Act, Arn>> arn) {
        List<Replication.Pause> pauses = new ArrayList<>();
        for (Act act : acts) {
            Optional<Replication> replication = act.deployment()
                    .names()
                    .find(target)
                    .flatMap(resource -> directory.at(
                            Replication.class, arn.apply(resource.id()).apply(act)));
            if (replication.isEmpty()) continue;
            pauses.add(replication.get().pause());
            tell(act, "fault.begun", target, capital(fault.words()));
        }
        if (pauses.isEmpty()) throw nothing(target);
        return () -> {
            pauses.forEach(Replication.Pause::close);
            ended(target, "Replication of " + target + " goes on");
        };
    }

    private static RehearsalFailure nothing(String target) {
        return new RehearsalFailure("a fault strikes `" + target
                + "`, which no design has: expected the logical id of a table or a bucket that it can strike");
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private void begun(String subject, String words) {
        for (Act act : acts) tell(act, "fault.begun", subject, words);
    }

    private void ended(String subject, String words) {
        for (Act act : acts) tell(act, "fault.ended", subject, words);
    }

    private void tell(Act act, String kind, String subject, String words) {
        journal.record(new Journal.Event(time.now(), act.scope(), kind, subject, words));
    }
}
