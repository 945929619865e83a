package io.windtunnel.cloud.compute.ec2.templates;

import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.cloud.compute.ec2.common.Tags;
import io.windtunnel.cloud.compute.ec2.templates.LaunchTemplate.Version;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// EC2's operations on launch templates.
public interface LaunchTemplateApi {
    /// Runs work on the caller's templates and tags, under their lock.
    <T> T templates(Call call, BiFunction<Templates, Tags, T> work);

    record CreateLaunchTemplateRequest(
            String launchTemplateName,
            @Nullable String versionDescription,
            TemplateData launchTemplateData,
            List<TagSpecification> tagSpecifications,
            @Nullable String clientToken,
            @Nullable Boolean dryRun) {}

    record TemplateDescription(
            String launchTemplateId,
            String launchTemplateName,
            Instant createTime,
            String createdBy,
            long defaultVersionNumber,
            long latestVersionNumber,
            List<Tag> tags) {}

    record LaunchTemplateResult(TemplateDescription launchTemplate) {}

    record VersionDescriptionResult(VersionOfTemplate launchTemplateVersion) {}

    record VersionOfTemplate(
            String launchTemplateId,
            String launchTemplateName,
            long versionNumber,
            @Nullable String versionDescription,
            Instant createTime,
            String createdBy,
            boolean defaultVersion,
            TemplateData launchTemplateData) {}

    record CreateLaunchTemplateVersionRequest(
            @Nullable String launchTemplateId,
            @Nullable String launchTemplateName,
            @Nullable String sourceVersion,
            @Nullable String versionDescription,
            TemplateData launchTemplateData,
            @Nullable String clientToken,
            @Nullable Boolean dryRun) {}

    record ModifyLaunchTemplateRequest(
            @Nullable String launchTemplateId,
            @Nullable String launchTemplateName,
            @Nullable String defaultVersion,
            @Nullable String clientToken,
            @Nullable Boolean dryRun) {}

    record DeleteLaunchTemplateRequest(
            @Nullable String launchTemplateId,
            @Nullable String launchTemplateName,
            @Nullable Boolean dryRun) {}

    record DeleteVersionsRequest(
            @Nullable String launchTemplateId,
            @Nullable String launchTemplateName,
            List<String> versions,
            @Nullable Boolean dryRun) {}

    record DeletedVersion(String launchTemplateId, String launchTemplateName, long versionNumber) {}

    record ResponseError(String code, String message) {}

    record UndeletedVersion(
            String launchTemplateId,
            String launchTemplateName,
            @Nullable Long versionNumber,
            ResponseError responseError) {}

    record DeleteVersionsResult(
            List<DeletedVersion> successfullyDeletedLaunchTemplateVersions,
            List<UndeletedVersion> unsuccessfullyDeletedLaunchTemplateVersions) {}

