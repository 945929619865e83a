package io.windtunnel.rehearsal.file;

import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.rehearsal.plan.Change;
import io.windtunnel.rehearsal.plan.Deed;
import io.windtunnel.rehearsal.plan.Fault;
import io.windtunnel.rehearsal.plan.Metric;
import io.windtunnel.rehearsal.plan.Origin;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.Strike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Binds `changes:`, `faults:` and `promises:`.
final class ScriptReader {
    private static final List<String> CHANGE = List.of("at", "design", "parameters", "do", "table", "takes");
    private static final List<String> DEEDS = List.of("back-up-table", "restore-table");
    private static final List<String> FIELDS = List.of("at", "for", "do", "zone", "region", "table", "bucket");
    private static final String DELETION = "delete-table";
    private static final List<String> FAULTS = List.of(
            "zone-outage",
            "region-isolation",
            DELETION,
            "aws:dynamodb:global-table-pause-replication",
            "aws:s3:bucket-pause-replication");

    /// How long what is over at once is shown.
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /// Promises the file may make one day.
    private static final List<String> LATER = List.of("hit-ratio", "lag");

    private final Problems problems;
    private final Region home;

    ScriptReader(Problems problems, Region home) {
        this.problems = problems;
        this.home = home;
    }

    /// @param designs the names of the file's designs
    List<Change> changes(Fields root, Collection<String> designs) {
        List<Change> changes = new ArrayList<>();
        for (Node item : root.items("changes")) {
            Change change = change(item, designs);
            if (change != null) changes.add(change);
        }
        return changes;
    }

    private @Nullable Change change(Node item, Collection<String> designs) {
        Fields fields = Fields.of(item, problems, CHANGE);
        if (fields == null) return null;
        fields.require("at", "when it is made, such as `20 s`");
        Duration at = fields.read("at", "a time, such as `20 s`", Quantity::duration);
        String design = fields.text("design");
        Node named = fields.node("design");
        if (design != null && named != null && !designs.contains(design)) problems.unknown(named.at(), design, designs);
        Deed deed = fields.has("do") ? deed(fields) : update(fields);
        return at == null || deed == null ? null : new Change(at, design, deed);
    }

    private @Nullable Deed update(Fields fields) {
        fields.require("parameters", "the stack's parameters that change, such as `{ Type: m5.2xlarge }`");
        Map<String, String> parameters = fields.parameters();
        return parameters.isEmpty() ? null : new Deed.UpdateStack(parameters);
    }

    private @Nullable Deed deed(Fields fields) {
        String deed = fields.text("do");
        Node node = fields.node("do");
        if (deed == null || node == null) return null;
        if (!DEEDS.contains(deed)) {
            problems.unknown(node.at(), deed, DEEDS);
            return null;
        }
        fields.require("table", "the logical id of a table");
        String table = fields.text("table");
        Duration takes = fields.read("takes", "a time, such as `20 min`", Quantity::duration, Duration.ZERO);
        if (table == null) return null;
        return deed.equals("back-up-table") ? new Deed.BackUpTable(table) : new Deed.RestoreTable(table, takes);
    }

    List<Strike> faults(Fields root) {
        List<Strike> strikes = new ArrayList<>();
        for (Node item : root.items("faults")) {
            Strike strike = strike(item);
            if (strike != null) strikes.add(strike);
        }
        return strikes;
    }

    private @Nullable Strike strike(Node item) {
        Fields fields = Fields.of(item, problems, FIELDS);
        if (fields == null) return null;
        fields.require("at", "when it begins, such as `20 s`");
        boolean moment = DELETION.equals(fields.text("do"));
        if (!moment) fields.require("for", "how long it lasts, such as `20 s`");
        fields.require("do", "what breaks: " + String.join(", ", FAULTS));
        Duration at = fields.read("at", "a time, such as `20 s`", Quantity::duration);
        Duration lasts = moment ? MOMENT : fields.read("for", "a time, such as `20 s`", Quantity::duration);
        Fault fault = fault(fields);
        if (at == null || lasts == null || fault == null) return null;
        if (lasts.isZero()) {
            fields.read("for", "a time", text -> refuse("a time above zero"));
            return null;
        }
        return new Strike(at, lasts, fault);
    }

    private @Nullable Fault fault(Fields fields) {
        String action = fields.text("do");
        Node node = fields.node("do");
        if (action == null || node == null) return null;
        if (!FAULTS.contains(action)) {
            if (action.startsWith("aws:")) problems.notBuilt(node.at(), "fault `" + action + "`");
            else problems.unknown(node.at(), action, FAULTS);
            return null;
        }
        return switch (action) {
            case "zone-outage" -> {
                fields.require("zone", "the zone that goes dark, such as `a`");
                Zone zone = fields.read("zone", "a zone, such as `a`", text -> Origin.zone(text, home));
                yield zone == null ? null : new Fault.ZoneOutage(zone);
            }
            case "region-isolation" -> {
                fields.require("region", "the Region that is cut off, such as `us-west-2`");
                Region region = fields.read("region", "a Region, such as `us-west-2`", Region::new);
                yield region == null ? null : new Fault.RegionIsolation(region);
            }
            case "aws:s3:bucket-pause-replication" -> {
                fields.require("bucket", "the logical id of a bucket");
                String bucket = fields.text("bucket");
                yield bucket == null ? null : new Fault.BucketReplicationPause(bucket);
            }
            default -> {
                fields.require("table", "the logical id of a table");
                String table = fields.text("table");
                if (table == null) yield null;
                yield action.equals(DELETION) ? new Fault.TableDeletion(table) : new Fault.TableReplicationPause(table);
            }
        };
    }

    /// @param streams the names of the file's traffic
    List<Promise> promises(Fields root, Collection<String> streams) {
        List<Promise> promises = new ArrayList<>();
        for (Node item : root.items("promises")) {
            Promise promise = promise(root, item);
            if (promise == null) continue;
            String stream = promise.stream();
            if (stream == null || streams.contains(stream)) promises.add(promise);
            else problems.unknown(item.at(), stream, streams);
        }
        return promises;
    }

    private @Nullable Promise promise(Fields root, Node item) {
        if (item instanceof Node.Scalar scalar) {
            String word = scalar.text().strip().split("[\\s<>=]", 2)[0].toLowerCase(Locale.ROOT);
            if (LATER.contains(word)) {
                problems.notBuilt(scalar.at(), "promise `" + word + "`");
                return null;
            }
            if (!word.isEmpty() && !Metric.words().contains(word)) {
                problems.unknown(scalar.at(), word, Metric.words());
                return null;
            }
        }
        return root.read(item, "a promise, such as `availability >= 99.9 %`", Promise::parse);
    }

    private static Void refuse(String expected) {
        throw new IllegalArgumentException(expected);
    }
}
