package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.flow.FlowMeters;
import io.windtunnel.cloud.edge.elbv2.flow.FlowProtocol;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.kernel.identity.Scope;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What a network load balancer's node tells CloudWatch, under each of AWS's combinations of dimensions:
/// events as they happen, bytes every ten seconds, standing flows every minute.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
final class FlowNodeMeters implements FlowMeters, TargetViews.Hosts {
    private static final String NAMESPACE = "AWS/NetworkELB";

    /// Metrics that are reported also when nothing happens.
    private static final String[] ALWAYS = {
        "NewFlowCount",
        "RejectedFlowCount",
        "TCP_Client_Reset_Count",
        "TCP_ELB_Reset_Count",
        "TCP_Target_Reset_Count",
        "PortAllocationErrorCount"
    };

    /// Payload of a full packet, and the headers of one: what is counted with the payload, as AWS counts it.
    private static final int PACKET_BYTES = 1460;

    private static final int TCP_HEADER_BYTES = 40;
    private static final int UDP_HEADER_BYTES = 28;

    /// What one protocol's flows have done since the last minute.
    static final class Tally {
        private final LongAdder bytes = new LongAdder();
        private final LongAdder begun = new LongAdder();
        private final AtomicInteger standing = new AtomicInteger();
        private long minuteBytes;

        /// The bytes since the last look.
        private long look() {
            long now = bytes.sumThenReset();
            minuteBytes += now;
            return now;
        }
    }

    /// A protocol's figures of a minute.
    record Minute(double begun, double standing, double bytes) {
        static final Minute NONE = new Minute(0, 0, 0);

        Minute plus(Minute other) {
            return new Minute(begun + other.begun, standing + other.standing, bytes + other.bytes);
        }
    }

    private final Metrics metrics;
    private final Scope scope;
    private final String balancer;
    private final String zone;
    private final Map<FlowProtocol, Tally> tallies = new EnumMap<>(FlowProtocol.class);
    private final Map<String, AtomicInteger> standingByGroup = new ConcurrentHashMap<>();
    private final Map<String, Metrics.Meter> meters = new ConcurrentHashMap<>();

    FlowNodeMeters(Metrics metrics, Scope scope, String balancer, String zone) {
        this.metrics = metrics;
        this.scope = scope;
        this.balancer = balancer;
        this.zone = zone;
        for (FlowProtocol protocol : FlowProtocol.values()) tallies.put(protocol, new Tally());
    }

    private Tally tally(FlowProtocol protocol) {
        return tallies.getOrDefault(protocol, new Tally());
    }

    private Metrics.Meter meter(String metric, String unit, Map<String, String> dimensions) {
        return metrics.meter(scope, new Metrics.Name(NAMESPACE, metric, new TreeMap<>(dimensions)), unit);
    }

    /// Records under the load balancer, and under the load balancer and the zone.
    private void both(String metric, String unit, double value) {
        meters.computeIfAbsent(metric, name -> meter(name, unit, Map.of("LoadBalancer", balancer)))
                .record(value);
        meters.computeIfAbsent(
                        metric + " of zone",
                        _ -> meter(metric, unit, Map.of("LoadBalancer", balancer, "AvailabilityZone", zone)))
                .record(value);
    }

    private void ofGroup(String metric, String arn, double value) {
        meters.computeIfAbsent(metric + " of " + arn, _ -> meter(metric, "Count", Map.of("TargetGroup", lastPart(arn))))
                .record(value);
    }

    private static String lastPart(String groupArn) {
        return groupArn.substring(groupArn.indexOf(":targetgroup/") + 1);
    }

    @Override
    public void begun(FlowProtocol protocol, String group) {
        tally(protocol).begun.increment();
        tally(protocol).standing.incrementAndGet();
        standingByGroup.computeIfAbsent(group, _ -> new AtomicInteger()).incrementAndGet();
        both("NewFlowCount", "Count", 1);
        both("NewFlowCount_" + protocol, "Count", 1);
        ofGroup("NewFlowCount", group, 1);
        ofGroup("NewFlowCount_" + protocol, group, 1);
    }

