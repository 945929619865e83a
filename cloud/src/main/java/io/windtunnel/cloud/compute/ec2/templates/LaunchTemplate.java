package io.windtunnel.cloud.compute.ec2.templates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A launch template with its versions, the oldest first. Numbers are never used again.
public record LaunchTemplate(
        String launchTemplateId,
        String launchTemplateName,
        Instant created,
        String createdBy,
        long defaultVersion,
        long latestVersion,
        List<Version> versions) {
    public record Version(long number, @Nullable String description, Instant created, TemplateData data) {}

    Optional<Version> version(long number) {
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }

    LaunchTemplate with(long newDefault, long newLatest, List<Version> changed) {
        return new LaunchTemplate(
                launchTemplateId, launchTemplateName, created, createdBy, newDefault, newLatest, List.copyOf(changed));
    }
}
