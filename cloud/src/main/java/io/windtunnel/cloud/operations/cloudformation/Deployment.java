package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.cloudformation.Stack.OnFailure;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One operation on one stack, from its begin to its end: the machine that walks the graph of resources. Its states are
/// the
/// stack's statuses; what moves it is a resource's progress, a timer, a signal or a cancellation, each taken from a
/// mailbox,
/// one at a time. It never waits: a resource that takes time is asked again later.
///
/// A phase is a wave of work over resources. Creating and updating provision towards the template; when that fails, the
/// rollback takes back what was touched; a cleanup deletes what was replaced or dropped. An update's rollback puts back
/// the
/// old resources first and deletes the new ones last, so that a replaced resource is never missing.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
final class Deployment {
    private enum Phase {
        PROVISION,
        RESTORE
    }

    /// A resource that stands and waits for its signals.
    private record Waiting(StackResource known, String verb, List<String> unhonoured) {}

    private final CloudContext context;
    private final StackBook book;
    private final ResourceWork work;
    private final String stackId;
    private final Runnable ended;
    private final Mailbox mailbox = new Mailbox();
    private final ResourceSignals signals = new ResourceSignals();

    private final Failures failures = new Failures();
    private final Set<String> touched = new LinkedHashSet<>();
    private final List<StackResource> leftovers = new ArrayList<>();
    private final Map<String, StackResource> underWay = new LinkedHashMap<>();

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private Map<String, StackResource> before = Map.of();
    private Stack.@Nullable Settings settingsBefore;
    private @Nullable Provisioning provisioning;
    private @Nullable Timer timeout;
    private Set<String> retained = Set.of();
    private Wave wave = new Wave(Map.of());
    private Phase phase = Phase.PROVISION;
    private @Nullable Takedown takedown;
    private boolean over;

    /// @param ended called once, when the operation has come to its end
    Deployment(CloudContext context, StackBook book, ResourceWork work, String stackId, Runnable ended) {
        this.context = context;
        this.book = book;
        this.work = work;
        this.stackId = stackId;
        this.ended = ended;
    }

    /// Begins to create what `provisioning` wants; the stack is in `CREATE_IN_PROGRESS`.
    void create(Provisioning wanted) {
        soon(() -> {
            Integer minutes = stack().settings().timeoutInMinutes();
            if (minutes != null) timeout = later(Duration.ofMinutes(minutes), this::timedOut);
            provision(wanted);
        });
    }

    /// Begins to update; the stack is in `UPDATE_IN_PROGRESS` and already has its new settings.
    void update(Provisioning wanted, Stack old) {
        before = old.resources();
        settingsBefore = old.settings();
        soon(() -> provision(wanted));
    }

    /// Begins to delete; the stack is in `DELETE_IN_PROGRESS`.
    void delete(Set<String> retain) {
        retained = retain;
        soon(() -> remove(
                new ArrayList<>(stack().resources().values()), StackStatus.DELETE_COMPLETE, StackStatus.DELETE_FAILED));
    }

    /// Takes an update back.
    void cancel() {
        mailbox.post(() -> {
            if (phase == Phase.PROVISION && takedown == null && !over) fail("User Initiated");
        });
    }

    /// Drops everything: another operation takes the stack over. What is under way is kept in the stack's row.
    void abandon() {
        mailbox.post(this::finish);
    }

    /// Takes a resource's signal.
    ///
    /// @throws AwsException `ValidationError` when the resource does not wait for one
    void signal(String logicalId, String uniqueId, boolean success) {
        StackResource target = stack().resources().get(logicalId);
        if (target == null || !target.status().endsWith("_IN_PROGRESS"))
            throw AwsException.validation("Resource " + logicalId + " is in "
                    + (target == null ? "an unknown" : target.status()) + " state and cannot be signaled");
        mailbox.post(() -> signalled(logicalId, uniqueId, success));
    }

    private void soon(Runnable first) {
        later(Duration.ZERO, first);
    }

    private Timer later(Duration delay, Runnable task) {
        return context.fabric().time().after(delay, () -> mailbox.post(task));
    }

    private Stack stack() {
        return book.stack(stackId);
    }

    // Provisioning: towards what the template wants.

    private void provision(Provisioning wanted) {
        if (over) return;
        provisioning = wanted;
        phase = Phase.PROVISION;
        wave = new Wave(wanted.dependencies());
        turn();
    }

