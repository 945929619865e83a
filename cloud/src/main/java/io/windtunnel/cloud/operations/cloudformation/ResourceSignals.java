package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.template.PropertyBinder;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The signals that resources wait for before they count as created (`CreationPolicy`).
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-creationpolicy.html
final class ResourceSignals {
    /// How long signals are waited for where the template does not say.
    static final Duration USUAL_TIMEOUT = Duration.ofMinutes(5);

    /// How many signals a resource needs, and for how long they are waited for.
    record Demand(int count, Duration timeout) {}

    private record Waiting(int count, Set<String> successes) {}

    private final Map<String, Waiting> waiting = new HashMap<>();

    /// What a resolved creation policy asks for; empty when it asks for no signal.
    static Optional<Demand> demand(Map<String, Object> creationPolicy) {
        if (!(creationPolicy.get("ResourceSignal") instanceof Map<?, ?> signal)) return Optional.empty();
        Object count = signal.get("Count");
        Object timeout = signal.get("Timeout");
        return Optional.of(new Demand(
                count == null ? 1 : Integer.parseInt(PropertyBinder.text(count)),
                timeout == null ? USUAL_TIMEOUT : duration(timeout.toString())));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return USUAL_TIMEOUT;
        }
    }

    void expect(String logicalId, Demand demand) {
        waiting.put(logicalId, new Waiting(demand.count(), new HashSet<>()));
    }

    boolean expects(String logicalId) {
        return waiting.containsKey(logicalId);
    }

    /// Counts a success; true when it was the last one needed. The same unique id counts once.
    boolean succeeded(String logicalId, String uniqueId) {
        Waiting known = waiting.get(logicalId);
        if (known == null) return false;
        known.successes().add(uniqueId);
        if (known.successes().size() < known.count()) return false;
        waiting.remove(logicalId);
        return true;
    }

    /// How many signals are still missing; none when nothing is waited for any more.
    int missing(String logicalId) {
        Waiting known = waiting.get(logicalId);
        return known == null ? 0 : known.count() - known.successes().size();
    }

    void forget(String logicalId) {
        waiting.remove(logicalId);
    }
}
