package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Unhonoured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The stacks of one scope and the operations on them. Every operation is refused before anything has changed, or
/// begins
/// and goes on by itself as a [Deployment].
///
/// Thread safety: every method may be called from any thread.
final class Stacks {
    private final CloudContext context;
    private final StackBook book;
    private final ResourceWork work;
    private final Provisioning.Outside outside;
    private final Map<String, Deployment> running = new ConcurrentHashMap<>();

    Stacks(CloudContext context, Scope scope, Unhonoured unhonoured) {
        this.context = context;
        book = new StackBook(context, scope);
        work = new ResourceWork(scope, context.resourceTypes(), unhonoured);
        outside = new Provisioning.Outside(context, book);
    }

    /// What a client asks a stack to be. A parameter in `previous` keeps its value.
    record Asked(
            String stackName,
            @Nullable String templateBody,
            boolean previousTemplate,
            Map<String, String> parameters,
            Set<String> previous,
            @Nullable Map<String, String> tags,
            List<String> capabilities,
            Stack.OnFailure onFailure,
            @Nullable Integer timeoutInMinutes,
            List<String> notificationArns,
            @Nullable String roleArn,
            @Nullable String token,
            boolean protection) {}

    private record Wanted(Provisioning provisioning, Stack.Settings settings) {}

    StackBook book() {
        return book;
    }

    /// The stack of a name or an id.
    ///
    /// @throws AwsException `ValidationError`
    Stack require(String nameOrId) {
        return book.find(nameOrId)
                .orElseThrow(() -> AwsException.validation("Stack with id " + nameOrId + " does not exist"));
    }

    /// Ends what a stopped process left under way.
    void recover() {
        for (Stack stack : book.all())
            if (stack.status().underWay())
                book.enter(stack.id(), stack.status().interrupted(), "Windtunnel was stopped while this was under way");
    }

    /// @throws AwsException `AlreadyExistsException`, `InsufficientCapabilitiesException`, `LimitExceededException`,
    ///     `ValidationError`
    Stack create(Asked asked) {
        checkName(asked.stackName());
        Optional<Stack> known = book.find(asked.stackName());
        if (known.isPresent()) {
            if (asked.token() != null && asked.token().equals(known.get().operationToken())) return known.get();
            throw new AwsException("AlreadyExistsException", "Stack [" + asked.stackName() + "] already exists");
        }
        Stack empty = fresh(asked, StackStatus.CREATE_IN_PROGRESS);
        Wanted wanted = wanted(asked, empty);
        add(empty.with(wanted.settings()));
        return beginCreate(empty.id(), wanted.provisioning());
    }

    private void add(Stack stack) {
        synchronized (book) {
            if (book.find(stack.name()).isPresent())
                throw new AwsException("AlreadyExistsException", "Stack [" + stack.name() + "] already exists");
            long there = book.all().stream()
                    .filter(other -> other.status() != StackStatus.DELETE_COMPLETE)
                    .count();
            Quotas.of(context.directory()).require(book.scope(), StackLimit.STACKS, there + 1);
            book.add(stack);
        }
    }

    private Stack fresh(Asked asked, StackStatus status) {
        String id = book.scope()
                .arn(
                        "cloudformation",
                        "stack/" + asked.stackName() + "/"
                                + context.fabric().ids().uuid())
                .toString();
        Stack.Settings nothing = new Stack.Settings(
                "", Map.of(), Map.of(), List.of(), asked.onFailure(), null, List.of(), asked.roleArn());
        return new Stack(
                asked.stackName(),
                id,
                status,
                null,
                nothing,
                now(),
                null,
                null,
                Map.of(),
                List.of(),
                Set.of(),
                null,
                asked.protection(),
                asked.token());
    }

    private Stack beginCreate(String id, Provisioning wanted) {
        Stack begun = book.enter(id, StackStatus.CREATE_IN_PROGRESS, "User Initiated");
        deployment(id).create(wanted);
        return begun;
    }

