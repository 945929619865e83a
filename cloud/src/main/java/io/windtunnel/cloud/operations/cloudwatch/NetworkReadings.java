package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.ports.InstanceMetrics.Reading;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// `NetworkIn` and `NetworkOut`: the bytes of a minute with detailed monitoring, else of five.
///
/// Not thread safe: its owner guards it.
final class NetworkReadings {
    /// Where a machine's metric goes.
    @FunctionalInterface
    interface Publisher {
        void put(Reading reading, String metric, String unit, Instant at, double value);
    }

    private static final int BASIC_MINUTES = 5;

    private record Bytes(long in, long out) {}

    private final Publisher publisher;
    private final Map<String, Bytes> basic = new HashMap<>();

    NetworkReadings(Publisher publisher) {
        this.publisher = publisher;
    }

    /// @param start the beginning of the reading's minute
    /// @param publishBasic whether it is the last of five
    void take(Reading reading, Instant start, boolean publishBasic) {
        if (reading.detailed()) {
            publish(reading, start, new Bytes(reading.networkInBytes(), reading.networkOutBytes()));
            return;
        }
        Bytes before = basic.getOrDefault(reading.instanceId(), new Bytes(0, 0));
        Bytes now = new Bytes(before.in + reading.networkInBytes(), before.out + reading.networkOutBytes());
        basic.put(reading.instanceId(), now);
        if (publishBasic) publish(reading, start.minusSeconds(60L * (BASIC_MINUTES - 1)), now);
    }

    private void publish(Reading reading, Instant at, Bytes bytes) {
        publisher.put(reading, "NetworkIn", "Bytes", at, bytes.in);
        publisher.put(reading, "NetworkOut", "Bytes", at, bytes.out);
    }

    /// All readings of a minute were taken.
    void ended(boolean publishBasic) {
        if (publishBasic) basic.clear();
    }
}
