package io.windtunnel.cloud.compute.ec2.templates;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.templates.LaunchTemplate.Version;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The launch templates of one account in one Region.
public final class Templates {
    private final Ground ground;
    private final Table<LaunchTemplate> table;

    public Templates(Ground ground) {
        this.ground = ground;
        this.table = ground.table("launch-templates", LaunchTemplate.class);
    }

    public Collection<LaunchTemplate> all() {
        return table.values();
    }

    public Optional<LaunchTemplate> find(String idOrName) {
        LaunchTemplate byId = table.get(idOrName);
        if (byId != null) return Optional.of(byId);
        return all().stream()
                .filter(template -> template.launchTemplateName().equals(idOrName))
                .findFirst();
    }

    /// The template by its id or, when that is null, its name.
    public LaunchTemplate require(@Nullable String id, @Nullable String name) {
        if (id != null && name != null)
            throw Refusals.combination(
                    "The parameters LaunchTemplateId and LaunchTemplateName cannot be used together");
        if (id == null && name == null)
            throw new AwsException(
                    "MissingParameter", "Either a launch template ID or a launch template name must be specified.");
        if (id == null) return requireNamed(String.valueOf(name));
        LaunchTemplate template = table.get(id);
        if (template == null)
            throw new AwsException(
                    "InvalidLaunchTemplateId.NotFound",
                    "The specified launch template, with template ID " + id + ", does not exist.");
        return template;
    }

    LaunchTemplate requireNamed(String name) {
        return find(name)
                .orElseThrow(() -> new AwsException(
                        "InvalidLaunchTemplateName.NotFoundException",
                        "The specified launch template, with template name " + name + ", does not exist."));
    }

    /// The version that `name` stands for: a number, `$Latest`, or `$Default` (also when null).
    public Version version(LaunchTemplate template, @Nullable String name) {
        long number;
        if (name == null || name.equals("$Default")) number = template.defaultVersion();
        else if (name.equals("$Latest")) number = template.latestVersion();
        else if (name.matches("\\d{1,18}")) number = Long.parseLong(name);
        else
            throw Refusals.invalidValue("Invalid launch template version: either '$Default', '$Latest', or a numeric"
                    + " version are allowed.");
        return template.version(number)
                .orElseThrow(() -> new AwsException(
                        "InvalidLaunchTemplateId.VersionNotFound",
                        "Could not find the specified version " + number + " for the launch template with ID "
                                + template.launchTemplateId() + "."));
    }

    public LaunchTemplate create(
            String name, @Nullable String description, TemplateData data, Map<String, String> tags) {
        if (!name.matches("[a-zA-Z0-9().\\-/_]{3,128}"))
            throw new AwsException(
                    "InvalidLaunchTemplateName.MalformedException",
                    "Launch template names must be between 3 and 128 characters, and may contain letters, numbers,"
                            + " and the following characters: - ( ) . / _");
        if (find(name).isPresent())
            throw new AwsException(
                    "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
        LaunchTemplate template = new LaunchTemplate(
                ground.id("lt"),
                name,
                ground.now(),
                "arn:aws:iam::" + ground.account() + ":root",
                1,
                1,
                List.of(new Version(1, description, ground.now(), data)));
        table.put(template.launchTemplateId(), template);
        ground.tags().add(template.launchTemplateId(), "launch-template", tags);
        return template;
    }

    /// Adds a version: `data` over the source version's, when one is named.
    public Version addVersion(
            LaunchTemplate template, @Nullable String source, @Nullable String description, TemplateData data) {
        TemplateData whole =
                source == null ? data : data.over(version(template, source).data());
        long number = template.latestVersion() + 1;
        Version version = new Version(number, description, ground.now(), whole);
        List<Version> versions = new ArrayList<>(template.versions());
        versions.add(version);
        table.put(template.launchTemplateId(), template.with(template.defaultVersion(), number, versions));
        return version;
    }

    public LaunchTemplate setDefault(LaunchTemplate template, String versionName) {
        LaunchTemplate changed =
                template.with(version(template, versionName).number(), template.latestVersion(), template.versions());
        table.put(changed.launchTemplateId(), changed);
        return changed;
    }

    /// Deletes a version that is not the default one.
    public Version deleteVersion(String templateId, String versionName) {
        LaunchTemplate template = require(templateId, null);
        Version version = version(template, versionName);
        if (version.number() == template.defaultVersion())
            throw new AwsException(
                    "OperationNotPermitted",
                    "You are not permitted to delete the default version of the launch template");
        List<Version> left =
                template.versions().stream().filter(other -> other != version).toList();
        table.put(templateId, template.with(template.defaultVersion(), template.latestVersion(), left));
        return version;
    }

    public void delete(LaunchTemplate template) {
        table.remove(template.launchTemplateId());
        ground.tags().forget(template.launchTemplateId());
    }
}
