/// The data plane of the network load balancer against HAProxy in TCP mode; run by `bench/nlb/run`.
package io.windtunnel.bench.nlb;
