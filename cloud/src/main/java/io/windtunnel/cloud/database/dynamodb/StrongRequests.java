package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ReplicaUpdate;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.TableDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.WitnessUpdate;
import io.windtunnel.cloud.database.dynamodb.table.Descriptions;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Replica;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Strong;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Global tables with multi-Region strong consistency made and unmade: in exactly three Regions, all at once.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
final class StrongRequests {
    private static final int REGIONS = 3;

    /// The three Regions must be of one set. Source: API_CreateGlobalTableWitnessGroupMemberAction.html
    private static final List<Set<String>> SETS = List.of(
            Set.of("us-east-1", "us-east-2", "us-west-2"),
            Set.of("eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"),
            Set.of("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"));

    private final Tables tables;
    private final ReplicaRequests replicas;

    StrongRequests(Tables tables, ReplicaRequests replicas) {
        this.tables = tables;
        this.replicas = replicas;
    }

    TableShapes.Changed create(LiveTable live, TableShapes.UpdateTable request) {
        List<String> others = new ArrayList<>();
        for (ReplicaUpdate each : request.replicaUpdates()) {
            if (each.create() == null || each.delete() != null) throw onlyCreates();
            others.add(each.create().regionName());
        }
        String witness = null;
        for (WitnessUpdate each : request.globalTableWitnessUpdates()) {
            if (each.create() == null || each.delete() != null) throw onlyCreates();
            witness = each.create().regionName();
        }
        check(live, others, witness);
        List<Scope> scopes = new ArrayList<>();
        for (String each : others) scopes.add(replicas.free(live, each));
        Strong strong = new Strong(tables.newId(), witness);
        List<LiveTable> made = new ArrayList<>();
        for (Scope each : scopes) {
            List<String> rest = new ArrayList<>(others);
            rest.remove(each.region().code());
            rest.add(live.scope().region().code());
            made.add(tables.create(each, replicas.copy(live.stored(), each, strong, rest)));
        }
        List<Replica> listed =
                others.stream().map(each -> new Replica(each, "ACTIVE")).toList();
        tables.change(live, table -> table.strong(strong, listed));
        TableDescription description = Descriptions.of(live);
        for (LiveTable each : made) tables.fillLater(each, () -> {}, table -> table);
        return new TableShapes.Changed(description);
    }

    private static AwsException onlyCreates() {
        return AwsException.validation(
                "Only Create actions are allowed when MultiRegionConsistency is specified: it is valid for a new "
                        + "global table only");
    }

    private static void check(LiveTable live, List<String> others, @Nullable String witness) {
        StoredTable table = live.stored();
        if (!table.replicas().isEmpty())
            throw AwsException.validation("The consistency mode of an existing global table cannot be changed");
        Set<String> regions = new HashSet<>(others);
        regions.add(live.scope().region().code());
        if (witness != null) regions.add(witness);
        int named = 1 + others.size() + (witness == null ? 0 : 1);
        if (others.isEmpty() || named != REGIONS || regions.size() != REGIONS)
            throw AwsException.validation("A global table with MultiRegionConsistency STRONG must be in exactly three "
                    + "Regions: three replicas, or two replicas and one witness");
        if (SETS.stream().noneMatch(set -> set.containsAll(regions)))
            throw AwsException.validation("The Regions of a global table with MultiRegionConsistency STRONG must be of "
                    + "one Region set: " + new java.util.TreeSet<>(regions));
        if (live.count() > 0)
            throw AwsException.validation("The table must be empty to configure multi-Region strong consistency");
        if (table.upkeep().ttl() != null)
            throw AwsException.validation("Time to Live is not supported for global tables configured for multi-Region "
                    + "strong consistency");
        if (!table.locals().isEmpty())
            throw AwsException.validation("Local secondary indexes are not supported for global tables configured for "
                    + "multi-Region strong consistency");
    }

    /// Makes the table that is asked one of a single Region: replicas and witness go together.
    TableShapes.Changed remove(LiveTable live, TableShapes.UpdateTable request) {
        if (request.multiRegionConsistency() != null)
            throw AwsException.validation("The consistency mode of an existing global table cannot be changed");
        StoredTable stored = live.stored();
        Strong strong = java.util.Objects.requireNonNull(stored.strong());
        Set<String> gone = new HashSet<>();
        for (ReplicaUpdate each : request.replicaUpdates()) {
            if (each.create() != null)
                throw AwsException.validation("Replicas cannot be added to a global table configured for multi-Region "
                        + "strong consistency");
            if (each.delete() != null) gone.add(each.delete().regionName());
        }
        for (WitnessUpdate each : request.globalTableWitnessUpdates())
            if (each.delete() != null) gone.add(each.delete().regionName());
        Set<String> all = new HashSet<>();
        stored.replicas().forEach(each -> all.add(each.region()));
        if (strong.witness() != null) all.add(strong.witness());
        if (!gone.equals(all))
            throw AwsException.validation("All other replicas and the witness of a global table configured for "
                    + "multi-Region strong consistency must be deleted in one request");
        settle(live);
        List<LiveTable> others = stored.replicas().stream()
                .map(each -> new Scope(live.scope().account(), new Region(each.region())))
                .flatMap(scope -> tables.find(scope, stored.name()).stream())
                .toList();
        for (LiveTable each : others)
            tables.change(each, table -> table.strong(null, List.of()).status(StoredTable.DELETING));
        tables.change(live, table -> table.strong(null, List.of()));
        others.forEach(tables::laterDelete);
        return new TableShapes.Changed(Descriptions.of(live));
    }

    /// What the last replica lacks it learns before the others go.
    private static void settle(LiveTable live) {
        if (live.quorum() != null) live.quorum().settle();
    }
}
