/// The `windtunnel` command: what a person types, what is printed, and the exit code. Everything else is below.
@NullMarked
package io.windtunnel.cli;

import org.jspecify.annotations.NullMarked;
