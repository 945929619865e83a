package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The stacks, their events and change sets of one scope, as they are kept.
///
/// Thread safety: every method may be called from any thread; a stack is changed by whoever runs its operation.
final class StackBook {
    static final String STACKS = "cloudformation.stacks";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CloudContext context;
    private final Scope scope;
    private final Table<Stack> stacks;
    private final Table<StackEvent> events;
    private final Table<ChangeSet> changeSets;
    private final AtomicLong sequence = new AtomicLong();

    StackBook(CloudContext context, Scope scope) {
        this.context = context;
        this.scope = scope;
        stacks = context.fabric().storage().table(scope, STACKS, Stack.class);
        events = context.fabric().storage().table(scope, "cloudformation.events", StackEvent.class);
        changeSets = context.fabric().storage().table(scope, "cloudformation.change-sets", ChangeSet.class);
        sequence.set(events.size());
    }

    Scope scope() {
        return scope;
    }

    Table<ChangeSet> changeSets() {
        return changeSets;
    }

    /// A live stack by its name, or any stack by its id.
    Optional<Stack> find(String nameOrId) {
        if (nameOrId.startsWith("arn:")) return Optional.ofNullable(stacks.get(nameOrId));
        for (Stack stack : stacks.values())
            if (stack.name().equals(nameOrId) && stack.status() != StackStatus.DELETE_COMPLETE)
                return Optional.of(stack);
        return Optional.empty();
    }

    /// The stack, which must be there.
    Stack stack(String id) {
        Stack stack = stacks.get(id);
        if (stack == null) throw new IllegalStateException("no stack " + id);
        return stack;
    }

    /// Every stack, the newest first.
    List<Stack> all() {
        List<Stack> all = new ArrayList<>(stacks.values());
        all.sort((a, b) -> b.created().compareTo(a.created()));
        return all;
    }

    void add(Stack stack) {
        stacks.put(stack.id(), stack);
    }

    void remove(String id) {
        stacks.remove(id);
    }

    /// Changes the row of a stack and returns it.
    Stack change(String id, UnaryOperator<Stack> change) {
        Stack changed = stacks.update(id, old -> old == null ? null : change.apply(old));
        if (changed == null) throw new IllegalStateException("no stack " + id);
        return changed;
    }

    /// Puts the stack into a state and writes the event of it.
    Stack enter(String id, StackStatus status, @Nullable String reason) {
        Stack stack = change(id, old -> old.in(status, reason));
        write(stack, stack.name(), id, "AWS::CloudFormation::Stack", status.name(), reason, null);
        return stack;
    }

    /// Keeps the resource in its stack and writes the event of it.
    void enter(String stackId, StackResource resource) {
        write(change(stackId, old -> old.with(resource)), resource);
    }

    /// Writes the event of a resource that is no longer, or not yet, in its stack.
    void write(Stack stack, StackResource resource) {
        String properties = resource.properties().isEmpty() ? null : JSON.writeValueAsString(resource.properties());
        write(
                stack,
                resource.logicalId(),
                resource.physicalId() == null ? "" : resource.physicalId(),
                resource.type(),
                resource.status(),
                resource.reason(),
                properties);
    }

    private void write(
            Stack stack,
            String logicalId,
            @Nullable String physicalId,
            String type,
            String status,
            @Nullable String reason,
            @Nullable String properties) {
        Instant now = context.fabric().time().now();
        String uuid = context.fabric().ids().uuid();
        String eventId = type.equals("AWS::CloudFormation::Stack") ? uuid : logicalId + "-" + status + "-" + uuid;
        events.put(
                key(stack.id(), sequence.incrementAndGet()),
                new StackEvent(
                        eventId,
                        stack.id(),
                        stack.name(),
                        logicalId,
                        physicalId,
                        type,
                        now,
                        status,
                        reason,
                        properties,
                        stack.operationToken()));
        String words =
                stack.name() + ": " + logicalId + " (" + type + ") " + status + (reason == null ? "" : ": " + reason);
        context.journal().record(new Journal.Event(now, scope, "stack.event", stack.id(), words));
    }

    /// A stack's events, the newest first.
    List<StackEvent> events(String stackId) {
        List<StackEvent> found = new ArrayList<>();
        for (StackEvent each : events.values()) if (each.stackId().equals(stackId)) found.add(each);
        return found.reversed();
    }

    /// The exports of the live stacks of this scope, by name.
    Optional<String> export(String name) {
        return exporter(name)
                .flatMap(stack -> stack.outputs().stream()
                        .filter(output -> name.equals(output.exportName()))
                        .map(Stack.Output::value)
                        .findFirst());
    }

    /// The live stack that exports `name`.
    Optional<Stack> exporter(String name) {
        for (Stack stack : stacks.values())
            if (stack.status() != StackStatus.DELETE_COMPLETE)
                for (Stack.Output output : stack.outputs())
                    if (name.equals(output.exportName())) return Optional.of(stack);
        return Optional.empty();
    }

    /// The names of the live stacks that import `name`.
    List<String> importers(String name) {
        List<String> names = new ArrayList<>();
        for (Stack stack : stacks.values())
            if (stack.status() != StackStatus.DELETE_COMPLETE && stack.imports().contains(name))
                names.add(stack.name());
        return names;
    }

    private static String key(String stackId, long sequence) {
        return stackId + "#%012d".formatted(sequence);
    }
}
