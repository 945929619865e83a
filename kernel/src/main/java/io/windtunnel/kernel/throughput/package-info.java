/// How much a partitioned table may do in a second: unused capacity saved for a burst, the doubling of an on-demand
/// table's previous peak, and when heat splits a partition. Pure; time is passed in.
@NullMarked
package io.windtunnel.kernel.throughput;

import org.jspecify.annotations.NullMarked;
