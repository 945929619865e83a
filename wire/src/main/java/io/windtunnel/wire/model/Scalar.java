package io.windtunnel.wire.model;

import org.jspecify.annotations.Nullable;

/// A value without parts, or a free-form document.
///
/// @param timestampFormat how a timestamp is written, where it is not the protocol's habit
/// @param streaming whether a blob is a body of its own
public record Scalar(
        String name, Kind kind, @Nullable TimestampFormat timestampFormat, boolean streaming, Constraints constraints)
        implements Shape {
    /// The Java type a value is decoded to: in order String, Boolean, Byte, Short, Integer, Long, BigInteger, Float,
    /// Double, BigDecimal, Instant, `byte[]`; a document is Map, List, String, Number, Boolean or null.
    public enum Kind {
        STRING,
        BOOLEAN,
        BYTE,
        SHORT,
        INTEGER,
        LONG,
        BIG_INTEGER,
        FLOAT,
        DOUBLE,
        BIG_DECIMAL,
        TIMESTAMP,
        BLOB,
        DOCUMENT
    }
}
