package io.windtunnel.cloud.edge.elbv2.proxy;

import io.windtunnel.kernel.balance.LeastOutstanding;
import io.windtunnel.kernel.balance.RoundRobin;
import io.windtunnel.kernel.balance.SlowStart;
import io.windtunnel.kernel.balance.TargetChoice;
import io.windtunnel.kernel.balance.UniformRandom;
import io.windtunnel.kernel.health.HealthRecord;
import io.windtunnel.kernel.health.Routable;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A target group, as one node sees it: its targets, which of them answer, and who is next.
///
/// Every node has pools of its own and checks every target by itself; two nodes may well disagree.
///
/// Thread safety: every method may be called from any thread; the hot path reads one volatile field.
public final class Pool {
    /// Told when a target's state has changed at this node.
    @FunctionalInterface
    public interface Watcher {
        void changed(Pool pool, Backend target, HealthRecord before);
    }

    private record Checked(Backend target, Timer timer) {}

    private final Time time;
    private final Prober prober;
    private final Watcher watcher;
    private final RandomStreams random;
    private final Map<String, Checked> checked = new LinkedHashMap<>();
    private volatile PoolSettings settings;
    private volatile TargetChoice choice;
    private volatile Routable<Backend> routable = new Routable<>(List.of(), false);
    private volatile Map<String, Backend> byKey = Map.of();
    private boolean closed;

    public Pool(PoolSettings settings, Time time, Prober prober, Watcher watcher, RandomStreams random) {
        this.settings = settings;
        this.time = time;
        this.prober = prober;
        this.watcher = watcher;
        this.random = random;
        this.choice = choiceOf(settings.algorithm());
    }

    private TargetChoice choiceOf(PoolSettings.Algorithm algorithm) {
        return switch (algorithm) {
            case ROUND_ROBIN -> new RoundRobin();
            case LEAST_OUTSTANDING -> new LeastOutstanding();
            case RANDOM -> new UniformRandom(random.stream("choice"));
        };
    }

    public PoolSettings settings() {
        return settings;
    }

    /// Every target that is registered and not draining, by its key.
    public Map<String, Backend> targets() {
        return byKey;
    }

    /// The targets that requests may be sent to now.
    public Routable<Backend> routable() {
        return routable;
    }

    /// The target for the next request, or null when there is none at all.
    public @Nullable Backend choose(long nowNanos) {
        List<Backend> fit = routable.targets();
        return fit.isEmpty() ? null : choice.choose(fit, nowNanos);
    }

    /// The target for the next request among some of the routable ones, by the pool's algorithm and its turn.
    public Backend choose(List<Backend> some, long nowNanos) {
        return choice.choose(some, nowNanos);
    }

    /// The target a client has stuck to, or null when it may not be sent to any more.
    @Nullable
    Backend stuck(String key) {
        Backend target = byKey.get(key);
        return target != null && routable.targets().contains(target) ? target : null;
    }

    /// How many targets are healthy, and how many there are.
    public int healthy() {
        int count = 0;
        for (Backend target : byKey.values()) if (target.health().healthy()) count++;
        return count;
    }

    /// Whether there are enough healthy targets for the node's address to stay in DNS. A group without
    /// targets is.
    public boolean enoughForDns() {
        Map<String, Backend> all = byKey;
        return all.isEmpty() || settings.dnsMinimum().met(healthy(), all.size());
    }

    /// Works from now on by other settings and with other targets. A target that stays keeps its health; a
    /// new one is checked at once; one that is gone loses its idle connections, and all others after
    /// `drain`.
    public synchronized void apply(PoolSettings next, List<Backend> targets, Map<String, Duration> drain) {
        if (closed) return;
        boolean otherChecks = !next.check().interval().equals(settings.check().interval());
        if (next.algorithm() != settings.algorithm()) choice = choiceOf(next.algorithm());
        settings = next;
        Map<String, Backend> wanted = new LinkedHashMap<>();
        for (Backend target : targets) wanted.put(target.key(), target);
        for (String key : List.copyOf(checked.keySet())) {
            Checked old = Objects.requireNonNull(checked.get(key));
            Backend same = wanted.get(key);
            if (same != null && same.address().equals(old.target.address()) && !otherChecks) continue;
            checked.remove(key);
            old.timer.cancel();
            if (same != null && same.address().equals(old.target.address())) begin(old.target);
            else retire(old.target, drain.getOrDefault(key, Duration.ZERO));
        }
        wanted.forEach((key, target) -> {
            if (!checked.containsKey(key)) begin(target);
        });
        publish();
    }

    private void retire(Backend target, Duration drain) {
        target.drain();
        if (!settings.ends().whenDeregistered()) return;
        if (drain.isZero() || drain.isNegative()) target.close();
        else time.after(drain, target::close);
    }

    private void begin(Backend target) {
        Timer timer = time.every(settings.check().interval(), () -> check(target));
        checked.put(target.key(), new Checked(target, timer));
        time.after(Duration.ZERO, () -> check(target));
    }

    private void check(Backend target) {
        PoolSettings.Check check = settings.check();
        prober.probe(target, check, outcome -> judge(target, outcome));
    }

    private void judge(Backend target, Outcome outcome) {
        HealthRecord before;
        synchronized (this) {
            Checked current = checked.get(target.key());
            if (closed || current == null || current.target != target) return;
            before = target.health();
            HealthRecord next = before.after(
                    outcome instanceof Outcome.Passed, settings.check().thresholds());
            target.judged(next, outcome);
            if (next.state() == before.state()) return;
            warm(target, next);
            publish();
            endUnhealthy(target);
        }
        watcher.changed(this, target, before);
    }

    /// Ends the connections of a target that has become unhealthy, unless too few are healthy and requests
    /// are sent to all.
    private void endUnhealthy(Backend target) {
        if (target.health().state() != HealthRecord.State.UNHEALTHY || routable.failedOpen()) return;
        Duration after = settings.ends().afterUnhealthy();
        if (after == null) return;
        if (after.isZero()) target.endConnections();
        else time.after(after, () -> endStillUnhealthy(target));
    }

    private void endStillUnhealthy(Backend target) {
        if (target.health().state() == HealthRecord.State.UNHEALTHY && !routable.failedOpen()) target.endConnections();
    }

    private void warm(Backend target, HealthRecord next) {
        if (!next.healthy()) {
            target.stopWarmUp();
            return;
        }
        long now = time.nanos();
        int started = 0;
        for (Checked other : checked.values())
            if (other.target != target && other.target.health().healthy() && other.target.share(now) >= 1) started++;
        SlowStart slow = settings.slowStart();
        if (slow.begins(started)) target.warmUp(slow, now);
    }

    private void publish() {
        Map<String, Backend> all = new HashMap<>();
        checked.forEach((key, entry) -> all.put(key, entry.target));
        byKey = Map.copyOf(all);
        List<Backend> ordered = checked.values().stream().map(Checked::target).toList();
        routable = Routable.among(ordered, target -> target.health().healthy(), settings.routingMinimum());
    }

    /// Stops checking and ends every connection.
    public synchronized void close() {
        closed = true;
        checked.values().forEach(entry -> {
            entry.timer.cancel();
            entry.target.close();
        });
        checked.clear();
        publish();
    }
}
