package io.windtunnel.wire.model;

/// The form of a value an API exchanges.
public sealed interface Shape permits Structure, ListShape, MapShape, Scalar {
    /// The shape's name in its service's model.
    String name();

    /// What the model demands of a value of this shape.
    Constraints constraints();
}
