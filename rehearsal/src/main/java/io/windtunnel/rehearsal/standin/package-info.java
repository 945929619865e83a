/// Stand-ins: they play the code that is not written yet, on real sockets in their machine's zone. [WorkerLine] is the
/// physics (workers and a bounded line before them), [StandIn] serves by it, [StandIns] chooses one for a machine.
///
/// A request is worked on although its client has gone: a blocking server does not notice either, and this is how
/// overload feeds on itself.
@NullMarked
package io.windtunnel.rehearsal.standin;

import org.jspecify.annotations.NullMarked;
