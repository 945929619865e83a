/// Histories of operations, and whether a store that claims to act on one copy could have answered so.
@NullMarked
package io.windtunnel.kernel.history;

import org.jspecify.annotations.NullMarked;
