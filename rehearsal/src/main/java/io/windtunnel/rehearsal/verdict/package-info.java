/// Holds what was measured against what was promised. Pure arithmetic over [io.windtunnel.rehearsal.measure.Measured].
@NullMarked
package io.windtunnel.rehearsal.verdict;

import org.jspecify.annotations.NullMarked;
