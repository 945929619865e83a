/// What was measured: every request by the second in which it was meant to be sent, the machines by zone and state, and
/// what happened when. Times are scenario nanoseconds from the begin of the wind unless they say otherwise.
@NullMarked
package io.windtunnel.rehearsal.measure;

import org.jspecify.annotations.NullMarked;
