package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Every bus and rule of the cloud, and the schedules.
///
/// Thread safety: every method may be called from any thread. Changes are made one after the other.
final class Buses {
    private static final String BUSES = "events.buses";
    private static final String RULES = "events.rules";

    /// Buses of an account in a Region: 100; rules of a bus: 300; targets of a rule: 5 (user guide, quotas).
    private static final int MOST_BUSES = 100;

    private static final int MOST_RULES = 300;
    private static final int MOST_TARGETS = 5;

    private record Key(Scope scope, String bus) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byScope = scope.toString().compareTo(other.scope.toString());
            return byScope != 0 ? byScope : bus.compareTo(other.bus);
        }
    }

    private final CloudContext context;
    private final Storage storage;
    private final Invocations invocations;
    private final Archives archives;
    private final Map<Key, Bus> buses = new ConcurrentSkipListMap<>();
    private final Map<String, Timer> schedules = new ConcurrentHashMap<>();

    Buses(CloudContext context, Invocations invocations, Archives archives) {
        this.context = context;
        this.storage = context.fabric().storage();
        this.invocations = invocations;
        this.archives = archives;
    }

    /// Opens what the storage holds.
    void recover() {
        for (Scope scope : storage.scopes(BUSES))
            for (Bus.Row row : busTable(scope).values()) buses.put(new Key(scope, row.name()), new Bus(scope, row));
        for (Scope scope : storage.scopes(RULES))
            for (RuleRow row : ruleTable(scope).values()) {
                Bus bus = find(scope, row.bus());
                if (bus != null) put(bus, row);
            }
        invocations.recover(this);
    }

    private Table<Bus.Row> busTable(Scope scope) {
        return storage.table(scope, BUSES, Bus.Row.class);
    }

    private Table<RuleRow> ruleTable(Scope scope) {
        return storage.table(scope, RULES, RuleRow.class);
    }

    private Instant now() {
        return context.fabric().time().now();
    }

    /// The bus of that name or ARN; null when there is none.
    @Nullable
    Bus find(Scope scope, @Nullable String nameOrArn) {
        Scope in = scope;
        String name = nameOrArn == null || nameOrArn.isEmpty() ? Bus.DEFAULT : nameOrArn;
        if (Arn.isArn(name)) {
            Arn arn = Arn.parse(name);
            in = arn.scope();
            name = arn.resource().substring(arn.resource().indexOf('/') + 1);
        }
        if (name.equals(Bus.DEFAULT)) {
            Scope of = in;
            return buses.computeIfAbsent(
                    new Key(of, name), _ -> new Bus(of, new Bus.Row(Bus.DEFAULT, null, Map.of(), 0)));
        }
        return buses.get(new Key(in, name));
    }

    /// @throws AwsException when there is none
    Bus require(Scope scope, @Nullable String nameOrArn) {
        Bus bus = find(scope, nameOrArn);
        if (bus == null)
            throw new AwsException("ResourceNotFoundException", "Event bus " + nameOrArn + " does not exist.");
        return bus;
    }

    Rule requireRule(Bus bus, String name) {
        Rule rule = bus.find(name);
        if (rule == null)
            throw new AwsException(
                    "ResourceNotFoundException", "Rule " + name + " does not exist on EventBus " + bus.name + ".");
        return rule;
    }

    List<Bus> all(Scope scope) {
        find(scope, Bus.DEFAULT);
        return buses.values().stream().filter(bus -> bus.scope.equals(scope)).toList();
    }

    synchronized Bus create(Scope scope, String name, Map<String, String> tags) {
        if (name.equals(Bus.DEFAULT) || find(scope, name) != null)
            throw new AwsException("ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
        if (name.contains("/")) throw AwsException.validation("Event bus name must not contain '/'.");
        if (all(scope).size() >= MOST_BUSES)
            throw new AwsException(
                    "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
        Bus bus = new Bus(scope, new Bus.Row(name, null, tags, now().toEpochMilli()));
        busTable(scope).put(name, bus.row());
        buses.put(new Key(scope, name), bus);
        return bus;
    }

    synchronized void delete(Scope scope, String name) {
        if (name.equals(Bus.DEFAULT)) throw AwsException.validation("Cannot delete event bus default.");
        Bus bus = find(scope, name);
        if (bus == null) return;
        if (!bus.rules().isEmpty())
            throw AwsException.validation("Cannot delete event bus " + name + " while it has rules.");
        buses.remove(new Key(bus.scope, bus.name));
        busTable(bus.scope).remove(bus.name);
    }

    synchronized void change(Bus bus, @Nullable String policy, Map<String, String> tags) {
        Bus.Row row = new Bus.Row(bus.name, policy, tags, bus.row().createdMillis());
        busTable(bus.scope).put(bus.name, row);
        bus.change(row);
    }

    private Rule put(Bus bus, RuleRow row) {
        Rule rule = Rule.of(bus.scope, row, new RuleMeters(context.directory(), bus.scope, row.bus(), row.name()));
        bus.put(rule);
        schedule(bus, rule);
        return rule;
    }

    synchronized Rule putRule(Bus bus, RuleRow wanted) {
        Rule before = bus.find(wanted.name());
        if (before == null && bus.rules().size() >= MOST_RULES)
            throw new AwsException(
                    "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
        if (wanted.schedule() != null && !bus.name.equals(Bus.DEFAULT))
            throw AwsException.validation("ScheduleExpression is supported only on the default event bus.");
        RuleRow row = before == null ? wanted : wanted.targets(before.row().targets());
        if (before != null && wanted.tags().isEmpty())
            row = row.tags(before.row().tags());
        Rule.of(bus.scope, row, Objects.requireNonNull(newMeters(bus, row)));
        ruleTable(bus.scope).put(row.key(), row);
        return put(bus, row);
    }

    private RuleMeters newMeters(Bus bus, RuleRow row) {
        return new RuleMeters(context.directory(), bus.scope, row.bus(), row.name());
    }

    synchronized void changeRule(Bus bus, RuleRow row) {
        ruleTable(bus.scope).put(row.key(), row);
        put(bus, row);
    }

    synchronized void deleteRule(Bus bus, String name) {
        Rule rule = bus.find(name);
        if (rule == null) return;
        if (!rule.row().targets().isEmpty())
            throw AwsException.validation("Rule can't be deleted since it has targets.");
        ruleTable(bus.scope).remove(rule.row().key());
        bus.remove(name);
        stop(rule.arn());
    }

    /// Adds targets, or replaces those of the same id.
    synchronized void putTargets(Bus bus, Rule rule, List<TargetRow> wanted) {
        Map<String, TargetRow> all = new TreeMap<>();
        for (TargetRow each : rule.row().targets()) all.put(each.id(), each);
        for (TargetRow each : wanted) all.put(each.id(), each);
        if (all.size() > MOST_TARGETS)
            throw new AwsException(
                    "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
        changeRule(bus, rule.row().targets(new ArrayList<>(all.values())));
    }

    /// Holds an event against the rules of a bus, and keeps it where there is an archive.
    void put(Bus bus, Event event) {
        archives.keep(bus, event);
        route(bus, event, List.of());
    }

    /// @param onlyRules ARNs of the rules that may see it; empty for all
    void route(Bus bus, Event event, List<String> onlyRules) {
        for (Rule rule : bus.rules())
            if ((onlyRules.isEmpty() || onlyRules.contains(rule.arn())) && rule.matches(event))
                invocations.invoke(bus.scope, rule, event);
    }

    // ---- schedules

    private void schedule(Bus bus, Rule rule) {
        stop(rule.arn());
        if (rule.schedule() == null || !rule.row().enabled()) return;
        Instant start = Instant.ofEpochMilli(rule.row().createdMillis());
        rule.schedule().next(now(), ZoneOffset.UTC, start).ifPresent(next -> {
            Timer timer = context.fabric().time().after(Duration.between(now(), next), () -> fire(bus, rule, next));
            schedules.put(rule.arn(), timer);
        });
    }

    private void fire(Bus bus, Rule rule, Instant at) {
        if (bus.find(rule.row().name()) != rule) return;
        Event event = Event.of(
                context.fabric().ids().uuid(),
                bus.scope,
                "aws.events",
                "Scheduled Event",
                at,
                List.of(rule.arn()),
                Map.of(),
                now());
        schedule(bus, rule);
        invocations.invoke(bus.scope, rule, event);
    }

    private void stop(String rule) {
        Timer timer = schedules.remove(rule);
        if (timer != null) timer.cancel();
    }

    void close() {
        invocations.close();
        for (Timer timer : schedules.values()) timer.cancel();
    }
}