    /// @throws AwsException `ValidationError`; "No updates are to be performed." when nothing would change
    Stack update(Asked asked) {
        Stack stack = require(asked.stackName());
        if (asked.token() != null && asked.token().equals(stack.operationToken())) return stack;
        refuseUnlessUpdatable(stack);
        Wanted wanted = wanted(asked, stack);
        Provisioning current = current(stack);
        if (ChangePlan.compare(context.resourceTypes(), stack, current, wanted.provisioning())
                        .isEmpty()
                && !ChangePlan.elsewhere(stack, current, wanted.provisioning(), wanted.settings()))
            throw AwsException.validation("No updates are to be performed.");
        return beginUpdate(stack, wanted, null, asked.token());
    }

    private Stack beginUpdate(Stack stack, Wanted wanted, @Nullable String changeSetId, @Nullable String token) {
        Stack old;
        synchronized (book) {
            old = book.stack(stack.id());
            refuseUnlessUpdatable(old);
            book.change(
                    stack.id(),
                    each -> each.with(wanted.settings())
                            .begun(changeSetId, token)
                            .at(now(), null)
                            .in(StackStatus.UPDATE_IN_PROGRESS, null));
        }
        Stack begun = book.enter(stack.id(), StackStatus.UPDATE_IN_PROGRESS, "User Initiated");
        deployment(stack.id()).update(wanted.provisioning(), old);
        return begun;
    }

    private static void refuseUnlessUpdatable(Stack stack) {
        if (!stack.status().updatable())
            throw AwsException.validation(
                    "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be updated.");
    }

    /// Begins to delete; a stack that is not there is passed over, as by AWS.
    ///
    /// @throws AwsException `ValidationError` when the stack is protected
    void delete(String nameOrId, Set<String> retain) {
        Optional<Stack> found = book.find(nameOrId);
        if (found.isEmpty() || found.get().status() == StackStatus.DELETE_COMPLETE) return;
        Stack stack = found.get();
        if (stack.terminationProtection())
            throw AwsException.validation(
                    "Stack [" + stack.name() + "] cannot be deleted while TerminationProtection is enabled");
        if (!retain.isEmpty() && stack.status() != StackStatus.DELETE_FAILED)
            throw AwsException.validation("Invalid operation on stack [" + stack.id()
                    + "]. RetainResources is only for a stack in DELETE_FAILED");
        if (stack.status() == StackStatus.DELETE_IN_PROGRESS) return;
        Deployment busy = running.remove(stack.id());
        if (busy != null) busy.abandon();
        book.enter(stack.id(), StackStatus.DELETE_IN_PROGRESS, "User Initiated");
        for (Stack.Output output : stack.outputs()) {
            List<String> importers = output.exportName() == null ? List.of() : book.importers(output.exportName());
            if (importers.isEmpty()) continue;
            book.enter(
                    stack.id(),
                    StackStatus.DELETE_FAILED,
                    "Export " + output.exportName() + " cannot be deleted as it is in use by "
                            + String.join(", ", importers));
            return;
        }
        deployment(stack.id()).delete(retain);
    }

    /// @throws AwsException `ValidationError` when no update is under way
    void cancelUpdate(String nameOrId) {
        Stack stack = require(nameOrId);
        Deployment deployment = running.get(stack.id());
        if (stack.status() != StackStatus.UPDATE_IN_PROGRESS || deployment == null)
            throw AwsException.validation("CancelUpdateStack cannot be called from current stack status");
        deployment.cancel();
    }

    void signal(String nameOrId, String logicalId, String uniqueId, boolean success) {
        Stack stack = require(nameOrId);
        Deployment deployment = running.get(stack.id());
        if (!stack.resources().containsKey(logicalId))
            throw AwsException.validation("Resource " + logicalId + " does not exist for stack " + stack.name());
        if (deployment == null)
            throw AwsException.validation(
                    "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be signaled.");
        deployment.signal(logicalId, uniqueId, success);
    }

    // Change sets.

