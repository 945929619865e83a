package io.windtunnel.cloud.edge.elbv2.proxy;

import io.windtunnel.kernel.statistics.Distribution;

/// The requests that a node has sent to one target group in a while.
///
/// @param chosen requests for which a target was chosen
/// @param answered by hundreds of the status: `answered[2]` were from 200 to 299
/// @param seconds how long targets took until they began to answer
/// @param failedOpen requests that went to targets of which none was healthy enough
/// @param unreachable targets that could not be connected to
public record GroupPassage(long chosen, long[] answered, Distribution seconds, long failedOpen, long unreachable) {}
