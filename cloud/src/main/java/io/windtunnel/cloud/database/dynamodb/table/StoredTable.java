package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.AttributeDefinition;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.OnDemandThroughput;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.RestoreSummary;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.SseSpecification;
import io.windtunnel.kernel.identity.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A table's description, as it is stored. `id` is the incarnation's: rows are named by it.
public record StoredTable(
        String name,
        String id,
        String arn,
        Instant created,
        String status,
        List<AttributeDefinition> attributes,
        List<KeySchemaElement> keys,
        Settings settings,
        List<StoredIndex> locals,
        List<StoredIndex> globals,
        @Nullable StoredStream stream,
        Upkeep upkeep,
        List<Replica> replicas,
        @Nullable RestoreSummary restored,
        @Nullable Strong strong) {
    public static final String CREATING = "CREATING";
    public static final String ACTIVE = "ACTIVE";
    public static final String UPDATING = "UPDATING";
    public static final String DELETING = "DELETING";

    /// What may be changed at once.
    ///
    /// @param onDemandSince when it last became on-demand
    public record Settings(
            boolean onDemand,
            @Nullable Instant onDemandSince,
            Throughput throughput,
            @Nullable OnDemandThroughput most,
            @Nullable SseSpecification sse,
            @Nullable String tableClass,
            boolean deletionProtection) {
        public Settings billing(boolean nextOnDemand, @Nullable Instant since, Throughput next) {
            return new Settings(nextOnDemand, since, next, most, sse, tableClass, deletionProtection);
        }

        public Settings most(@Nullable OnDemandThroughput next) {
            return new Settings(onDemand, onDemandSince, throughput, next, sse, tableClass, deletionProtection);
        }

        public Settings classed(@Nullable String next) {
            return new Settings(onDemand, onDemandSince, throughput, most, sse, next, deletionProtection);
        }

        public Settings guarded(boolean next) {
            return new Settings(onDemand, onDemandSince, throughput, most, sse, tableClass, next);
        }

        public Settings encrypted(@Nullable SseSpecification next) {
            return new Settings(onDemand, onDemandSince, throughput, most, next, tableClass, deletionProtection);
        }
    }

    /// Provisioned capacity; zeros where it is on-demand.
    public record Throughput(
            long read,
            long write,
            @Nullable Instant increased,
            @Nullable Instant decreased,
            int decreasesToday) {
        public static final Throughput NONE = new Throughput(0, 0, null, null, 0);

        public static Throughput of(@Nullable ProvisionedThroughput wanted) {
            return wanted == null
                    ? NONE
                    : new Throughput(wanted.readCapacityUnits(), wanted.writeCapacityUnits(), null, null, 0);
        }

        public boolean equals(ProvisionedThroughput wanted) {
            return read == wanted.readCapacityUnits() && write == wanted.writeCapacityUnits();
        }

        public Throughput to(ProvisionedThroughput wanted, Instant now) {
            boolean more = wanted.readCapacityUnits() > read || wanted.writeCapacityUnits() > write;
            boolean less = wanted.readCapacityUnits() < read || wanted.writeCapacityUnits() < write;
            return new Throughput(
                    wanted.readCapacityUnits(),
                    wanted.writeCapacityUnits(),
                    more ? now : increased,
                    less ? now : decreased,
                    decreasesToday + (less ? 1 : 0));
        }
    }

    /// The newest stream; `enabled` is false when it only can be read to its end.
    public record StoredStream(String label, String arn, String view, boolean enabled, Instant created) {}

    /// What goes on in the background, and what is noted down.
    ///
    /// @param ttl the attribute that tells when an item expires, in seconds of the epoch
    /// @param recoverable since when it can be restored to any moment; null where it cannot
    public record Upkeep(
            @Nullable String ttl,
            @Nullable Instant recoverable,
            Map<String, String> tags,
            @Nullable String policy,
            @Nullable String policyRevision) {
        public Upkeep ttl(@Nullable String attribute) {
            return new Upkeep(attribute, recoverable, tags, policy, policyRevision);
        }

        public Upkeep recoverable(@Nullable Instant since) {
            return new Upkeep(ttl, since, tags, policy, policyRevision);
        }

        public Upkeep tags(Map<String, String> next) {
            return new Upkeep(ttl, recoverable, next, policy, policyRevision);
        }

        public Upkeep policy(@Nullable String next, @Nullable String revision) {
            return new Upkeep(ttl, recoverable, tags, next, revision);
        }
    }

    /// A replica of a global table in another Region.
    public record Replica(String region, String status) {}

    /// That a global table is strongly consistent across its Regions.
    ///
    /// @param group what its Regions know it by
    /// @param witness the Region that keeps its changes and serves nobody; null where there are three replicas
    public record Strong(String group, @Nullable String witness) {}

    public Arn parsedArn() {
        return Arn.parse(arn);
    }

    public boolean active() {
        return !status.equals(CREATING) && !status.equals(DELETING);
    }

    public Optional<StoredIndex> global(String index) {
        return globals.stream().filter(each -> each.name().equals(index)).findFirst();
    }

    public Optional<StoredIndex> local(String index) {
        return locals.stream().filter(each -> each.name().equals(index)).findFirst();
    }

    public StoredTable status(String next) {
        return new StoredTable(
                name,
                id,
                arn,
                created,
                next,
                attributes,
                keys,
                settings,
                locals,
                globals,
                stream,
                upkeep,
                replicas,
                restored,
                strong);
    }

    /// A table that is there at last, with its indexes.
    public StoredTable activated() {
        return status(ACTIVE)
                .globals(globals.stream().map(each -> each.status(ACTIVE)).toList());
    }

    public StoredTable settings(Settings next) {
        return new StoredTable(
                name,
                id,
                arn,
                created,
                status,
                attributes,
                keys,
                next,
                locals,
                globals,
                stream,
                upkeep,
                replicas,
                restored,
                strong);
    }

    public StoredTable attributes(List<AttributeDefinition> next) {
        return new StoredTable(
                name, id, arn, created, status, next, keys, settings, locals, globals, stream, upkeep, replicas,
                restored, strong);
    }

    public StoredTable globals(List<StoredIndex> next) {
        return new StoredTable(
                name,
                id,
                arn,
                created,
                status,
                attributes,
                keys,
                settings,
                locals,
                next,
                stream,
                upkeep,
                replicas,
                restored,
                strong);
    }

    public StoredTable stream(@Nullable StoredStream next) {
        return new StoredTable(
                name,
                id,
                arn,
                created,
                status,
                attributes,
                keys,
                settings,
                locals,
                globals,
                next,
                upkeep,
                replicas,
                restored,
                strong);
    }

    public StoredTable upkeep(Upkeep next) {
        return new StoredTable(
                name,
                id,
                arn,
                created,
                status,
                attributes,
                keys,
                settings,
                locals,
                globals,
                stream,
                next,
                replicas,
                restored,
                strong);
    }

    public StoredTable replicas(List<Replica> next) {
        return new StoredTable(
                name,
                id,
                arn,
                created,
                status,
                attributes,
                keys,
                settings,
                locals,
                globals,
                stream,
                upkeep,
                next,
                restored,
                strong);
    }

    /// With the other Regions of a strongly consistent global table; without for null.
    public StoredTable strong(@Nullable Strong next, List<Replica> others) {
        return new StoredTable(
                name,
                id,
                arn,
                created,
                status,
                attributes,
                keys,
                settings,
                locals,
                globals,
                stream,
                upkeep,
                others,
                restored,
                next);
    }

    public StoredTable restored(@Nullable RestoreSummary next) {
        return new StoredTable(
                name,
                id,
                arn,
                created,
                status,
                attributes,
                keys,
                settings,
                locals,
                globals,
                stream,
                upkeep,
                replicas,
                next,
                strong);
    }

    /// With the global index of that name replaced, or without it for null.
    public StoredTable with(String index, @Nullable StoredIndex next) {
        List<StoredIndex> changed = new ArrayList<>();
        for (StoredIndex each : globals) {
            if (!each.name().equals(index)) changed.add(each);
            else if (next != null) changed.add(next);
        }
        return globals(List.copyOf(changed));
    }
}
