package io.windtunnel.kernel.alarm;

import java.util.List;
import java.util.Optional;

/// What an evaluation came to.
///
/// @param state the state the alarm should be in; empty when it stays as it is
/// @param evaluated the places, in the evaluation range, of the datapoints that were judged, newest first
/// @param filled how many missing datapoints were counted as breaching or not breaching, or were unknown
public record Judgement(Optional<AlarmState> state, List<Integer> evaluated, int filled) {}