    record DescribeLaunchTemplatesRequest(
            List<String> launchTemplateIds,
            List<String> launchTemplateNames,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeLaunchTemplatesResult(
            List<TemplateDescription> launchTemplates,
            @Nullable String nextToken) {}

    record DescribeVersionsRequest(
            @Nullable String launchTemplateId,
            @Nullable String launchTemplateName,
            List<String> versions,
            @Nullable String minVersion,
            @Nullable String maxVersion,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeVersionsResult(
            List<VersionOfTemplate> launchTemplateVersions,
            @Nullable String nextToken) {}

    Fields<LaunchTemplate> TEMPLATE_FIELDS = new Fields<>(LaunchTemplate::launchTemplateId)
            .one("launch-template-name", LaunchTemplate::launchTemplateName)
            .one("create-time", LaunchTemplate::created);

    Fields<VersionOfTemplate> VERSION_FIELDS = new Fields<>(VersionOfTemplate::launchTemplateId)
            .one("is-default-version", VersionOfTemplate::defaultVersion)
            .one("image-id", version -> version.launchTemplateData().imageId())
            .one("instance-type", version -> version.launchTemplateData().instanceType());

    private static TemplateDescription description(LaunchTemplate template, Tags tags) {
        return new TemplateDescription(
                template.launchTemplateId(),
                template.launchTemplateName(),
                template.created(),
                template.createdBy(),
                template.defaultVersion(),
                template.latestVersion(),
                tags.list(template.launchTemplateId()));
    }

    private static VersionOfTemplate description(LaunchTemplate template, Version version) {
        return new VersionOfTemplate(
                template.launchTemplateId(),
                template.launchTemplateName(),
                version.number(),
                version.description(),
                version.created(),
                template.createdBy(),
                version.number() == template.defaultVersion(),
                version.data());
    }

    default LaunchTemplateResult createLaunchTemplate(Call call, CreateLaunchTemplateRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "launch-template");
        return templates(
                call,
                (templates, all) -> new LaunchTemplateResult(description(
                        templates.create(
                                request.launchTemplateName(),
                                request.versionDescription(),
                                request.launchTemplateData(),
                                tags),
                        all)));
    }

    default VersionDescriptionResult createLaunchTemplateVersion(
            Call call, CreateLaunchTemplateVersionRequest request) {
        Refusals.dryRun(request.dryRun());
        return templates(call, (templates, _) -> {
            LaunchTemplate template = templates.require(request.launchTemplateId(), request.launchTemplateName());
            Version version = templates.addVersion(
                    template, request.sourceVersion(), request.versionDescription(), request.launchTemplateData());
            return new VersionDescriptionResult(description(template, version));
        });
    }

    default LaunchTemplateResult modifyLaunchTemplate(Call call, ModifyLaunchTemplateRequest request) {
        Refusals.dryRun(request.dryRun());
        String version = Refusals.required(request.defaultVersion(), "DefaultVersion");
        return templates(
                call,
                (templates, tags) -> new LaunchTemplateResult(description(
                        templates.setDefault(
                                templates.require(request.launchTemplateId(), request.launchTemplateName()), version),
                        tags)));
    }

    default LaunchTemplateResult deleteLaunchTemplate(Call call, DeleteLaunchTemplateRequest request) {
        Refusals.dryRun(request.dryRun());
        return templates(call, (templates, tags) -> {
            LaunchTemplate template = templates.require(request.launchTemplateId(), request.launchTemplateName());
            TemplateDescription last = description(template, tags);
            templates.delete(template);
            return new LaunchTemplateResult(last);
        });
    }

    default DeleteVersionsResult deleteLaunchTemplateVersions(Call call, DeleteVersionsRequest request) {
        Refusals.dryRun(request.dryRun());
        return templates(call, (templates, _) -> {
            LaunchTemplate template = templates.require(request.launchTemplateId(), request.launchTemplateName());
            List<DeletedVersion> deleted = new ArrayList<>();
            List<UndeletedVersion> left = new ArrayList<>();
            String id = template.launchTemplateId();
            String name = template.launchTemplateName();
            for (String version : request.versions())
                try {
                    deleted.add(new DeletedVersion(
                            id, name, templates.deleteVersion(id, version).number()));
                } catch (AwsException refusal) {
                    Long number = version.matches("\\d{1,18}") ? Long.valueOf(version) : null;
                    String code = refusal.code().endsWith("VersionNotFound")
                            ? "launchTemplateVersionDoesNotExist"
                            : "unexpectedError";
                    left.add(new UndeletedVersion(id, name, number, new ResponseError(code, refusal.message())));
                }
            return new DeleteVersionsResult(deleted, left);
        });
    }

    default DescribeLaunchTemplatesResult describeLaunchTemplates(Call call, DescribeLaunchTemplatesRequest request) {
        Refusals.dryRun(request.dryRun());
        return templates(call, (templates, tags) -> {
            Stream<LaunchTemplate> chosen = request.launchTemplateIds().isEmpty()
                            && request.launchTemplateNames().isEmpty()
                    ? templates.all().stream()
                    : Stream.concat(
                            request.launchTemplateIds().stream().map(id -> templates.require(id, null)),
                            request.launchTemplateNames().stream().map(templates::requireNamed));
            var page = Page.of(
                    TEMPLATE_FIELDS.select(chosen.toList(), request.filters(), tags),
                    LaunchTemplate::launchTemplateId,
                    request.maxResults(),
                    request.nextToken(),
                    1);
            return new DescribeLaunchTemplatesResult(
                    page.items().stream()
                            .map(template -> description(template, tags))
                            .toList(),
                    page.nextToken());
        });
    }

    default DescribeVersionsResult describeLaunchTemplateVersions(Call call, DescribeVersionsRequest request) {
        Refusals.dryRun(request.dryRun());
        return templates(call, (templates, tags) -> {
            List<VersionOfTemplate> versions = new ArrayList<>();
            if (request.launchTemplateId() == null && request.launchTemplateName() == null) {
                boolean latest = request.versions().contains("$Latest");
                for (LaunchTemplate template : templates.all())
                    versions.add(description(template, templates.version(template, latest ? "$Latest" : null)));
            } else {
                LaunchTemplate template = templates.require(request.launchTemplateId(), request.launchTemplateName());
                chosen(templates, template, request)
                        .map(version -> description(template, version))
                        .forEach(versions::add);
            }
            var page = Page.of(
                    VERSION_FIELDS.select(versions, request.filters(), tags),
                    version -> version.launchTemplateId() + " " + (1_000_000_000_000L - version.versionNumber()),
                    request.maxResults(),
                    request.nextToken(),
                    1);
            return new DescribeVersionsResult(page.items(), page.nextToken());
        });
    }

    /// The newest first, as EC2 lists them.
    private static Stream<Version> chosen(
            Templates templates, LaunchTemplate template, DescribeVersionsRequest request) {
        if (!request.versions().isEmpty())
            return request.versions().stream()
                    .map(name -> templates.version(template, name))
                    .distinct()
                    .sorted((a, b) -> Long.compare(b.number(), a.number()));
        long least = request.minVersion() == null ? 0 : Long.parseLong(request.minVersion());
        long most = request.maxVersion() == null ? Long.MAX_VALUE : Long.parseLong(request.maxVersion());
        return template.versions().reversed().stream()
                .filter(version -> version.number() >= least && version.number() <= most);
    }
}
