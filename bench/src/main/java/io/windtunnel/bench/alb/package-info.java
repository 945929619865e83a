/// The data plane of the application load balancer against nginx and HAProxy; run by `bench/alb/run`.
package io.windtunnel.bench.alb;
