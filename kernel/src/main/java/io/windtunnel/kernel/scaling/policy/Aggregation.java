package io.windtunnel.kernel.scaling.policy;

import java.util.List;
import java.util.OptionalDouble;

/// How a step scaling policy makes one number of an alarm's recent datapoints.
public enum Aggregation {
    MINIMUM("Minimum"),
    MAXIMUM("Maximum"),
    AVERAGE("Average");

    private final String apiName;

    Aggregation(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }

    /// Empty when there are no datapoints.
    public OptionalDouble of(List<Double> datapoints) {
        var values = datapoints.stream().mapToDouble(Double::doubleValue);
        return switch (this) {
            case MINIMUM -> values.min();
            case MAXIMUM -> values.max();
            case AVERAGE -> values.average();
        };
    }
}
