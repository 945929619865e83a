package io.windtunnel.cloud.compute.ec2.common;

/// A security group by its id and name.
public record GroupIdentifier(String groupId, String groupName) {}
