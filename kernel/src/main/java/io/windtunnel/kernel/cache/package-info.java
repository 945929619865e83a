/// Which of many keys a cache keeps: the decision, without values or clocks.
@NullMarked
package io.windtunnel.kernel.cache;

import org.jspecify.annotations.NullMarked;
