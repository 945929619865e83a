/// What a rehearsal is to do, as plain values: designs, stand-ins, traffic, faults, promises. Nothing here reads a file
/// or
/// opens a socket; every record refuses a value that makes no sense.
@NullMarked
package io.windtunnel.rehearsal.plan;

import org.jspecify.annotations.NullMarked;
