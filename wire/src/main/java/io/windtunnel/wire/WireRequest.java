package io.windtunnel.wire;

/// A request as a server read it from a connection, whichever server that is.
///
/// @param method the HTTP method, in upper case
/// @param rawPath the path as sent, still percent-encoded
/// @param rawQuery the query as sent, without its question mark, still percent-encoded; empty when there is none
/// @param payload the body, transfer coding already undone; content coding and `aws-chunked` still in place
/// @param sourceAddress the client's address, without a port
/// @param secure whether it came over TLS
public record WireRequest(
        String method,
        String rawPath,
        String rawQuery,
        Headers headers,
        Payload payload,
        String sourceAddress,
        boolean secure) {

    /// A request whose whole body is in memory.
    public WireRequest(
            String method,
            String rawPath,
            String rawQuery,
            Headers headers,
            byte[] body,
            String sourceAddress,
            boolean secure) {
        this(method, rawPath, rawQuery, headers, Payload.of(body), sourceAddress, secure);
    }

    /// The whole body; what is a stream is read first.
    public byte[] body() {
        return payload.bytes();
    }
}
