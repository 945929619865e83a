package io.windtunnel.cloud.compute.ec2.types;

import java.util.OptionalDouble;

/// What a machine of one type has. `hourlyDollars` is the Linux on-demand price in us-east-1; NaN where no source
/// was found.
public record InstanceType(String name, int vcpus, long memoryMebibytes, String architecture, double hourlyDollars) {
    /// Linux on demand in us-east-1, in US dollars an hour.
    public OptionalDouble price() {
        return Double.isNaN(hourlyDollars) ? OptionalDouble.empty() : OptionalDouble.of(hourlyDollars);
    }

    /// Whether its processor works on credits.
    public boolean burstable() {
        return name.startsWith("t");
    }

    /// Threads per core: two, but on Graviton, the T2 family and the seventh generation of AMD's.
    int threadsPerCore() {
        boolean single = architecture.equals("arm64") || name.startsWith("t2.") || name.matches("[cmr]7a\\..*");
        return single || vcpus == 1 ? 1 : 2;
    }
}
