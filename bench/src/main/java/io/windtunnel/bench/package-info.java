/// Benchmarks. Their figures are in `docs/benchmarks.md`, each with its machine and command.
package io.windtunnel.bench;
