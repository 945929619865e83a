package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What came of one trial.
///
/// @param begin when the wind began
/// @param events of the data planes' models
/// @param tasks of the control planes
/// @param fingerprint of all that happened: two trials with the same one were the same
/// @param unplayed where machines came from that ran nothing, since there is no stand-in for them
/// @param notHonoured what was asked for and no service honours
/// @param notMetered what AWS charges for beyond the bill
/// @param thinning how requests stood for others
record Played(
        Verdict verdict,
        Instant begin,
        long events,
        long tasks,
        long fingerprint,
        Set<String> unplayed,
        Set<String> notHonoured,
        List<String> notMetered,
        Thinning thinning) {}
