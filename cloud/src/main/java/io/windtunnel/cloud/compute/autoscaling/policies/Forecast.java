package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.kernel.scaling.policy.LoadForecast.Hour;
import java.time.Instant;
import java.util.List;

/// What a predictive scaling policy expects, and has expected: hours to come as of `made`, before them
/// hours that are past as they were last forecast.
record Forecast(String policyKey, Instant made, List<Hour> load, List<Hour> capacity) {}
