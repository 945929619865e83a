/// Child processes in rooms of their own: a [Sandbox] is a machine as far as the programs in it can tell. It has a
/// hostname, a network address on the fabric, processes, and files that may be written without touching this
/// computer's.
/// It carries EC2's programs now; Lambda, containers and pods are to stand in it too, and nothing in it knows of them.
///
/// What a host can give differs: [Isolation] says it in words, once. `docs/sandbox.md` has the whole table.
@NullMarked
package io.windtunnel.fabric.process;

import org.jspecify.annotations.NullMarked;
