package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.templates.TemplateData;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a caller asks `RunInstances` for: a template by id or name and version (null for none), what is said over it, a
/// subnet (null for any), how many, on demand or as spot instances. `tags` are added to the instance tags of `data`,
/// unchecked: AWS's own are among
/// them.
public record LaunchOrder(
        @Nullable String templateId,
        @Nullable String templateName,
        @Nullable String templateVersion,
        TemplateData data,
        @Nullable String subnetId,
        @Nullable String privateIp,
        int minCount,
        int maxCount,
        boolean spot,
        Map<String, String> tags,
        @Nullable String clientToken) {}
