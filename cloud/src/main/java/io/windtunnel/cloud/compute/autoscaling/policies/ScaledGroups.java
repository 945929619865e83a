package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.Process;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The Auto Scaling groups, as policies and scheduled actions see them.
///
/// Thread safety: every method may be called from any thread.
public interface ScaledGroups {
    /// Where an instance is, as far as capacity goes.
    enum Stage {
        /// On its way in.
        COMING,
        SERVING,
        /// On its way out.
        LEAVING
    }

    /// An instance. `units` is the capacity it stands for: 1, or its weight.
    ///
    /// @param inService when it last entered service; null before
    record Unit(
            String instanceId,
            int units,
            Stage stage,
            @Nullable Instant inService) {}

    /// How large a group is and may be, in capacity units.
    record Size(int minimum, int maximum, int desired) {
        Size desired(int capacity) {
            return new Size(minimum, maximum, capacity);
        }
    }

    /// A group at a moment.
    ///
    /// @param id the part of its ARN that tells it from another of the same name
    /// @param cooldown its default cooldown
    /// @param warmup its default instance warmup; null when it has none
    /// @param lastLeft when an instance last left for good; null when none has lately
    record View(
            String name,
            String id,
            Size size,
            Duration cooldown,
            @Nullable Duration warmup,
            List<String> targetGroups,
            Set<Process> suspended,
            boolean deleting,
            List<Unit> units,
            @Nullable Instant lastLeft) {
        int units(Stage stage) {
            return units.stream()
                    .filter(unit -> unit.stage() == stage)
                    .mapToInt(Unit::units)
                    .sum();
        }
    }

    /// What a group's size becomes, and why, in sentences without their time.
    record Resize(Size size, List<String> causes) {}

    Optional<View> find(Scope scope, String name);

    /// Changes a group's size to what `decide` makes of it, or leaves it when `decide` says nothing.
    /// `decide` is pure: it is called while the group is held.
    ///
    /// @return what was changed; empty too when the group is gone or going
    Optional<Resize> change(Scope scope, String name, Function<Size, Optional<Resize>> decide);

    /// Writes down a scaling activity that failed before it changed anything.
    void failed(Scope scope, String name, String description, String cause, String message);

    Time time();
}