    @Override
    public void ended(FlowProtocol protocol, String group) {
        tally(protocol).standing.decrementAndGet();
        standingByGroup.computeIfAbsent(group, _ -> new AtomicInteger()).decrementAndGet();
    }

    @Override
    public void bytes(FlowProtocol protocol, long payload) {
        long packets = Math.max(1, (payload + PACKET_BYTES - 1) / PACKET_BYTES);
        int header = protocol == FlowProtocol.UDP ? UDP_HEADER_BYTES : TCP_HEADER_BYTES;
        tally(protocol).bytes.add(payload + packets * header);
    }

    @Override
    public void rejected(FlowProtocol protocol) {
        both("RejectedFlowCount", "Count", 1);
        if (protocol != FlowProtocol.UDP) both("RejectedFlowCount_TCP", "Count", 1);
    }

    @Override
    public void clientReset() {
        both("TCP_Client_Reset_Count", "Count", 1);
    }

    @Override
    public void targetReset() {
        both("TCP_Target_Reset_Count", "Count", 1);
    }

    @Override
    public void ownReset() {
        both("TCP_ELB_Reset_Count", "Count", 1);
    }

    @Override
    public void noPort() {
        both("PortAllocationErrorCount", "Count", 1);
    }

    @Override
    public void clientTlsFailed() {
        both("ClientTLSNegotiationErrorCount", "Count", 1);
    }

    @Override
    public void targetTlsFailed() {
        both("TargetTLSNegotiationErrorCount", "Count", 1);
    }

    @Override
    public void failedOpen(String group) {
        meter("UnhealthyRoutingFlowCount", "Count", Map.of("LoadBalancer", balancer, "TargetGroup", lastPart(group)))
                .record(1);
    }

    @Override
    public void hosts(String group, int healthy, int unhealthy) {
        Map<String, String> whole = Map.of("LoadBalancer", balancer, "TargetGroup", lastPart(group));
        meter("HealthyHostCount", "Count", whole).record(healthy);
        meter("UnHealthyHostCount", "Count", whole).record(unhealthy);
    }

    @Override
    public void hosts(String group, String targetZone, int healthy, int unhealthy) {
        Map<String, String> zonal =
                Map.of("LoadBalancer", balancer, "TargetGroup", lastPart(group), "AvailabilityZone", targetZone);
        meter("HealthyHostCount", "Count", zonal).record(healthy);
        meter("UnHealthyHostCount", "Count", zonal).record(unhealthy);
    }

    /// Whether the zone's node stands in DNS.
    void zonalHealth(boolean healthy) {
        both("ZonalHealthStatus", "Count", healthy ? 1 : 0);
    }

    /// Tells the bytes since the last look, `seconds` ago.
    void look(double seconds) {
        long all = 0;
        for (FlowProtocol protocol : FlowProtocol.values()) {
            long bytes = tally(protocol).look();
            all += bytes;
            if (bytes > 0) both("ProcessedBytes_" + protocol, "Bytes", bytes);
        }
        both("ProcessedBytes", "Bytes", all);
        both("PeakBytesPerSecond", "Bytes/Second", all / seconds);
    }

    /// Tells what stands, and gives the minute's figures.
    Map<FlowProtocol, Minute> minute() {
        for (String metric : ALWAYS) both(metric, "Count", 0);
        Map<FlowProtocol, Minute> minutes = new EnumMap<>(FlowProtocol.class);
        int standing = 0;
        for (FlowProtocol protocol : FlowProtocol.values()) {
            Tally tally = tally(protocol);
            int now = tally.standing.get();
            standing += now;
            if (now > 0) both("ActiveFlowCount_" + protocol, "Count", now);
            minutes.put(protocol, new Minute(tally.begun.sumThenReset(), now, tally.minuteBytes));
            tally.minuteBytes = 0;
        }
        both("ActiveFlowCount", "Count", standing);
        standingByGroup.forEach((group, count) -> ofGroup("ActiveFlowCount", group, count.get()));
        return minutes;
    }
}
