package io.windtunnel.rehearsal.file;

import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.rehearsal.plan.Change;
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
    private static final List<String> FIELDS = List.of("at", "for", "do", "zone");
    private static final List<String> FAULTS = List.of("zone-outage");

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
            Fields fields = Fields.of(item, problems, List.of("at", "design", "parameters"));
            if (fields == null) continue;
            fields.require("at", "when it is made, such as `20 s`");
            fields.require("parameters", "the stack's parameters that change, such as `{ Type: m5.2xlarge }`");
            Duration at = fields.read("at", "a time, such as `20 s`", Quantity::duration);
            String design = fields.text("design");
            Node named = fields.node("design");
            if (design != null && named != null && !designs.contains(design))
                problems.unknown(named.at(), design, designs);
            Map<String, String> parameters = fields.parameters();
            if (at != null && !parameters.isEmpty()) changes.add(new Change(at, design, parameters));
        }
        return changes;
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
        fields.require("for", "how long it lasts, such as `20 s`");
        fields.require("do", "what breaks: " + String.join(", ", FAULTS));
        Duration at = fields.read("at", "a time, such as `20 s`", Quantity::duration);
        Duration lasts = fields.read("for", "a time, such as `20 s`", Quantity::duration);
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
        fields.require("zone", "the zone that goes dark, such as `a`");
        Zone zone = fields.read("zone", "a zone, such as `a`", text -> Origin.zone(text, home));
        return zone == null ? null : new Fault.ZoneOutage(zone);
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
