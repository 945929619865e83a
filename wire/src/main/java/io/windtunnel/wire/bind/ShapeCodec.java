package io.windtunnel.wire.bind;

import io.windtunnel.wire.model.Shape;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/// Reads and writes values of one Java type straight from and to a message, where rows and records would be too slow
/// or too loose. A type names its own with [CodedBy]; faces then hold the type wherever its shape stands.
///
/// The model's constraints on what is inside the shape are the codec's to check. It works for JSON and CBOR, which
/// differ in blobs: text in base 64 or an embedded object when read, `writeBinary` in both when written.
///
/// Thread safety: implementations are immutable.
public interface ShapeCodec<T> {
    /// Whether `shape` is one that the type can hold.
    boolean fits(Shape shape);

    /// Reads a value. The parser stands at its first token, which is not null, and is left at its last.
    ///
    /// @throws io.windtunnel.wire.codec.Malformed when the message does not have the form of the shape
    T read(JsonParser in, Strays strays);

    void write(JsonGenerator out, T value);

    /// Told of members that were sent and are in no model.
    interface Strays {
        void unknown(String member);
    }
}
