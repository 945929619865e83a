/// The same design, stand-ins, traffic, faults and promises in virtual time. The control planes are the cloud's own, on
/// a clock that jumps; the data planes are models that share their decisions with the real ones.
@NullMarked
package io.windtunnel.simulation;

import org.jspecify.annotations.NullMarked;
