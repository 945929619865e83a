package io.windtunnel.cloud.edge.elbv2.proxy;

import io.windtunnel.kernel.statistics.Distribution;
import java.util.Map;

/// What has passed through a node in a while, whoever served it.
///
/// @param connections made by clients and to targets
/// @param rejected connections of clients that were turned away
/// @param own answers of the node itself, by their status
/// @param bytes of requests and responses
/// @param redirected requests that were sent elsewhere
/// @param fixed requests that were answered without a target
/// @param evaluations of rules, a sample a request
public record Passage(
        long connections,
        long rejected,
        Map<Integer, Long> own,
        Distribution bytes,
        long redirected,
        long fixed,
        Distribution evaluations) {}
