package io.windtunnel.wire;

/// A request as a server read it from a connection, whichever server that is.
///
/// @param method the HTTP method, in upper case
/// @param rawPath the path as sent, still percent-encoded
/// @param rawQuery the query as sent, without its question mark, still percent-encoded; empty when there is none
/// @param body the whole body, transfer coding already undone; content coding and `aws-chunked` still in place
/// @param sourceAddress the client's address, without a port
/// @param secure whether it came over TLS
@SuppressWarnings("ArrayRecordComponent") // a request is read once and never compared
public record WireRequest(
        String method,
        String rawPath,
        String rawQuery,
        Headers headers,
        byte[] body,
        String sourceAddress,
        boolean secure) {}
