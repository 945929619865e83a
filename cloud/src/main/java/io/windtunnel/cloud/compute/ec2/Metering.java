package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Tells the bill what an estate has that is paid for by the time. What should be paid for is worked
/// out from the estate as it is ([Payable]), and compared with what is being paid for: after each
/// change of an instance, at once; of everything, once a minute.
///
/// Its state is touched only by what an estate does after its lock is free, one after the other.
final class Metering {
    /// Linux instances and volumes are paid for at least so long (EC2 per-second billing, 2017).
    private static final Duration LEAST = Duration.ofSeconds(60);

    private record Paid(Usage.Running running, Instant since) {}

    private final Map<String, Map<Payable, Paid>> byOwner = new HashMap<>();
    private final Scope scope;
    private final Supplier<Usage> usage;
    private final Time time;

    Metering(Scope scope, Supplier<Usage> usage, Time time) {
        this.scope = scope;
        this.usage = usage;
        this.time = time;
    }

    /// An instance has changed.
    void changed(Estate estate, String instanceId) {
        settle(instanceId, estate.in(same -> Payable.ofInstance(same, instanceId)));
    }

    /// Compares everything.
    void look(Estate estate) {
        estate.in(same -> {
            Map<String, Set<Payable>> all = Payable.ofEstate(same);
            same.afterwards(() -> settle(all));
            return true;
        });
    }

    private void settle(Map<String, Set<Payable>> all) {
        Set<String> owners = new HashSet<>(byOwner.keySet());
        owners.addAll(all.keySet());
        for (String owner : owners) settle(owner, all.getOrDefault(owner, Set.of()));
    }

    private void settle(String owner, Set<Payable> wanted) {
        Map<Payable, Paid> paid = byOwner.computeIfAbsent(owner, _ -> new LinkedHashMap<>());
        paid.entrySet().removeIf(each -> {
            if (wanted.contains(each.getKey())) return false;
            end(each.getKey(), each.getValue());
            return true;
        });
        for (Payable each : wanted) paid.computeIfAbsent(each, this::begin);
        if (paid.isEmpty()) byOwner.remove(owner);
    }

    private Paid begin(Payable payable) {
        return new Paid(usage.get().running(scope, payable.resource(), payable.type(), payable.anHour()), time.now());
    }

    private void end(Payable payable, Paid paid) {
        paid.running.close();
        Duration missing = LEAST.minus(Duration.between(paid.since, time.now()));
        if (!payable.atLeastAMinute() || missing.isNegative()) return;
        usage.get().meter(scope, payable.resource(), payable.type()).add(payable.anHour() * missing.toNanos() / 3.6e12);
    }
}
