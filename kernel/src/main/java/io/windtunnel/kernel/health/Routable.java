package io.windtunnel.kernel.health;

import java.util.List;
import java.util.function.Predicate;

/// Which of a group's targets requests may be sent to: the healthy ones, or all of them when too few are healthy (fail
/// open).
///
/// @param failedOpen whether unhealthy ones are among them because too few are healthy
public record Routable<T>(List<T> targets, boolean failedOpen) {
    /// Decides among `all`.
    public static <T> Routable<T> among(List<T> all, Predicate<T> healthy, Minimum minimum) {
        List<T> fit = all.stream().filter(healthy).toList();
        boolean enough = !fit.isEmpty() && minimum.met(fit.size(), all.size());
        return enough ? new Routable<>(fit, false) : new Routable<>(List.copyOf(all), !all.isEmpty());
    }
}
