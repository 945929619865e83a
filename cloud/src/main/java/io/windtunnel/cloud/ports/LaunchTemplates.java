package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Launch templates, as the services that launch by them see them. EC2 offers it.
///
/// Thread safety: every method may be called from any thread.
public interface LaunchTemplates {
    /// A launch template and the numbers that `$Default` and `$Latest` stand for.
    record Template(String id, String name, long defaultVersion, long latestVersion) {
        /// The number a version's name (`$Default`, `$Latest`, a number, or null for the default) stands for.
        public long number(@Nullable String version) {
            if (version == null || version.isEmpty() || version.equals("$Default")) return defaultVersion;
            return version.equals("$Latest") ? latestVersion : Long.parseLong(version);
        }
    }

    /// What a version says of its instances; null where it says nothing.
    record Version(
            long number,
            @Nullable String imageId,
            @Nullable String instanceType,
            @Nullable String instanceProfile) {}

    Optional<Template> find(Scope scope, String idOrName);

    Optional<Version> version(Scope scope, String idOrName, long number);
}
