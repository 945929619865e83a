package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.handler.codec.http.HttpHeaders;

/// A request, as rules look at it.
///
/// @param host without a port, in lower case
/// @param path without the query
/// @param query without the question mark; empty when there is none
/// @param sourceIp the address of whoever connected
public record RequestView(
        String method, String host, String path, String query, HttpHeaders headers, String sourceIp) {}
