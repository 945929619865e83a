/// Reads a rehearsal file. YAML is read into [Node]s that know their line; a hand-written binder turns them into the
/// [io.windtunnel.rehearsal.plan.RehearsalPlan], gathering every [Problem] rather than stopping at the first. The JSON
/// Schema beside this package is for editors; a test holds the two together.
@NullMarked
package io.windtunnel.rehearsal.file;

import org.jspecify.annotations.NullMarked;
