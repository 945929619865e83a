package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Every group of the cloud: the books of each scope and the loops that run them.
///
/// Thread safety: every method may be called from any thread.
final class Groups {
    private record Key(Scope scope, String name) {}

    private final CloudContext context;
    final Neighbours neighbours;
    private final Map<Scope, Book> books = new ConcurrentHashMap<>();
    private final Map<Key, GroupLoop> loops = new ConcurrentHashMap<>();
    private final AtomicBoolean watching = new AtomicBoolean();

    Groups(CloudContext context) {
        this.context = context;
        this.neighbours = new Neighbours(context.directory());
        for (Scope scope : context.fabric().storage().scopes("autoscaling.groups"))
            for (Group group : book(scope).groups()) loop(scope, group.name());
    }

    Time time() {
        return context.fabric().time();
    }

    /// What the account may have.
    Quotas quotas() {
        return Quotas.of(context.directory());
    }

    Book book(Scope scope) {
        return books.computeIfAbsent(
                scope,
                _ -> new Book(
                        scope, context.fabric().storage(), context.fabric().ids()));
    }

    Collection<Book> books() {
        return books.values();
    }

    /// The loop of a group; begun when it is new.
    GroupLoop loop(Scope scope, String name) {
        watchInstances();
        Key key = new Key(scope, name);
        return loops.computeIfAbsent(
                key,
                _ -> new GroupLoop(
                        book(scope),
                        name,
                        new Launcher(book(scope), neighbours),
                        neighbours,
                        time(),
                        context.journal(),
                        () -> loops.remove(key)));
    }

    void kick(Scope scope, String name, Duration delay) {
        loop(scope, name).kick(delay);
    }

    /// How far a target group's attachment has come: `InService` once a target is healthy, `Added` once all are
    /// registered, `Adding` before.
    String attachment(Book book, Group group, String arn) {
        Map<String, TargetGroups.Health> health = neighbours
                .targetGroups()
                .map(port -> port.health(Arn.parse(arn)))
                .orElse(Map.of());
        if (health.containsValue(TargetGroups.Health.HEALTHY)) return "InService";
        boolean all = book.instances(group.name()).stream()
                .filter(instance -> instance.state() == Instance.State.IN_SERVICE)
                .allMatch(instance -> health.containsKey(instance.instanceId()));
        return all ? "Added" : "Adding";
    }

    /// Ends the loop of a group that is gone.
    void forget(Scope scope, String name) {
        GroupLoop loop = loops.remove(new Key(scope, name));
        if (loop != null) loop.close();
    }

    /// Instances on their way are looked at as soon as EC2 tells of them; those in service wait for the health check.
    private void watchInstances() {
        Instances instances = context.directory().find(Instances.class).orElse(null);
        if (instances != null && watching.compareAndSet(false, true)) instances.watch(this::changed);
    }

    private void changed(Instances.Change change) {
        Book book = books.get(change.scope());

        Instance instance = book == null ? null : book.instance(change.after().instanceId());
        if (instance != null && instance.state() != Instance.State.IN_SERVICE)
            kick(change.scope(), instance.group(), Pace.NOTICE);
    }

    void close() {
        loops.values().forEach(GroupLoop::close);
    }
}
