/// A simulation from begin to end: [io.windtunnel.simulation.run.Trial] plays one design with one seed,
/// [io.windtunnel.simulation.run.Trials] many on all processors, [io.windtunnel.simulation.run.Simulation] tells what
/// came of them; [io.windtunnel.simulation.run.Comparison] holds the figures against a live rehearsal's, and
/// [io.windtunnel.simulation.run.Sweep] looks for the cheapest design that keeps its promises.
@NullMarked
package io.windtunnel.simulation.run;

import org.jspecify.annotations.NullMarked;
