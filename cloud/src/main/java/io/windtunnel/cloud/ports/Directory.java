package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Who offers what in this cloud. A service offers a capability once for the whole cloud, or for the ARNs of its
/// service
/// name; its neighbours ask for it here and never import it.
///
/// Thread safety: every method may be called from any thread.
public final class Directory {
    private record ByService(Class<?> capability, String service) {}

    private final Map<Class<?>, Object> whole = new ConcurrentHashMap<>();
    private final Map<ByService, Function<Arn, ? extends Optional<?>>> byArn = new ConcurrentHashMap<>();

    /// Offers `provider` to the whole cloud.
    ///
    /// @throws IllegalStateException when the capability is already offered
    public <C> void offer(Class<C> capability, C provider) {
        if (whole.putIfAbsent(capability, provider) != null)
            throw new IllegalStateException(capability.getSimpleName() + " is already offered");
    }

    /// Offers the capability at the ARNs whose service part is `service`.
    public <C> void offer(Class<C> capability, String service, Function<Arn, Optional<C>> lookup) {
        if (byArn.putIfAbsent(new ByService(capability, service), lookup) != null)
            throw new IllegalStateException(capability.getSimpleName() + " of " + service + " is already offered");
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
        Function<Arn, ? extends Optional<?>> lookup = byArn.get(new ByService(capability, arn.service()));
        return lookup == null ? Optional.empty() : lookup.apply(arn).map(capability::cast);
    }
}
