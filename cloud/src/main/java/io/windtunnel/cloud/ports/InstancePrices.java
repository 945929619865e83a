package io.windtunnel.cloud.ports;

import java.util.OptionalDouble;

/// What machines cost. EC2 offers it; Auto Scaling's allocation strategies ask it.
///
/// Thread safety: may be called from any thread.
@FunctionalInterface
public interface InstancePrices {
    /// Nothing is known of prices.
    InstancePrices NONE = _ -> OptionalDouble.empty();

    /// A type's Linux price on demand in us-east-1, in US dollars an hour; empty where it is not known.
    OptionalDouble onDemand(String instanceType);

    static InstancePrices of(Directory directory) {
        return directory.find(InstancePrices.class).orElse(NONE);
    }
}
