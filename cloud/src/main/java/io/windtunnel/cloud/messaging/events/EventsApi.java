package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.delivery.Page;
import io.windtunnel.cloud.messaging.events.Shapes.FailedTarget;
import io.windtunnel.cloud.messaging.events.Shapes.RuleShown;
import io.windtunnel.cloud.messaging.events.Shapes.TargetsAnswer;
import io.windtunnel.cloud.policy.AccessPolicy;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The face of EventBridge.
public final class EventsApi extends DestinationOperations {
    private final PuttingEvents putting;

    EventsApi(Buses buses, PuttingEvents putting, Archives archives, ApiDestinations destinations, Time time, Ids ids) {
        super(buses, archives, destinations, time, ids);
        this.putting = putting;
    }

    // ---- buses

    public Shapes.CreatedBus createEventBus(Call call, Shapes.CreateEventBus request) {
        return new Shapes.CreatedBus(buses.create(call.scope(), request.name(), map(request.tags())).arn);
    }

    public void deleteEventBus(Call call, Shapes.Named request) {
        buses.delete(call.scope(), request.name());
    }

    public Shapes.BusShown describeEventBus(Call call, Shapes.DescribeEventBus request) {
        return shown(buses.require(call.scope(), request.name()));
    }

    private static Shapes.BusShown shown(Bus bus) {
        return new Shapes.BusShown(bus.name, bus.arn, bus.row().policy());
    }

    public Shapes.BusList listEventBuses(Call call, Shapes.ListPage request) {
        Page<Bus> page = Page.of(
                buses.all(call.scope()), bus -> bus.name, request.namePrefix(), request.nextToken(), request.limit());
        return new Shapes.BusList(page.items().stream().map(EventsApi::shown).toList(), page.next());
    }

