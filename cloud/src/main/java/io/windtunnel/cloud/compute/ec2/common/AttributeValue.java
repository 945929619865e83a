package io.windtunnel.cloud.compute.ec2.common;

import org.jspecify.annotations.Nullable;

/// An attribute that is a text.
public record AttributeValue(@Nullable String value) {}
