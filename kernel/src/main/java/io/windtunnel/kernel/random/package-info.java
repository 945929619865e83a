/// Named random streams and the identifiers drawn from them.
@NullMarked
package io.windtunnel.kernel.random;

import org.jspecify.annotations.NullMarked;