    /// Goes on once the task that runs now has ended: no step is taken within another.
    private void turn() {
        mailbox.post(this::walk);
    }

    private void walk() {
        if (over || takedown != null) return;
        for (List<String> ready = wave.begin(); !ready.isEmpty(); ready = wave.begin())
            for (String id : ready) if (wave.running().contains(id)) begin(id);
        if (wave.over()) phaseOver();
    }

    private void begin(String id) {
        switch (phase) {
            case PROVISION -> provisionOne(id);
            case RESTORE -> restoreOne(id);
        }
    }

    private void provisionOne(String id) {
        Provisioning wanted = Objects.requireNonNull(provisioning);
        StackResource old = stack().resources().get(id);
        StackResource target;
        try {
            target = wanted.target(id, stack(), context.fabric().time().now());
        } catch (AwsException unresolved) {
            StackResource shell = wanted.shell(id, context.fabric().time().now());
            failed(old == null ? shell : old, old != null, unresolved.message());
            turn();
            return;
        }
        if (old == null || old.physicalId() == null) {
            make(target, null, wanted);
            return;
        }
        Set<String> changed = Provisioning.changed(old.properties(), target.properties());
        boolean replaces = changed.stream().anyMatch(name -> replacedBy(target).contains(name));
        if (changed.isEmpty() && !old.status().endsWith("_FAILED")) {
            StackResource same = target.known(old.physicalId(), old.reference(), old.attributes())
                    .in(old.status(), old.reason(), old.at());
            book.change(stackId, stack -> stack.with(same));
            wave.done(id);
            turn();
        } else if (replaces) {
            make(target, old, wanted);
        } else {
            touched.add(id);
            StackResource current = target.known(old.physicalId(), old.reference(), old.attributes());
            enter(current, "UPDATE_IN_PROGRESS", null);
            ResourceWork.Begun begun = work.update(stack(), current, old, wanted.updatePolicy(id));
            advance(current, begun.progress(), "UPDATE", begun.unhonoured());
        }
    }

    private void make(StackResource target, @Nullable StackResource old, Provisioning wanted) {
        String id = target.logicalId();
        touched.add(id);
        if (old == null) enter(target, "CREATE_IN_PROGRESS", null);
        else {
            leftovers.add(old);
            enter(
                    target.as(old.physicalId()),
                    "UPDATE_IN_PROGRESS",
                    "Requested update requires the creation of a new physical resource; hence creating one.");
        }
        Optional<ResourceSignals.Demand> demand = ResourceSignals.demand(wanted.creationPolicy(id));
        demand.ifPresent(each -> signals.expect(id, each));
        ResourceWork.Begun begun = work.create(stack(), target, wanted.updatePolicy(id));
        String verb = old == null ? "CREATE" : "UPDATE";
        if (begun.progress() instanceof Progress.Pending pending)
            enter(target.as(pending.physicalId()), verb + "_IN_PROGRESS", "Resource creation Initiated");
        else if (begun.progress() instanceof Progress.Done done)
            enter(
                    target.known(done.physicalId(), done.ref(), done.attributes()),
                    verb + "_IN_PROGRESS",
                    "Resource creation Initiated");
        advance(target, begun.progress(), verb, begun.unhonoured());
    }

    private Set<String> replacedBy(StackResource target) {
        return context.resourceTypes()
                .find(target.type())
                .map(ResourceType::replacedBy)
                .orElse(Set.of());
    }

    /// Takes one step of a resource's progress; one that was cancelled is passed over.
    private void advance(StackResource target, Progress progress, String verb, List<String> unhonoured) {
        if (over || !wave.running().contains(target.logicalId())) return;
        underWay.put(target.logicalId(), target);
        switch (progress) {
            case Progress.Pending pending -> {
                StackResource known = target.as(pending.physicalId());
                Wave mine = wave;
                underWay.put(target.logicalId(), known);
                later(pending.again(), () -> {
                    if (wave == mine) advance(known, ResourceWork.next(pending), verb, unhonoured);
                });
            }
            case Progress.Done done -> {
                Map<String, Object> attributes = new LinkedHashMap<>(target.attributes());
                attributes.putAll(done.attributes());
                StackResource known = target.known(done.physicalId(), done.ref(), attributes);
                if (signals.expects(target.logicalId())) await(known, verb, unhonoured);
                else succeeded(known, verb, unhonoured);
            }
            case Progress.Failed refusal -> {
                String physicalId = refusal.physicalId().isEmpty() ? target.physicalId() : refusal.physicalId();
                failed(target.as(physicalId), verb.equals("UPDATE"), refusal.reason());
                turn();
            }
        }
    }

