/// Durable state: typed tables, in memory by default or in a directory, where an acknowledged write
/// survives `kill -9`.
@NullMarked
package io.windtunnel.fabric.storage;

import org.jspecify.annotations.NullMarked;
