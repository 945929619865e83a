package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Page;
import io.windtunnel.cloud.messaging.events.Archives.Archive;
import io.windtunnel.cloud.messaging.events.Archives.Replay;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// The face's operations on archives and replays.
public abstract class ArchiveOperations {
    final Buses buses;
    final Time time;
    private final Archives archives;

    ArchiveOperations(Buses buses, Archives archives, Time time) {
        this.buses = buses;
        this.archives = archives;
        this.time = time;
    }

    public Shapes.ArchiveAnswer createArchive(Call call, Shapes.CreateArchive request) {
        Bus bus = buses.require(call.scope(), request.eventSourceArn());
        if (archives.archives(call.scope()).get(request.archiveName()) != null)
            throw new AwsException(
                    "ResourceAlreadyExistsException", "Archive " + request.archiveName() + " already exists.");
        Archive archive = new Archive(
                request.archiveName(),
                bus.arn,
                request.description(),
                request.eventPattern(),
                Objects.requireNonNullElse(request.retentionDays(), 0),
                0,
                0,
                time.now().toEpochMilli());
        archives.put(call.scope(), archive);
        return answer(call.scope(), archive);
    }

    private static Shapes.ArchiveAnswer answer(Scope scope, Archive archive) {
        return new Shapes.ArchiveAnswer(archive.arn(scope), "ENABLED", created(archive));
    }

    private static Instant created(Archive archive) {
        return Instant.ofEpochMilli(archive.createdMillis());
    }

    private Archive archive(Scope scope, String name) {
        Archive archive = archives.archives(scope).get(name);
        if (archive == null)
            throw new AwsException("ResourceNotFoundException", "Archive " + name + " does not exist.");
        return archive;
    }

    public Shapes.ArchiveAnswer updateArchive(Call call, Shapes.UpdateArchive request) {
        Archive old = archive(call.scope(), request.archiveName());
        Archive changed = new Archive(
                old.name(),
                old.bus(),
                request.description() == null ? old.description() : request.description(),
                request.eventPattern() == null ? old.pattern() : request.eventPattern(),
                Objects.requireNonNullElse(request.retentionDays(), old.retentionDays()),
                old.events(),
                old.bytes(),
                old.createdMillis());
        archives.put(call.scope(), changed);
        return answer(call.scope(), changed);
    }

    public void deleteArchive(Call call, Shapes.ArchiveNamed request) {
        archives.delete(call.scope(), archive(call.scope(), request.archiveName()));
    }

    public Shapes.ArchiveDescribed describeArchive(Call call, Shapes.ArchiveNamed request) {
        Archive archive = archive(call.scope(), request.archiveName());
        return new Shapes.ArchiveDescribed(
                archive.arn(call.scope()),
                archive.name(),
                archive.bus(),
                archive.description(),
                archive.pattern(),
                "ENABLED",
                archive.retentionDays(),
                archive.bytes(),
                archive.events(),
                created(archive));
    }

    public Shapes.ArchiveList listArchives(Call call, Shapes.ListArchives request) {
        List<Archive> all = archives.archives(call.scope()).values().stream()
                .filter(each -> request.eventSourceArn() == null || each.bus().equals(request.eventSourceArn()))
                .toList();
        Page<Archive> page = Page.of(all, Archive::name, request.namePrefix(), request.nextToken(), request.limit());
        return new Shapes.ArchiveList(
                page.items().stream()
                        .map(each -> new Shapes.ArchiveShown(
                                each.name(),
                                each.bus(),
                                "ENABLED",
                                each.retentionDays(),
                                each.bytes(),
                                each.events(),
                                created(each)))
                        .toList(),
                page.next());
    }

    // ---- replays

    public Shapes.StartedReplay startReplay(Call call, Shapes.StartReplay request) {
        Archive archive = archive(call.scope(), Archives.name(request.eventSourceArn()));
        if (!request.destination().arn().equals(archive.bus()))
            throw AwsException.validation(
                    "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.");
        if (!request.eventStartTime().isBefore(request.eventEndTime()))
            throw AwsException.validation(
                    "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.");
        Replay replay = new Replay(
                request.replayName(),
                archive.name(),
                request.description(),
                "STARTING",
                request.eventStartTime(),
                request.eventEndTime(),
                archive.bus(),
                request.destination().filterArns(),
                null,
                time.now(),
                null);
        archives.start(call.scope(), replay, buses);
        return new Shapes.StartedReplay(arn(call.scope(), replay), replay.state(), replay.started());
    }

    private static String arn(Scope scope, Replay replay) {
        return scope.arn("events", "replay/" + replay.name()).toString();
    }

    private Replay replay(Scope scope, String name) {
        Replay replay = archives.replays(scope).get(name);
        if (replay == null) throw new AwsException("ResourceNotFoundException", "Replay " + name + " does not exist.");
        return replay;
    }

    public Shapes.ReplayAnswer cancelReplay(Call call, Shapes.ReplayNamed request) {
        Replay replay = replay(call.scope(), request.replayName());
        if (replay.ended() != null)
            throw new AwsException("IllegalStatusException", "Replay " + replay.name() + " is not running.");
        Replay cancelling = replay.now("CANCELLING", replay.last(), null);
        archives.replays(call.scope()).put(replay.name(), cancelling);
        return new Shapes.ReplayAnswer(arn(call.scope(), replay), cancelling.state());
    }

    public Shapes.ReplayDescribed describeReplay(Call call, Shapes.ReplayNamed request) {
        Replay replay = replay(call.scope(), request.replayName());
        return new Shapes.ReplayDescribed(
                replay.name(),
                arn(call.scope(), replay),
                replay.description(),
                replay.state(),
                source(call.scope(), replay),
                new Shapes.ReplayDestination(replay.destination(), replay.rules()),
                replay.from(),
                replay.until(),
                replay.last(),
                replay.started(),
                replay.ended());
    }

    private static String source(Scope scope, Replay replay) {
        return scope.arn("events", "archive/" + replay.archive()).toString();
    }

    public Shapes.ReplayList listReplays(Call call, Shapes.ListReplays request) {
        List<Replay> all = archives.replays(call.scope()).values().stream()
                .filter(each -> request.eventSourceArn() == null
                        || source(call.scope(), each).equals(request.eventSourceArn()))
                .toList();
        Page<Replay> page = Page.of(all, Replay::name, request.namePrefix(), request.nextToken(), request.limit());
        return new Shapes.ReplayList(
                page.items().stream()
                        .map(each -> new Shapes.ReplayShown(
                                each.name(),
                                source(call.scope(), each),
                                each.state(),
                                each.from(),
                                each.until(),
                                each.last(),
                                each.started(),
                                each.ended()))
                        .toList(),
                page.next());
    }
}
