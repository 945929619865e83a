package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Who offers what in this cloud. A service offers a capability once for the whole cloud, or for the
/// ARNs of its service name; its neighbours ask for it here and never import it.
///
/// Thread safety: every method may be called from any thread.
public final class Directory {
    private record ByService(Class<?> capability, String service) {}

    private final Map<Class<?>, Object> whole = new ConcurrentHashMap<>();
    private final Map<ByService, List<Function<Arn, ? extends Optional<?>>>> byArn = new ConcurrentHashMap<>();

    /// Offers `provider` to the whole cloud.
    ///
    /// @throws IllegalStateException when the capability is already offered
    public <C> void offer(Class<C> capability, C provider) {
        if (whole.putIfAbsent(capability, provider) != null)
            throw new IllegalStateException(capability.getSimpleName() + " is already offered");
    }

    /// Offers the capability at those ARNs for which `lookup` has an answer, among those whose service
    /// part is `service`. Several may be offered for one service (two of AWS's services may share an
    /// ARN's service part): the first that answers is taken.
    public <C> void offer(Class<C> capability, String service, Function<Arn, Optional<C>> lookup) {
        byArn.computeIfAbsent(new ByService(capability, service), _ -> new CopyOnWriteArrayList<>())
                .add(lookup);
    }

    /// The capability offered to the whole cloud.
    ///
    /// @throws IllegalStateException when nobody offers it: this cloud was assembled without its service
    public <C> C require(Class<C> capability) {
        return find(capability)
                .orElseThrow(() -> new IllegalStateException("no service offers " + capability.getSimpleName()));
    }

    /// The capability offered to the whole cloud, if this cloud has it.
    public <C> Optional<C> find(Class<C> capability) {
        return Optional.ofNullable(capability.cast(whole.get(capability)));
    }

    /// The capability at `arn`; empty when there is no such resource or its service does not offer it.
    public <C> Optional<C> at(Class<C> capability, Arn arn) {
        for (Function<Arn, ? extends Optional<?>> lookup :
                byArn.getOrDefault(new ByService(capability, arn.service()), List.of())) {
            Optional<?> found = lookup.apply(arn);
            if (found.isPresent()) return found.map(capability::cast);
        }
        return Optional.empty();
    }
}
