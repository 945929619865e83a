/// A live rehearsal from begin to end: [Rehearsal] reads the file and [Performance] plays it on a stage
/// (see [io.windtunnel.rehearsal.stage]): deploys the designs while the clock runs fast ([SetUp]), lets
/// the wind blow ([Wind]) and hands what was measured to the judge; [Presentation] tells what came of it.
@NullMarked
package io.windtunnel.rehearsal.run;

import org.jspecify.annotations.NullMarked;
