/// Time as a parameter: one interface; wall, scaled and virtual time behind it.
@NullMarked
package io.windtunnel.kernel.time;

import org.jspecify.annotations.NullMarked;
