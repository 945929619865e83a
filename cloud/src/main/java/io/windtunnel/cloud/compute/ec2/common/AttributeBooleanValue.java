package io.windtunnel.cloud.compute.ec2.common;

import org.jspecify.annotations.Nullable;

/// An attribute that is on or off.
public record AttributeBooleanValue(@Nullable Boolean value) {}
