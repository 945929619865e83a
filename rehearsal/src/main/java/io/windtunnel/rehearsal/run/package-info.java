/// A rehearsal from begin to end: [Rehearsal] sets the stage, deploys the designs ([Deployment]) while the clock runs
/// fast, lets the wind blow and the faults strike ([Wind], [Striker]), watches ([Chronicle], [Sampler]) and hands what
/// was measured to the judge. The cloud is called as any client calls it, through its API ([CloudClient]).
@NullMarked
package io.windtunnel.rehearsal.run;

import org.jspecify.annotations.NullMarked;
