package io.windtunnel.wire;

/// A response for a server to write. `Content-Length`, `Date` and `Connection` are the server's to add.
///
/// @param status the HTTP status code
public record WireResponse(int status, Headers headers, Payload payload) {
    /// A response whose whole body is in memory.
    public WireResponse(int status, Headers headers, byte[] body) {
        this(status, headers, Payload.of(body));
    }

    /// The whole body; what is a stream is read first.
    public byte[] body() {
        return payload.bytes();
    }
}
