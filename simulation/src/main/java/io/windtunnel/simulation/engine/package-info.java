/// The discrete-event engine: an [io.windtunnel.simulation.engine.Agenda] of what is due, and an
/// [io.windtunnel.simulation.engine.Engine] that carries it out between the tasks of virtual time.
@NullMarked
package io.windtunnel.simulation.engine;

import org.jspecify.annotations.NullMarked;
