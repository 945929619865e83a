package io.windtunnel.cloud.compute.ec2.common;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A filter of a describe operation: the resource's field must match one of the values, in which `*` stands for any
/// characters and `?` for one.
public record Filter(@Nullable String name, List<String> values) {}
