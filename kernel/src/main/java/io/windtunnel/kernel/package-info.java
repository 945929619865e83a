/// Vocabulary and decisions, pure: no input or output, no threads, no logging, no library but the JDK.
///
/// - `identity`: who and where: accounts, Regions, zones, ARNs, places.
/// - `time`: the one clock interface, with its wall, scaled and virtual forms.
/// - `random`: named random streams and identifiers drawn from them.
/// - `statistics`: what many samples were like: distributions, percentiles, recorders for hot paths.
/// - `scaling`: the decisions of an Auto Scaling group.
@NullMarked
package io.windtunnel.kernel;

import org.jspecify.annotations.NullMarked;