    /// @throws AwsException `AlreadyExistsException`, `InsufficientCapabilitiesException`, `ValidationError`
    ChangeSet propose(Asked asked, String name, boolean creates, @Nullable String description) {
        checkName(asked.stackName());
        Optional<Stack> known = book.find(asked.stackName());
        boolean reviewed = known.isPresent() && known.get().status() == StackStatus.REVIEW_IN_PROGRESS;
        if (creates && known.isPresent() && !reviewed)
            throw AwsException.validation("Stack [" + asked.stackName()
                    + "] already exists and cannot be created again with the changeSet [" + name + "].");
        Stack stack = creates
                ? known.orElseGet(() -> fresh(asked, StackStatus.REVIEW_IN_PROGRESS))
                : known.orElseThrow(() -> AwsException.validation("Stack [" + asked.stackName() + "] does not exist"));
        if (!creates) refuseUnlessUpdatable(stack);
        if (find(stack.name(), name).isPresent())
            throw new AwsException("AlreadyExistsException", "ChangeSet " + name + " already exists");
        Wanted wanted = wanted(asked, stack);
        Provisioning current = creates ? null : current(stack);
        List<ChangeSet.Change> changes =
                ChangePlan.compare(context.resourceTypes(), stack, current, wanted.provisioning());
        boolean nothing = current != null
                && changes.isEmpty()
                && !ChangePlan.elsewhere(stack, current, wanted.provisioning(), wanted.settings());
        if (creates && known.isEmpty()) {
            add(stack);
            book.enter(stack.id(), StackStatus.REVIEW_IN_PROGRESS, "User Initiated");
        }
        ChangeSet proposed = new ChangeSet(
                name,
                book.scope()
                        .arn(
                                "cloudformation",
                                "changeSet/" + name + "/"
                                        + context.fabric().ids().uuid())
                        .toString(),
                stack.id(),
                stack.name(),
                description,
                nothing ? "FAILED" : "CREATE_COMPLETE",
                nothing
                        ? "The submitted information didn't contain changes. Submit different information to create a "
                                + "change set."
                        : null,
                nothing ? "UNAVAILABLE" : "AVAILABLE",
                now(),
                creates,
                wanted.settings(),
                changes);
        book.changeSets().put(proposed.id(), proposed);
        return proposed;
    }

