/// The `windtunnel` command.
@NullMarked
package io.windtunnel.cli;

import org.jspecify.annotations.NullMarked;
