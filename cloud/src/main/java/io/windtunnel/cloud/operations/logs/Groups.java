package io.windtunnel.cloud.operations.logs;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The log groups of every scope, with their streams and events.
///
/// Thread safety: every method may be called from any thread.
final class Groups {
    private final Fabric fabric;
    private final Map<String, GroupEvents> events = new ConcurrentHashMap<>();
    private final AtomicLong storedBytes = new AtomicLong();

    Groups(Fabric fabric) {
        this.fabric = fabric;
    }

    private Table<LogGroup> table(Scope scope) {
        return fabric.storage().table(scope, "logs.groups", LogGroup.class);
    }

    private Table<LogStream> streamTable(Scope scope) {
        return fabric.storage().table(scope, "logs.streams", LogStream.class);
    }

    Instant now() {
        return fabric.time().now();
    }

    /// The scopes in which there are groups.
    Set<Scope> scopes() {
        return fabric.storage().scopes("logs.groups");
    }

    /// The groups of a scope in the order of their names.
    Collection<LogGroup> all(Scope scope) {
        return table(scope).values();
    }

    Optional<LogGroup> find(Scope scope, String name) {
        return Optional.ofNullable(table(scope).get(name));
    }

    /// @throws AwsException `ResourceNotFoundException`
    LogGroup require(Scope scope, String name) {
        return find(scope, name).orElseThrow(() -> Refusals.notFound("log group"));
    }

    /// The group that a request names by its name or by an identifier: a name or an ARN.
    ///
    /// @throws AwsException `InvalidParameterException`, `ResourceNotFoundException`
    LogGroup require(Scope scope, @Nullable String name, @Nullable String identifier) {
        if (name != null && identifier != null)
            throw Refusals.invalid("LogGroup name and LogGroup ARN are mutually exclusive parameters.");
        if (name == null && identifier == null)
            throw Refusals.invalid("Either LogGroup name or LogGroup ARN must be specified");
        return require(scope, name != null ? name : nameOf(identifier == null ? "" : identifier));
    }

    /// The name in an ARN of a group, with `:*` at its end or without; a name is left as it is.
    static String nameOf(String identifier) {
        if (!identifier.startsWith("arn:")) return identifier;
        String[] parts = identifier.split(":", 8);
        if (parts.length < 7 || !parts[2].equals("logs") || !parts[5].equals("log-group"))
            throw Refusals.invalid("The specified ARN is not that of a log group: " + identifier);
        return parts[6];
    }

    /// @throws AwsException `ResourceAlreadyExistsException`, `LimitExceededException`
    LogGroup create(Scope scope, String name, String logGroupClass, Map<String, String> tags) {
        if (name.startsWith("aws/")) throw Refusals.invalid("Log groups starting with aws/ are reserved for AWS.");
        if (table(scope).size() >= Limits.GROUPS) throw Refusals.limit();
        LogGroup made = new LogGroup(
                name, fabric.ids().hex(16), now().toEpochMilli(), null, logGroupClass, new TreeMap<>(tags));
        LogGroup stands = table(scope).update(name, old -> {
            if (old != null) throw Refusals.exists("log group");
            return made;
        });
        if (stands == null) throw new IllegalStateException("nothing was written");
        return stands;
    }

    /// Changes what is written of a group.
    LogGroup change(Scope scope, String name, UnaryOperator<LogGroup> change) {
        LogGroup changed = table(scope).update(name, old -> {
            if (old == null) throw Refusals.notFound("log group");
            return change.apply(old);
        });
        if (changed == null) throw Refusals.notFound("log group");
        return changed;
    }

    void delete(Scope scope, String name) {
        LogGroup gone = require(scope, name);
        events(scope, gone).clear();
        table(scope).remove(name);
        for (LogStream stream : streams(scope, name)) streamTable(scope).remove(LogStream.key(name, stream.name()));
        events.remove(gone.id());
    }

    /// The streams of a group in the order of their names.
    List<LogStream> streams(Scope scope, String group) {
        return RowsOfGroup.of(streamTable(scope), group, LogStream::group, LogStream::name);
    }

    Optional<LogStream> findStream(Scope scope, String group, String name) {
        return Optional.ofNullable(streamTable(scope).get(LogStream.key(group, name)));
    }

    /// @throws AwsException `ResourceNotFoundException`
    LogStream requireStream(Scope scope, String group, String name) {
        return findStream(scope, group, name).orElseThrow(() -> Refusals.notFound("log stream"));
    }

    /// @throws AwsException `ResourceNotFoundException`, `ResourceAlreadyExistsException`
    LogStream createStream(Scope scope, String group, String name) {
        require(scope, group);
        long id = Long.parseUnsignedLong(fabric.ids().hex(16), 16);
        LogStream made = new LogStream(group, name, id, now().toEpochMilli());
        streamTable(scope).update(LogStream.key(group, name), old -> {
            if (old != null) throw Refusals.exists("log stream");
            return made;
        });
        return made;
    }

    void deleteStream(Scope scope, String group, String name) {
        LogGroup known = require(scope, group);
        LogStream gone = requireStream(scope, group, name);
        events(scope, known).forget(gone.id());
        streamTable(scope).remove(LogStream.key(group, name));
    }

    /// The events of a group; read from the storage when they are asked for the first time.
    GroupEvents events(Scope scope, LogGroup group) {
        GroupEvents known = events.get(group.id());
        return known != null
                ? known
                : events.computeIfAbsent(group.id(), id -> {
                    Set<Long> streams = new HashSet<>();
                    for (LogStream stream : streams(scope, group.name())) streams.add(stream.id());
                    return new GroupEvents(
                            fabric.storage().log(scope, "logs.events." + id), storedBytes, streams::contains);
                });
    }

    /// The time before which a group's events have expired, in milliseconds since 1970.
    long expiredBefore(LogGroup group) {
        Integer days = group.retentionInDays();
        return days == null
                ? Long.MIN_VALUE
                : now().minus(Duration.ofDays(days)).toEpochMilli();
    }

    /// The size of all groups' events together, in bytes.
    long storedBytes() {
        return storedBytes.get();
    }

    /// The group with the most events.
    Optional<GroupEvents> largest() {
        return events.values().stream().max(Comparator.comparingLong(GroupEvents::storedBytes));
    }
}