    public void putPermission(Call call, Shapes.PutPermission request) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        String policy = request.policy();
        if (policy != null && !AccessPolicy.isPolicy(policy))
            throw AwsException.validation("Parameter Policy is not valid. Reason: It is not a policy document.");
        if (policy == null) {
            String label = request.statementId();
            String principal = request.principal();
            if (label == null || principal == null || request.action() == null)
                throw AwsException.validation("Parameter StatementId, Principal or Action is missing.");
            AccessPolicy document = AccessPolicy.of(bus.row().policy(), bus.arn);
            if (document.has(label))
                throw new AwsException(
                        "ResourceAlreadyExistsException",
                        "StatementId " + label + " already exists on EventBus " + bus.name);
            policy = document.allow(label, List.of(principal), List.of(request.action()), Arn.parse(bus.arn))
                    .text();
        }
        buses.change(bus, policy, bus.row().tags());
    }

    public void removePermission(Call call, Shapes.RemovePermission request) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        AccessPolicy document = AccessPolicy.of(bus.row().policy(), bus.arn);
        if (Boolean.TRUE.equals(request.removeAllPermissions())) {
            buses.change(bus, null, bus.row().tags());
            return;
        }
        String label = String.valueOf(request.statementId());
        if (!document.remove(label))
            throw new AwsException(
                    "ResourceNotFoundException", "Statement with the provided id does not exist: " + label);
        buses.change(
                bus,
                document.text().isEmpty() ? null : document.text(),
                bus.row().tags());
    }

    // ---- rules

    public Shapes.CreatedRule putRule(Call call, Shapes.PutRule request) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        String pattern = blank(request.eventPattern());
        String schedule = blank(request.scheduleExpression());
        if (pattern == null && schedule == null)
            throw AwsException.validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        RuleRow row = new RuleRow(
                bus.name,
                request.name(),
                pattern,
                schedule,
                !"DISABLED".equals(request.state()),
                request.description(),
                request.roleArn(),
                map(request.tags()),
                List.of(),
                time.now().toEpochMilli());
        return new Shapes.CreatedRule(buses.putRule(bus, row).arn());
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Map<String, String> map(List<Shapes.Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        for (Shapes.Tag tag : tags) map.put(tag.key(), tag.value());
        return map;
    }

    public Shapes.RuleDescribed describeRule(Call call, Shapes.RuleNamed request) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        RuleShown rule = shown(buses.requireRule(bus, request.name()));
        return new Shapes.RuleDescribed(
                rule.name(),
                rule.arn(),
                rule.eventPattern(),
                rule.scheduleExpression(),
                rule.state(),
                rule.description(),
                rule.roleArn(),
                rule.eventBusName(),
                bus.scope.account().digits());
    }

    private static RuleShown shown(Rule rule) {
        RuleRow row = rule.row();
        return new RuleShown(
                row.name(),
                rule.arn(),
                row.pattern(),
                row.schedule(),
                row.enabled() ? "ENABLED" : "DISABLED",
                row.description(),
                row.role(),
                row.bus());
    }

    public void deleteRule(Call call, Shapes.RuleNamed request) {
        buses.deleteRule(buses.require(call.scope(), request.eventBusName()), request.name());
    }

    public void enableRule(Call call, Shapes.RuleNamed request) {
        enable(call, request, true);
    }

    public void disableRule(Call call, Shapes.RuleNamed request) {
        enable(call, request, false);
    }

    private void enable(Call call, Shapes.RuleNamed request, boolean enabled) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        buses.changeRule(bus, buses.requireRule(bus, request.name()).row().enabled(enabled));
    }

    public Shapes.RuleList listRules(Call call, Shapes.ListRules request) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        Page<Rule> page = Page.of(
                bus.rules(), rule -> rule.row().name(), request.namePrefix(), request.nextToken(), request.limit());
        return new Shapes.RuleList(page.items().stream().map(EventsApi::shown).toList(), page.next());
    }

    public Shapes.RuleNames listRuleNamesByTarget(Call call, Shapes.ListRuleNamesByTarget request) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        List<String> names = bus.rules().stream()
                .filter(rule -> rule.row().targets().stream()
                        .anyMatch(target -> target.arn().equals(request.targetArn())))
                .map(rule -> rule.row().name())
                .toList();
        Page<String> page = Page.of(names, name -> name, null, request.nextToken(), request.limit());
        return new Shapes.RuleNames(page.items(), page.next());
    }

    // ---- targets

    public TargetsAnswer putTargets(Call call, Shapes.PutTargets request) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        Rule rule = buses.requireRule(bus, request.rule());
        List<TargetRow> rows = new ArrayList<>();
        for (Shapes.Target target : request.targets()) rows.add(Targets.row(target));
        buses.putTargets(bus, rule, rows);
        return new TargetsAnswer(0, List.of());
    }

    public TargetsAnswer removeTargets(Call call, Shapes.RemoveTargets request) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        Rule rule = buses.requireRule(bus, request.rule());
        List<FailedTarget> failed = new ArrayList<>();
        List<TargetRow> kept = new ArrayList<>(rule.row().targets());
        for (String id : request.ids())
            if (!kept.removeIf(target -> target.id().equals(id)))
                failed.add(new FailedTarget(
                        id, "ResourceNotFoundException", "Rule " + request.rule() + " does not have a target " + id));
        buses.changeRule(bus, rule.row().targets(kept));
        return new TargetsAnswer(failed.size(), failed);
    }

    public Shapes.TargetList listTargetsByRule(Call call, Shapes.ListTargetsByRule request) {
        Bus bus = buses.require(call.scope(), request.eventBusName());
        Rule rule = buses.requireRule(bus, request.rule());
        Page<TargetRow> page = Page.of(rule.row().targets(), TargetRow::id, null, request.nextToken(), request.limit());
        return new Shapes.TargetList(page.items().stream().map(Targets::shown).toList(), page.next());
    }

    // ---- events

    public Shapes.PutEventsAnswer putEvents(Call call, Shapes.PutEvents request) {
        return putting.put(call.scope(), request.entries());
    }

    public Shapes.TestAnswer testEventPattern(Call call, Shapes.TestEventPattern request) {
        Map<?, ?> event = Json.object(request.event());
        if (event == null) throw AwsException.validation("Parameter Event is not valid.");
        for (String field : List.of("id", "account", "source", "time", "region", "resources", "detail-type"))
            if (!event.containsKey(field))
                throw AwsException.validation(
                        "Parameter Event is not valid. Reason: It lacks the field " + field + ".");
        return new Shapes.TestAnswer(Rule.pattern(request.eventPattern()).matches(event));
    }

    // ---- tags

    public void tagResource(Call call, Shapes.TagResource request) {
        tag(call, request.resourceArn(), map(request.tags()), List.of());
    }

    public void untagResource(Call call, Shapes.UntagResource request) {
        tag(call, request.resourceArn(), Map.of(), request.tagKeys());
    }

    private void tag(Call call, String arn, Map<String, String> added, List<String> removed) {
        Map<String, String> tags = new TreeMap<>(tags(call, arn));
        tags.putAll(added);
        removed.forEach(tags::remove);
        Bus bus = bus(call, arn);
        Rule rule = rule(bus, arn);
        if (rule == null) buses.change(bus, bus.row().policy(), tags);
        else buses.changeRule(bus, rule.row().tags(tags));
    }

    public Shapes.Tags listTagsForResource(Call call, Shapes.Resource request) {
        List<Shapes.Tag> tags = new ArrayList<>();
        tags(call, request.resourceArn()).forEach((key, value) -> tags.add(new Shapes.Tag(key, value)));
        return new Shapes.Tags(tags);
    }

    private Map<String, String> tags(Call call, String arn) {
        Bus bus = bus(call, arn);
        Rule rule = rule(bus, arn);
        return rule == null ? bus.row().tags() : rule.row().tags();
    }

    /// The bus an ARN is of: its own, or its rule's.
    private Bus bus(Call call, String arn) {
        if (!Arn.isArn(arn)) throw AwsException.validation("Parameter ResourceARN is not valid.");
        String[] parts = Arn.parse(arn).resource().split("/", -1);
        boolean ofRule = parts[0].equals("rule");
        String name = ofRule ? parts.length == 3 ? parts[1] : Bus.DEFAULT : parts[parts.length - 1];
        return buses.require(call.scope(), name);
    }

    private @Nullable Rule rule(Bus bus, String arn) {
        String resource = Arn.parse(arn).resource();
        return resource.startsWith("rule/")
                ? buses.requireRule(bus, resource.substring(resource.lastIndexOf('/') + 1))
                : null;
    }
}
