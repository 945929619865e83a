package io.windtunnel.wire.bind;

import io.windtunnel.wire.model.Operation;
import org.jspecify.annotations.Nullable;

/// An operation with its request and response bound to Java types.
///
/// @param input null where the operation takes nothing, or the face wants nothing of it
/// @param output null where the operation answers nothing
public record BoundOperation(
        Operation operation, Bound.@Nullable OfStructure input, Bound.@Nullable OfStructure output) {}
