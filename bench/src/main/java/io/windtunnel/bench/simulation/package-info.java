/// The simulator's engine beside others', on the nearest equivalents: a queue of ten million customers,
/// and ten thousand instances that scale. The script `bench/simulation` runs them one after the other.
@NullMarked
package io.windtunnel.bench.simulation;

import org.jspecify.annotations.NullMarked;