    /// A change set by its id, or by its name and its stack's name or id.
    Optional<ChangeSet> find(@Nullable String stackNameOrId, String nameOrId) {
        if (nameOrId.startsWith("arn:"))
            return Optional.ofNullable(book.changeSets().get(nameOrId));
        if (stackNameOrId == null)
            throw AwsException.validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
        return book.changeSets().values().stream()
                .filter(each -> each.name().equals(nameOrId)
                        && (each.stackId().equals(stackNameOrId)
                                || each.stackName().equals(stackNameOrId))
                        && book.find(each.stackId())
                                .map(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                                .orElse(false))
                .findFirst();
    }

    /// @throws AwsException `ChangeSetNotFound`
    ChangeSet requireChangeSet(@Nullable String stackNameOrId, String nameOrId) {
        return find(stackNameOrId, nameOrId)
                .orElseThrow(
                        () -> new AwsException("ChangeSetNotFound", "ChangeSet [" + nameOrId + "] does not exist"));
    }

    /// @throws AwsException `ChangeSetNotFound`, `InvalidChangeSetStatus`
    void execute(@Nullable String stackName, String name, boolean disableRollback, @Nullable String token) {
        ChangeSet proposed = requireChangeSet(stackName, name);
        if (!proposed.executionStatus().equals("AVAILABLE"))
            throw new AwsException(
                    "InvalidChangeSetStatus",
                    "ChangeSet [" + proposed.id() + "] cannot be executed in its current status of ["
                            + (proposed.executionStatus().equals("UNAVAILABLE")
                                    ? proposed.status()
                                    : proposed.executionStatus())
                            + "]");
        Stack stack = book.stack(proposed.stackId());
        Stack.Settings settings =
                disableRollback ? proposed.settings().failing(Stack.OnFailure.DO_NOTHING) : proposed.settings();
        Template template = TemplateParser.parse(settings.templateBody());
        Wanted wanted = new Wanted(
                new Provisioning(template, settings.parameters(), stack.name(), stack.id(), outside), settings);
        book.changeSets().put(proposed.id(), proposed.executing("EXECUTE_COMPLETE"));
        for (ChangeSet other : List.copyOf(book.changeSets().values()))
            if (other.stackId().equals(stack.id()) && !other.id().equals(proposed.id()))
                book.changeSets().remove(other.id());
        if (proposed.creates()) {
            book.change(stack.id(), each -> each.with(settings).begun(proposed.id(), token));
            beginCreate(stack.id(), wanted.provisioning());
        } else {
            beginUpdate(stack, wanted, proposed.id(), token);
        }
    }

    void discard(@Nullable String stackName, String name) {
        find(stackName, name).ifPresent(each -> book.changeSets().remove(each.id()));
    }

    // What is wanted.

    private Deployment deployment(String id) {
        Deployment deployment = new Deployment(context, book, work, id, () -> running.remove(id));
        running.put(id, deployment);
        return deployment;
    }

    private Provisioning current(Stack stack) {
        Template template = TemplateParser.parse(stack.settings().templateBody());
        return new Provisioning(template, stack.settings().parameters(), stack.name(), stack.id(), outside);
    }

    private Wanted wanted(Asked asked, Stack stack) {
        String body = asked.previousTemplate() ? stack.settings().templateBody() : asked.templateBody();
        if (body == null || body.isEmpty())
            throw AwsException.validation("Either Template URL or Template Body must be specified.");
        Template template = TemplateParser.parse(body);
        Map<String, ParameterValues.Value> old = stack.settings().parameters();
        Map<String, String> given = new LinkedHashMap<>(asked.parameters());
        for (String key : asked.previous()) {
            ParameterValues.Value value = old.get(key);
            if (value == null && template.parameters().containsKey(key))
                throw AwsException.validation(
                        "Invalid input for parameter key " + key + ". Cannot specify usePreviousValue as true for a "
                                + "parameter key not in the previous template");
            if (value != null) given.put(key, value.value());
        }
        Map<String, ParameterValues.Value> parameters =
                ParameterValues.resolve(template.parameters(), given, outside::parameter);
        Provisioning provisioning = new Provisioning(template, parameters, stack.name(), stack.id(), outside);
        refuseUnknownTypes(template, provisioning);
        Capabilities.demand(template, asked.capabilities());
        Map<String, String> tags = asked.tags() == null ? stack.settings().tags() : asked.tags();
        return new Wanted(
                provisioning,
                new Stack.Settings(
                        body,
                        parameters,
                        tags,
                        asked.capabilities(),
                        asked.onFailure(),
                        asked.timeoutInMinutes(),
                        asked.notificationArns(),
                        asked.roleArn() == null ? stack.settings().roleArn() : asked.roleArn()));
    }

    /// Names every resource type that is not there in one error, before anything is made.
    private void refuseUnknownTypes(Template template, Provisioning provisioning) {
        List<String> unknown = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (Template.Resource each : provisioning.resources().values()) {
            if (context.resourceTypes().find(each.type()).isPresent()) continue;
            if (!unknown.contains(each.type())) unknown.add(each.type());
            told.add(each.type() + " for " + each.logicalId() + template.line("Resources/" + each.logicalId()));
        }
        if (!unknown.isEmpty())
            throw AwsException.validation("Template format error: Unrecognized resource types: " + unknown
                    + ". Windtunnel has not built yet: " + String.join(", ", told));
    }

    private static void checkName(String name) {
        if (!name.matches("[a-zA-Z][-a-zA-Z0-9]{0,127}"))
            throw AwsException.validation("1 validation error detected: Value '" + name
                    + "' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + "[a-zA-Z][-a-zA-Z0-9]*");
    }

    private Instant now() {
        return context.fabric().time().now();
    }
}
