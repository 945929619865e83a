package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.Process;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The groups, as scaling policies and scheduled actions see and change them.
final class GroupSizes implements ScaledGroups {
    /// How far back it is looked for an instance that left: the metrics of longer ago decide nothing.
    private static final Duration LATELY = Duration.ofHours(1);

    private final Groups groups;

    GroupSizes(Groups groups) {
        this.groups = groups;
    }

    @Override
    public Time time() {
        return groups.time();
    }

    @Override
    public Optional<View> find(Scope scope, String name) {
        Book book = groups.book(scope);
        Group group = book.find(name);
        if (group == null) return Optional.empty();
        Set<Process> suspended = EnumSet.noneOf(Process.class);
        for (Process process : Process.values())
            if (group.suspended().containsKey(process.apiName())) suspended.add(process);
        Integer warmup = group.terms().warmupSeconds();
        return Optional.of(new View(
                name,
                group.id(),
                size(group),
                Duration.ofSeconds(group.terms().cooldownSeconds()),
                warmup == null ? null : Duration.ofSeconds(warmup),
                group.targetGroups(),
                suspended,
                group.deleting(),
                book.instances(name).stream().flatMap(GroupSizes::unit).toList(),
                lastLeft(book, name)));
    }

    private static Size size(Group group) {
        return new Size(
                group.settings().minimum(),
                group.settings().maximum(),
                group.settings().desired());
    }

    /// What stands by, or waits in the warm pool, is no capacity.
    private static Stream<Unit> unit(Instance instance) {
        Stage stage = switch (instance.state()) {
            case PENDING, PENDING_WAIT, PENDING_PROCEED -> Stage.COMING;
            case IN_SERVICE -> Stage.SERVING;
            case DETACHING, TERMINATING, TERMINATING_WAIT, TERMINATING_PROCEED -> Stage.LEAVING;
            case ENTERING_STANDBY,
                    STANDBY,
                    WARMED_PENDING,
                    WARMED_PENDING_WAIT,
                    WARMED_PENDING_PROCEED,
                    WARMED_STOPPED,
                    WARMED_RUNNING,
                    WARMED_HIBERNATED,
                    WARMED_TERMINATING,
                    WARMED_TERMINATING_WAIT,
                    WARMED_TERMINATING_PROCEED -> null;
        };
        return stage == null
                ? Stream.empty()
                : Stream.of(new Unit(instance.instanceId(), instance.origin().weight(), stage, instance.inService()));
    }

    /// When the last activity ended that took an instance out.
    private @Nullable Instant lastLeft(Book book, String name) {
        Instant since = groups.time().now().minus(LATELY);
        return book.activities().stream()
                .takeWhile(activity -> activity.start().isAfter(since))
                .filter(activity -> activity.group().equals(name)
                        && activity.end() != null
                        && activity.description().startsWith("Terminating EC2 instance"))
                .map(Activity::end)
                .max(Instant::compareTo)
                .orElse(null);
    }

    @Override
    public Optional<Resize> change(Scope scope, String name, Function<Size, Optional<Resize>> decide) {
        Book book = groups.book(scope);
        Optional<Resize> wanted;
        synchronized (book) {
            Group group = book.find(name);
            if (group == null || group.deleting()) return Optional.empty();
            wanted = decide.apply(size(group));
            if (wanted.isEmpty()) return wanted;
            Size after = wanted.get().size();
            Instant now = groups.time().now();
            String cause = wanted.get().causes().stream()
                    .map(sentence -> Causes.at(now, sentence))
                    .collect(Collectors.joining("  "));
            var bounded = group.with(group.settings().bounds(after.minimum(), after.maximum()));
            boolean moved = after.desired() != group.settings().desired();
            book.put(moved ? bounded.capacity(after.desired(), cause) : bounded);
        }
        groups.kick(scope, name, Pace.REACTION);
        return wanted;
    }

    @Override
    public void failed(Scope scope, String name, String description, String cause, String message) {
        Book book = groups.book(scope);
        Instant now = groups.time().now();
        synchronized (book) {
            Group group = book.find(name);
            if (group == null) return;
            Activity activity =
                    book.begin(group, description, Causes.at(now, cause), Activity.IN_PROGRESS, 0, "{}", now);
            book.change(activity, open -> open.ended(Activity.FAILED, message, now));
        }
    }
}
