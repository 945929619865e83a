package io.windtunnel.wire;

/// A response for a server to write. `Content-Length`, `Date` and `Connection` are the server's to add.
///
/// @param status the HTTP status code
@SuppressWarnings("ArrayRecordComponent") // a response is written once and never compared
public record WireResponse(int status, Headers headers, byte[] body) {}
