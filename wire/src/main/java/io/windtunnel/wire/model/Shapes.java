package io.windtunnel.wire.model;

/// The shapes of one model, by name.
public interface Shapes {
    /// @throws IllegalArgumentException when the model has no such shape
    Shape shape(String name);
}
