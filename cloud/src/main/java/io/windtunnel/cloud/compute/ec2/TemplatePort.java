package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.templates.LaunchTemplate;
import io.windtunnel.cloud.compute.ec2.templates.TemplateData;
import io.windtunnel.cloud.ports.LaunchTemplates;
import io.windtunnel.kernel.identity.Scope;
import java.util.Optional;

/// Launch templates, as the services that launch by them see them.
final class TemplatePort implements LaunchTemplates {
    private final Estates estates;

    TemplatePort(Estates estates) {
        this.estates = estates;
    }

    @Override
    public Optional<Template> find(Scope scope, String idOrName) {
        return estates.in(
                scope,
                estate -> estate.templates()
                        .find(idOrName)
                        .map(template -> new Template(
                                template.launchTemplateId(),
                                template.launchTemplateName(),
                                template.defaultVersion(),
                                template.latestVersion())));
    }

    @Override
    public Optional<Version> version(Scope scope, String idOrName, long number) {
        return estates.in(
                scope,
                estate -> estate.templates()
                        .find(idOrName)
                        .flatMap(template -> template.versions().stream()
                                .filter(version -> version.number() == number)
                                .findFirst()
                                .map(TemplatePort::view)));
    }

    private static Version view(LaunchTemplate.Version version) {
        TemplateData data = version.data();
        TemplateData.Profile profile = data.iamInstanceProfile();
        return new Version(
                version.number(),
                data.imageId(),
                data.instanceType(),
                profile == null ? null : profile.name() == null ? profile.arn() : profile.name());
    }
}
