package io.windtunnel.cloud.compute.ec2.common;

import java.util.Map;

/// The tags of one resource; `resourceType` is EC2's word for what it is, such as `route-table`.
public record ResourceTags(String resourceId, String resourceType, Map<String, String> tags) {}