    private void succeeded(StackResource known, String verb, List<String> unhonoured) {
        underWay.remove(known.logicalId());
        enter(
                known,
                verb + "_COMPLETE",
                unhonoured.isEmpty() ? null : "Not honoured by Windtunnel: " + String.join(", ", unhonoured));
        wave.done(known.logicalId());
        turn();
    }

    // Signals.

    private void await(StackResource known, String verb, List<String> unhonoured) {
        Provisioning wanted = Objects.requireNonNull(provisioning);
        String id = known.logicalId();
        Wave mine = wave;
        waiting.put(id, new Waiting(known, verb, unhonoured));
        book.change(stackId, stack -> stack.with(known.in(verb + "_IN_PROGRESS", null, known.at())));
        Duration limit = ResourceSignals.demand(wanted.creationPolicy(id))
                .map(ResourceSignals.Demand::timeout)
                .orElse(ResourceSignals.USUAL_TIMEOUT);
        later(limit, () -> {
            if (wave != mine || waiting.remove(id) == null) return;
            String reason =
                    "Failed to receive " + signals.missing(id) + " resource signal(s) within the specified duration";
            signals.forget(id);
            failed(known, verb.equals("UPDATE"), reason);
            turn();
        });
    }

    private void signalled(String id, String uniqueId, boolean success) {
        StackResource current = stack().resources().get(id);
        if (over || current == null || !signals.expects(id)) return;
        enter(
                current,
                current.status(),
                "Received " + (success ? "SUCCESS" : "FAILURE") + " signal with UniqueId " + uniqueId);
        Waiting parked = waiting.get(id);
        if (!success) {
            signals.forget(id);
            waiting.remove(id);
            failed(
                    parked == null ? current : parked.known(),
                    parked != null && parked.verb().equals("UPDATE"),
                    "Received FAILURE signal with UniqueId " + uniqueId);
            turn();
        } else if (signals.succeeded(id, uniqueId) && parked != null) {
            waiting.remove(id);
            succeeded(parked.known(), parked.verb(), parked.unhonoured());
        }
    }

    // Failure.

    private void failed(StackResource target, boolean updating, String reason) {
        String id = target.logicalId();
        underWay.remove(id);
        failures.add(id, !updating);
        switch (phase) {
            case PROVISION -> {
                enter(target, updating ? "UPDATE_FAILED" : "CREATE_FAILED", reason);
                wave.done(id);
                stopRunning();
            }
            case RESTORE -> {
                enter(target, "UPDATE_FAILED", reason);
                wave.done(id);
            }
        }
    }

    /// Cancels what is under way: it is rolled back like what failed.
    private void stopRunning() {
        wave.stop();
        for (String id : List.copyOf(wave.running())) {
            StackResource target = underWay.remove(id);
            wave.done(id);
            signals.forget(id);
            waiting.remove(id);
            if (target == null) continue;
            boolean updating = before.containsKey(id);
            failures.add(id, !updating);
            enter(
                    target,
                    updating ? "UPDATE_FAILED" : "CREATE_FAILED",
                    updating ? "Resource update cancelled" : "Resource creation cancelled");
        }
    }

    private void fail(String reason) {
        failures.because(reason);
        stopRunning();
        turn();
    }

    private void timedOut() {
        if (!over && phase == Phase.PROVISION && takedown == null)
            fail("Stack creation time exceeded the specified timeout. Rollback requested by user.");
    }

    private void phaseOver() {
        switch (phase) {
            case PROVISION -> {
                boolean creating = settingsBefore == null;
                if (failures.none()) provisioned(creating);
                if (over || takedown != null) return;
                if (creating) creationFailed();
                else updateFailed();
            }
            case RESTORE -> restored();
        }
    }

