/// What an Auto Scaling group decides, pure: [GroupDecision] looks at a [GroupState] and a moment and says which
/// machines
/// to launch in which zone and which to terminate, and why. Nothing here waits, counts time or talks to anyone; the
/// service applies what is decided, and a simulation may do the same.
@NullMarked
package io.windtunnel.kernel.scaling;

import org.jspecify.annotations.NullMarked;
