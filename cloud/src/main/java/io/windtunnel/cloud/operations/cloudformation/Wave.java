package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The order of work along a graph: what may begin now, given what is done. Pure bookkeeping; it starts nothing.
final class Wave {
    private final Map<String, Set<String>> waiting = new LinkedHashMap<>();
    private final Set<String> running = new LinkedHashSet<>();
    private boolean stopped;

    /// @param prerequisites what must be done before each piece of work; names of no piece of work are passed over
    Wave(Map<String, Set<String>> prerequisites) {
        prerequisites.forEach((id, before) -> {
            Set<String> needs = new LinkedHashSet<>(before);
            needs.retainAll(prerequisites.keySet());
            needs.remove(id);
            waiting.put(id, needs);
        });
    }

    /// Takes what may begin now; each piece once.
    List<String> begin() {
        if (stopped) return List.of();
        List<String> ready = new ArrayList<>();
        waiting.forEach((id, needs) -> {
            if (needs.isEmpty()) ready.add(id);
        });
        waiting.keySet().removeAll(ready);
        running.addAll(ready);
        return ready;
    }

    void done(String id) {
        running.remove(id);
        waiting.values().forEach(needs -> needs.remove(id));
    }

    /// Nothing more begins; what runs may end.
    void stop() {
        stopped = true;
    }

    Set<String> running() {
        return running;
    }

    boolean over() {
        return running.isEmpty() && (stopped || waiting.isEmpty());
    }

    /// The same graph the other way round: what must be done before, when things are taken down.
    static Map<String, Set<String>> reversed(Map<String, Set<String>> prerequisites) {
        Map<String, Set<String>> reversed = new LinkedHashMap<>();
        prerequisites.keySet().forEach(id -> reversed.put(id, new LinkedHashSet<>()));
        prerequisites.forEach((id, before) -> before.forEach(each -> {
            Set<String> after = reversed.get(each);
            if (after != null) after.add(id);
        }));
        return reversed;
    }

    /// Refuses a graph that has a circle.
    ///
    /// @throws AwsException `ValidationError`
    static void refuseCircles(Map<String, Set<String>> prerequisites) {
        for (Map.Entry<String, Set<String>> each : prerequisites.entrySet())
            if (each.getValue().contains(each.getKey()))
                throw AwsException.validation("Circular dependency between resources: [" + each.getKey() + "]");
        Wave wave = new Wave(prerequisites);
        for (List<String> ready = wave.begin(); !ready.isEmpty(); ready = wave.begin()) ready.forEach(wave::done);
        if (wave.waiting.isEmpty()) return;
        Set<String> circle = new TreeSet<>(wave.waiting.keySet());
        for (boolean shrunk = true; shrunk; )
            shrunk = circle.removeIf(id -> circle.stream()
                    .noneMatch(
                            other -> wave.waiting.getOrDefault(other, Set.of()).contains(id)));
        throw AwsException.validation("Circular dependency between resources: " + new ArrayList<>(circle));
    }
}
