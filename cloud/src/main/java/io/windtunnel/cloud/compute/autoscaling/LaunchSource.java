package io.windtunnel.cloud.compute.autoscaling;

import org.jspecify.annotations.Nullable;

/// What a group launches from: a launch template and the version it names (`$Latest`, `$Default` or a number), or a
/// launch configuration.
record LaunchSource(
        @Nullable String templateId,
        @Nullable String templateName,
        @Nullable String version,
        @Nullable String configuration) {
    static LaunchSource template(String id, String name, @Nullable String version) {
        return new LaunchSource(id, name, version, null);
    }

    static LaunchSource configuration(String name) {
        return new LaunchSource(null, null, null, name);
    }
}
