package io.windtunnel.wire.model;

import org.jspecify.annotations.Nullable;

/// A place in a structure, list or map that holds a value of a target shape, and how it is bound to the message.
public final class MemberShape {
    private final Shapes shapes;
    private final String targetName;
    private final String name;
    private final Traits traits;
    private volatile @Nullable Shape target;

    public MemberShape(Shapes shapes, String name, String targetName, Traits traits) {
        this.shapes = shapes;
        this.name = name;
        this.targetName = targetName;
        this.traits = traits;
    }

    /// The member's name in the model.
    public String name() {
        return name;
    }

    public Traits traits() {
        return traits;
    }

    /// The shape of its value, read from the model on first use.
    public Shape target() {
        Shape known = target;
        if (known == null) target = known = shapes.shape(targetName);
        return known;
    }

    /// The name on the wire in XML and JSON: the model's `locationName`, else the member's own.
    public String locationName() {
        return traits.locationName() == null ? name : traits.locationName();
    }

    @Override
    public String toString() {
        return name + ": " + targetName;
    }

    /// Where in an HTTP message a member stands.
    public enum Location {
        BODY,
        HEADER,
        HEADERS,
        URI,
        QUERY_STRING,
        STATUS_CODE
    }

    /// How a member is bound to the message.
    ///
    /// @param locationName its name on the wire, where that is not the member's own
    /// @param queryName its name among EC2's query parameters, where the model gives one
    /// @param xmlNamespace the URI, or prefix=URI, its element declares
    /// @param idempotencyToken whether client libraries make up a token for it
    /// @param jsonValue whether it is JSON inside a text
    public record Traits(
            Location location,
            @Nullable String locationName,
            @Nullable String queryName,
            @Nullable String xmlNamespace,
            @Nullable TimestampFormat timestampFormat,
            boolean required,
            boolean flattened,
            boolean xmlAttribute,
            boolean idempotencyToken,
            boolean jsonValue) {
        public static final Traits NONE =
                new Traits(Location.BODY, null, null, null, null, false, false, false, false, false);
    }
}
