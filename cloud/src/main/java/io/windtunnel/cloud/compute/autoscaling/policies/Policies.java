package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Steps;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Tracking;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Stage;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Unit;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.View;
import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.GroupAggregation;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The scaling policies and scheduled actions of a cloud, put together: the books of each scope, the
/// requests, and what runs by itself.
///
/// Thread safety: every method may be called from any thread.
public final class Policies implements GroupAggregation {
    /// How long after the start missing alarms are looked for: by then every service is there.
    private static final Duration HEALING = Duration.ofSeconds(30);

    /// A page of a longer answer, as the rest of Auto Scaling makes it.
    public interface Pages {
        /// The page of `all` that `token` begins, at most `asked` (`usual` when not asked, never more than
        /// `most`) items.
        <T> Page<T> page(List<T> all, @Nullable String token, @Nullable Integer asked, int usual, int most);
    }

    /// A page, and how to ask for the next one.
    public record Page<T>(List<T> items, @Nullable String nextToken) {}

    final ScaledGroups groups;
    final Directory directory;
    final Pages pages;
    final TrackedAlarms tracking;
    final Reactions reactions;
    final Schedules schedules;
    final Forecasts forecasts;
    private final PolicyRequests requests;
    private final ScheduleRequests scheduleRequests;
    private final CloudContext context;
    private final Map<Scope, PolicyBook> books = new ConcurrentHashMap<>();
    private final Timer healing;

    public Policies(CloudContext context, ScaledGroups groups, Pages pages) {
        this.context = context;
        this.groups = groups;
        this.directory = context.directory();
        this.pages = pages;
        for (String table : List.of(PolicyBook.POLICIES, PolicyBook.SCHEDULES))
            context.fabric().storage().scopes(table).forEach(this::book);
        tracking = new TrackedAlarms(directory, this::uuid);
        reactions = new Reactions(this);
        schedules = new Schedules(this);
        forecasts = new Forecasts(this);
        requests = new PolicyRequests(this);
        scheduleRequests = new ScheduleRequests(this);
        directory.offer(
                AlarmAction.class,
                "autoscaling",
                arn -> arn.resource().contains(":autoScalingGroupName/") ? Optional.of(reactions) : Optional.empty());
        directory.offer(GroupAggregation.class, this);
        schedules.arm();
        healing = groups.time().after(HEALING, this::heal);
    }

    private void heal() {
        for (PolicyBook book : books()) tracking.heal(book.scope, book.policies());
    }

    public PolicyRequests requests() {
        return requests;
    }

    public ScheduleRequests scheduleRequests() {
        return scheduleRequests;
    }

    String uuid() {
        return context.fabric().ids().uuid();
    }

    PolicyBook book(Scope scope) {
        return books.computeIfAbsent(
                scope, _ -> new PolicyBook(scope, context.fabric().storage()));
    }

    Collection<PolicyBook> books() {
        return books.values();
    }

    void tell(Scope scope, String kind, String subject, String words) {
        context.journal().record(new Journal.Event(groups.time().now(), scope, kind, subject, words));
    }

    /// Forgets the policies and scheduled actions of a group that is gone, and deletes its alarms.
    public void forget(Scope scope, String group) {
        List<Policy> gone = book(scope).forget(group);
        reactions.forget(scope, group);
        tracking.delete(scope, gone);
    }

    /// Where nobody says how long a group's instances warm up, each speaks for it as soon as a policy
    /// counts it; in a group without policies, always.
    @Override
    public Predicate<String> speakers(Scope scope, String groupName) {
        View group = groups.find(scope, groupName).orElse(null);
        if (group == null) return _ -> true;
        Duration warmup = group.warmup();
        if (warmup == null)
            warmup = book(scope).policies(groupName).stream()
                    .filter(policy ->
                            policy.enabled() && (policy.rule() instanceof Tracking || policy.rule() instanceof Steps))
                    .map(policy -> Deliberation.warmup(group, policy))
                    .min(Duration::compareTo)
                    .orElse(null);
        if (warmup == null) return _ -> true;
        Instant before = groups.time().now().minus(warmup);
        Map<String, Boolean> warm = new HashMap<>();
        for (Unit unit : group.units()) warm.put(unit.instanceId(), warm(unit, before));
        return id -> warm.getOrDefault(id, true);
    }

    private static boolean warm(Unit unit, Instant before) {
        if (unit.stage() == Stage.COMING || unit.inService() == null) return false;
        return !unit.inService().isAfter(before);
    }

    public void close() {
        healing.cancel();
        schedules.close();
        forecasts.close();
    }
}
