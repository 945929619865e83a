/// The rehearsal: its file, stand-ins, traffic, faults, measurement, promises, verdict and report.
@NullMarked
package io.windtunnel.rehearsal;

import org.jspecify.annotations.NullMarked;
