package io.windtunnel.rehearsal.measure;

import java.util.Map;

/// What became of a step that stand-ins took.
///
/// @param name what it does: `put Orders`
/// @param taken how often it was taken
/// @param done how often it was done in the end
/// @param retries calls beyond the first
/// @param refusals calls that were not done, by the error's code or `no answer`
/// @param latency of the steps that were done, retries included
public record StepFigures(
        String name, long taken, long done, long retries, Map<String, Long> refusals, Percentiles latency) {
    public StepFigures {
        refusals = Map.copyOf(refusals);
    }
}
