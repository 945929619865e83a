/// The stage of a rehearsal, whether its time is the wall's or virtual: the designs deployed in accounts of their own
/// ([Act], [Deployment]), the faults and changes that are planned ([Striker], [Operators]), and who watches ([Fleet],
/// [AlarmWatch], [Invoice]). The cloud is called as any client calls it, through its API ([CloudClient]).
@NullMarked
package io.windtunnel.rehearsal.stage;

import org.jspecify.annotations.NullMarked;