    /// Every resource stands: the outputs follow. An output that cannot be had fails the operation.
    private void provisioned(boolean creating) {
        Provisioning wanted = Objects.requireNonNull(provisioning);
        try {
            List<Stack.Output> outputs = wanted.outputs(stack(), book);
            book.change(stackId, stack -> stack.with(outputs, wanted.imports()));
        } catch (AwsException refused) {
            failures.because(refused.message() + " Rollback requested by user.");
            return;
        }
        if (creating) {
            end(StackStatus.CREATE_COMPLETE, null);
            return;
        }
        List<StackResource> victims = new ArrayList<>(leftovers);
        before.forEach((id, old) -> {
            if (!wanted.dependencies().containsKey(id)) victims.add(old);
        });
        book.enter(stackId, StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, null);
        remove(victims, StackStatus.UPDATE_COMPLETE, StackStatus.UPDATE_COMPLETE);
    }

    private void creationFailed() {
        Stack stack = stack();
        String told = failures.told();
        switch (stack.settings().onFailure()) {
            case DO_NOTHING -> end(StackStatus.CREATE_FAILED, told);
            case ROLLBACK -> {
                String asked = told.contains("Rollback requested") ? told : told + "Rollback requested by user.";
                book.enter(stackId, StackStatus.ROLLBACK_IN_PROGRESS, asked);
                remove(
                        new ArrayList<>(stack.resources().values()),
                        StackStatus.ROLLBACK_COMPLETE,
                        StackStatus.ROLLBACK_FAILED);
            }
            case DELETE -> {
                book.enter(stackId, StackStatus.DELETE_IN_PROGRESS, told + "Delete requested by user.");
                remove(
                        new ArrayList<>(stack.resources().values()),
                        StackStatus.DELETE_COMPLETE,
                        StackStatus.DELETE_FAILED);
            }
        }
    }

    private void updateFailed() {
        if (stack().settings().onFailure() == OnFailure.DO_NOTHING) {
            end(StackStatus.UPDATE_FAILED, failures.told());
            return;
        }
        book.enter(stackId, StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, failures.told());
        Stack.Settings old = Objects.requireNonNull(settingsBefore);
        book.change(stackId, stack -> stack.with(old));
        phase = Phase.RESTORE;
        failures.clear();
        Map<String, Set<String>> order = new LinkedHashMap<>();
        for (String id : touched)
            if (before.containsKey(id)) order.put(id, Set.copyOf(before.get(id).dependsOn()));
        wave = new Wave(order);
        turn();
    }

    // Restoring: an update's rollback.

    private void restoreOne(String id) {
        StackResource old = Objects.requireNonNull(before.get(id));
        StackResource current = stack().resources().get(id);
        leftovers.removeIf(each -> each.logicalId().equals(id));
        if (current != null
                && current.physicalId() != null
                && !current.physicalId().equals(old.physicalId())) leftovers.add(current);
        enter(old, "UPDATE_IN_PROGRESS", null);
        if (current == null || !Objects.equals(current.physicalId(), old.physicalId())) {
            succeeded(old, "UPDATE", List.of());
            return;
        }
        ResourceWork.Begun begun = work.update(stack(), old, current, Map.of());
        advance(old, begun.progress(), "UPDATE", List.of());
    }

    private void restored() {
        if (!failures.none()) {
            end(
                    StackStatus.UPDATE_ROLLBACK_FAILED,
                    "The following resource(s) failed to update: " + failures.all() + ". ");
            return;
        }
        for (String id : touched)
            if (!before.containsKey(id)) {
                StackResource made = stack().resources().get(id);
                if (made != null) leftovers.add(made);
            }
        book.enter(stackId, StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, null);
        remove(new ArrayList<>(leftovers), StackStatus.UPDATE_ROLLBACK_COMPLETE, StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    // Taking down: rollback of a creation, cleanup, deletion.

    private void remove(List<StackResource> resources, StackStatus then, StackStatus otherwise) {
        wave = new Wave(Map.of());
        takedown = new Takedown(
                context, book, work, mailbox, stackId, new Removal(resources, retained, then, otherwise), this::end);
        takedown.begin();
    }

    // The end.

    private void end(StackStatus status, @Nullable String reason) {
        if (status == StackStatus.DELETE_COMPLETE)
            book.change(
                    stackId,
                    stack -> stack.at(stack.updated(), context.fabric().time().now())
                            .with(List.of(), Set.of()));
        finish();
        book.enter(stackId, status, reason);
    }

    private void finish() {
        if (over) return;
        over = true;
        if (timeout != null) timeout.cancel();
        if (takedown != null) takedown.abandon();
        ended.run();
    }

    private void enter(StackResource resource, String status, @Nullable String reason) {
        book.enter(stackId, resource.in(status, reason, context.fabric().time().now()));
    }
}
