package io.windtunnel.cloud.messaging.events;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Log;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Events that are kept, and their replays.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
///
/// Thread safety: every method may be called from any thread.
final class Archives {
    private static final String ARCHIVES = "events.archives";
    private static final String REPLAYS = "events.replays";

    /// Events of a replay that are sent at once; the next follow after [#TURN]. Our choice.
    private static final int AT_ONCE = 100;

    private static final Duration TURN = Duration.ofMillis(100);
    private static final long DAY_MILLIS = 86_400_000;

    /// An archive as the storage's table holds it.
    ///
    /// @param retentionDays 0 for ever
    record Archive(
            String name,
            String bus,
            @Nullable String description,
            @Nullable String pattern,
            int retentionDays,
            long events,
            long bytes,
            long createdMillis) {
        String arn(Scope scope) {
            return scope.arn("events", "archive/" + name).toString();
        }

        Archive with(int byteCount) {
            return new Archive(
                    name, bus, description, pattern, retentionDays, events + 1, bytes + byteCount, createdMillis);
        }
    }

    /// A replay as the storage's table holds it.
    record Replay(
            String name,
            String archive,
            @Nullable String description,
            String state,
            Instant from,
            Instant until,
            String destination,
            List<String> rules,
            @Nullable Instant last,
            Instant started,
            @Nullable Instant ended) {
        Replay now(String changed, @Nullable Instant reached, @Nullable Instant end) {
            return new Replay(
                    name, archive, description, changed, from, until, destination, rules, reached, started, end);
        }
    }

    private final Fabric fabric;
    private final Map<String, List<Archive>> byBus = new ConcurrentHashMap<>();

    Archives(Fabric fabric) {
        this.fabric = fabric;
    }

    /// Opens what the storage holds.
    void recover(Buses buses) {
        for (Scope scope : fabric.storage().scopes(ARCHIVES)) refresh(scope);
        for (Scope scope : fabric.storage().scopes(REPLAYS))
            for (Replay replay : replays(scope).values())
                if (replay.ended() == null) fabric.time().after(TURN, () -> turn(scope, replay.name(), 0, buses));
    }

    Table<Archive> archives(Scope scope) {
        return fabric.storage().table(scope, ARCHIVES, Archive.class);
    }

    Table<Replay> replays(Scope scope) {
        return fabric.storage().table(scope, REPLAYS, Replay.class);
    }

    private Log log(Scope scope, Archive archive) {
        return fabric.storage().log(scope, "events.archive." + archive.name() + "." + archive.createdMillis());
    }

    /// Reads anew which archives there are, after a change.
    private void refresh(Scope scope) {
        byBus.keySet()
                .removeIf(bus -> bus.startsWith("arn:aws:events:"
                        + scope.region().code() + ":" + scope.account().digits() + ":"));
        for (Archive each : archives(scope).values())
            byBus.merge(each.bus(), List.of(each), (one, more) -> {
                List<Archive> both = new java.util.ArrayList<>(one);
                both.addAll(more);
                return List.copyOf(both);
            });
    }

    synchronized void put(Scope scope, Archive archive) {
        if (archive.pattern() != null) Rule.pattern(archive.pattern());
        archives(scope).put(archive.name(), archive);
        refresh(scope);
    }

    synchronized void delete(Scope scope, Archive archive) {
        archives(scope).remove(archive.name());
        Log log = log(scope, archive);
        log.trim(log.end());
        refresh(scope);
    }

    /// Keeps an event in every archive of its bus that wants it.
    void keep(Bus bus, Event event) {
        List<Archive> kept = byBus.getOrDefault(bus.arn, List.of());
        for (Archive archive : kept) {
            if (archive.pattern() != null && !Rule.pattern(archive.pattern()).matches(event.tree())) continue;
            byte[] bytes = event.json().getBytes(StandardCharsets.UTF_8);
            log(bus.scope, archive).append(bytes);
            archives(bus.scope).update(archive.name(), now -> now == null ? null : now.with(bytes.length));
        }
    }

    /// Begins a replay.
    void start(Scope scope, Replay replay, Buses buses) {
        if (replays(scope).get(replay.name()) != null)
            throw new AwsException("ResourceAlreadyExistsException", "Replay " + replay.name() + " already exists.");
        replays(scope).put(replay.name(), replay);
        fabric.time().after(TURN, () -> turn(scope, replay.name(), 0, buses));
    }

    private void turn(Scope scope, String name, long position, Buses buses) {
        Replay replay = replays(scope).get(name);
        if (replay == null || replay.ended() != null) return;
        if (replay.state().equals("CANCELLING")) {
            end(scope, replay, "CANCELLED");
            return;
        }
        Archive archive = archives(scope).get(replay.archive());
        Bus bus = buses.find(scope, replay.destination());
        if (archive == null || bus == null) {
            end(scope, replay, "FAILED");
            return;
        }
        List<Log.Entry> entries = log(scope, archive).read(position, AT_ONCE);
        Instant reached = replay.last();
        for (Log.Entry entry : entries) {
            Event event = Event.read(new String(entry.bytes(), StandardCharsets.UTF_8), now());
            boolean old = archive.retentionDays() > 0
                    && event.time()
                            .plusMillis(archive.retentionDays() * DAY_MILLIS)
                            .isBefore(now());
            if (old || event.time().isBefore(replay.from()) || !event.time().isBefore(replay.until())) continue;
            buses.route(bus, event.replayed(name, now()), replay.rules());
            reached = event.time();
        }
        Instant last = reached;
        replays(scope).update(name, now -> now == null ? null : now.now(running(now), last, null));
        if (entries.isEmpty()) end(scope, replay.now(replay.state(), last, null), "COMPLETED");
        else fabric.time().after(TURN, () -> turn(scope, name, entries.getLast().position() + 1, buses));
    }

    private static String running(Replay replay) {
        return replay.state().equals("STARTING") ? "RUNNING" : replay.state();
    }

    private void end(Scope scope, Replay replay, String state) {
        replays(scope).put(replay.name(), replay.now(state, replay.last(), now()));
    }

    private Instant now() {
        return fabric.time().now();
    }

    /// The name of the archive an ARN is of.
    static String name(String arn) {
        if (!Arn.isArn(arn) || !Arn.parse(arn).resource().startsWith("archive/"))
            throw AwsException.validation(
                    "Parameter EventSourceArn is not valid. Reason: Must contain an archive ARN.");
        return Arn.parse(arn).resource().substring("archive/".length());
    }
}
