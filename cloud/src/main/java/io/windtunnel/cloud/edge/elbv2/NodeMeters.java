package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.proxy.GroupPassage;
import io.windtunnel.cloud.edge.elbv2.proxy.Meters;
import io.windtunnel.cloud.edge.elbv2.proxy.Passage;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.statistics.Distribution;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What a node tells CloudWatch, under each of AWS's combinations of dimensions.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
final class NodeMeters implements Meters, TargetViews.Hosts {
    private static final String NAMESPACE = "AWS/ApplicationELB";

    /// One metric of the node: by load balancer, and by load balancer and zone.
    private static final class Both {
        private final Metrics.Meter whole;
        private final Metrics.Meter zonal;

        Both(Metrics.Meter whole, Metrics.Meter zonal) {
            this.whole = whole;
            this.zonal = zonal;
        }

        void record(double value) {
            whole.record(value);
            zonal.record(value);
        }

        void record(Distribution samples) {
            if (samples.isEmpty()) return;
            whole.record(samples);
            zonal.record(samples);
        }

        /// So many samples of one.
        void times(long times) {
            record(Distribution.of(1, times));
        }
    }

    private final Metrics metrics;
    private final Scope scope;
    private final String balancer;
    private final String zone;
    private final Map<String, Both> own = new ConcurrentHashMap<>();
    private final Map<String, OfGroup> groups = new ConcurrentHashMap<>();
    private final Both requests;
    private final Both bytes;
    private final Both responseTime;
    private final Both[] targetCodes;

    NodeMeters(Metrics metrics, Scope scope, String balancer, String zone) {
        this.metrics = metrics;
        this.scope = scope;
        this.balancer = balancer;
        this.zone = zone;
        this.requests = both("RequestCount", "Count");
        this.bytes = both("ProcessedBytes", "Bytes");
        this.responseTime = both("TargetResponseTime", "Seconds");
        this.targetCodes = new Both[6];
        for (int i = 2; i <= 5; i++) targetCodes[i] = both("HTTPCode_Target_" + i + "XX_Count", "Count");
    }

    private Both both(String metric, String unit) {
        return new Both(
                meter(metric, unit, Map.of("LoadBalancer", balancer)),
                meter(metric, unit, Map.of("LoadBalancer", balancer, "AvailabilityZone", zone)));
    }

    private Metrics.Meter meter(String metric, String unit, Map<String, String> dimensions) {
        return metrics.meter(scope, new Metrics.Name(NAMESPACE, metric, new TreeMap<>(dimensions)), unit);
    }

    private void count(String metric, double value) {
        own.computeIfAbsent(metric, name -> both(name, "Count")).record(value);
    }

    /// The meters of one target group behind this node. The group's name stands in the last part of its ARN.
    private final class OfGroup {
        private final String group;
        private final Both requests;
        private final Both responseTime;
        private final Both[] codes = new Both[6];
        private final Metrics.Meter perTarget;
        private final Metrics.Meter perTargetOfBalancer;
        private volatile double share = 1;

        OfGroup(String arn) {
            group = arn.substring(arn.indexOf(":targetgroup/") + 1);
            requests = both("RequestCount", "Count");
            responseTime = both("TargetResponseTime", "Seconds");
            for (int i = 2; i <= 5; i++) codes[i] = both("HTTPCode_Target_" + i + "XX_Count", "Count");
            perTarget = meter("RequestCountPerTarget", "None", Map.of("TargetGroup", group));
            perTargetOfBalancer =
                    meter("RequestCountPerTarget", "None", Map.of("TargetGroup", group, "LoadBalancer", balancer));
        }

        Both both(String metric, String unit) {
            return new Both(
                    meter(metric, unit, Map.of("LoadBalancer", balancer, "TargetGroup", group)),
                    meter(
                            metric,
                            unit,
                            Map.of("LoadBalancer", balancer, "TargetGroup", group, "AvailabilityZone", zone)));
        }
    }

    private OfGroup of(String arn) {
        OfGroup known = groups.get(arn);
        return known != null ? known : groups.computeIfAbsent(arn, OfGroup::new);
    }

    /// From now on a request to the group counts for each of so many targets: the healthy ones, or all
    /// when none is.
    void targets(Pool pool) {
        int healthy = pool.healthy();
        int sharing = healthy > 0 ? healthy : pool.targets().size();
        of(pool.settings().group()).share = 1.0 / Math.max(1, sharing);
    }

    /// How many targets in a zone of their own are healthy and how many are not, as the node sees them.
    @Override
    public void hosts(String group, String targetZone, int healthy, int unhealthy) {
        String name = of(group).group;
        Map<String, String> zonal =
                Map.of("LoadBalancer", balancer, "TargetGroup", name, "AvailabilityZone", targetZone);
        meter("HealthyHostCount", "Count", zonal).record(healthy);
        meter("UnHealthyHostCount", "Count", zonal).record(unhealthy);
    }

    @Override
    public void hosts(String group, int healthy, int unhealthy) {
        Map<String, String> whole = Map.of("LoadBalancer", balancer, "TargetGroup", of(group).group);
        meter("HealthyHostCount", "Count", whole).record(healthy);
        meter("UnHealthyHostCount", "Count", whole).record(unhealthy);
    }

    void connections(int standing) {
        if (standing > 0) count("ActiveConnectionCount", standing);
    }

    @Override
    public void clientConnected() {
        count("NewConnectionCount", 1);
    }

    @Override
    public void rejected() {
        count("RejectedConnectionCount", 1);
    }

    @Override
    public void targetConnected() {
        count("NewConnectionCount", 1);
    }

    @Override
    public void passed(Passage passage) {
        times("NewConnectionCount", passage.connections());
        times("RejectedConnectionCount", passage.rejected());
        times("HTTP_Redirect_Count", passage.redirected());
        times("HTTP_Fixed_Response_Count", passage.fixed());
        passage.own().forEach(this::own);
        bytes.record(passage.bytes());
        ruleEvaluations().record(passage.evaluations());
    }

    private void times(String metric, long times) {
        if (times > 0) own.computeIfAbsent(metric, name -> both(name, "Count")).times(times);
    }

    @Override
    public void passed(String group, GroupPassage passage) {
        OfGroup meters = of(group);
        requests.times(passage.chosen());
        meters.requests.times(passage.chosen());
        Distribution shares = Distribution.of(meters.share, passage.chosen());
        meters.perTarget.record(shares);
        meters.perTargetOfBalancer.record(shares);
        responseTime.record(passage.seconds());
        meters.responseTime.record(passage.seconds());
        for (int kind = 2; kind <= 5; kind++) {
            targetCodes[kind].times(passage.answered()[kind]);
            meters.codes[kind].times(passage.answered()[kind]);
        }
        if (passage.failedOpen() > 0)
            meters.both("UnhealthyRoutingRequestCount", "Count").times(passage.failedOpen());
        if (passage.unreachable() > 0) {
            times("TargetConnectionErrorCount", passage.unreachable());
            meters.both("TargetConnectionErrorCount", "Count").times(passage.unreachable());
        }
    }

    @Override
    public void targetUnreachable(String group) {
        count("TargetConnectionErrorCount", 1);
        of(group).both("TargetConnectionErrorCount", "Count").record(1);
    }

    @Override
    public void tlsFailed() {
        count("ClientTLSNegotiationErrorCount", 1);
    }

    @Override
    public void chosen(String group) {
        requests.record(1);
        OfGroup meters = of(group);
        meters.requests.record(1);
        meters.perTarget.record(meters.share);
        meters.perTargetOfBalancer.record(meters.share);
    }

    @Override
    public void answered(String group, int status, double seconds) {
        responseTime.record(seconds);
        OfGroup meters = of(group);
        meters.responseTime.record(seconds);
        int kind = status / 100;
        if (kind < 2 || kind > 5) return;
        targetCodes[kind].record(1);
        meters.codes[kind].record(1);
    }

    @Override
    public void own(int status) {
        own(status, 1);
    }

    private void own(int status, long times) {
        switch (status / 100) {
            case 3 -> times("HTTPCode_ELB_3XX_Count", times);
            case 4 -> times("HTTPCode_ELB_4XX_Count", times);
            case 5 -> {
                times("HTTPCode_ELB_5XX_Count", times);
                if (status == 500 || (status >= 502 && status <= 504))
                    times("HTTPCode_ELB_" + status + "_Count", times);
            }
            default -> {}
        }
    }

    @Override
    public void redirected() {
        count("HTTP_Redirect_Count", 1);
    }

    @Override
    public void fixed() {
        count("HTTP_Fixed_Response_Count", 1);
    }

    @Override
    public void bytes(long amount) {
        if (amount > 0) bytes.record(amount);
    }

    @Override
    public void failedOpen(String group) {
        of(group).both("UnhealthyRoutingRequestCount", "Count").record(1);
    }

    @Override
    public void notSticky() {
        count("NonStickyRequestCount", 1);
    }

    @Override
    public void ruleEvaluations(int evaluated) {
        ruleEvaluations().record(evaluated);
    }

    private Metrics.Meter ruleEvaluations() {
        return own.computeIfAbsent("RuleEvaluations", name -> both(name, "Count")).whole;
    }

    @Override
    public void droppedHeaders() {
        count("DroppedInvalidHeaderRequestCount", 1);
    }

    @Override
    public void notCompliant() {
        count("DesyncMitigationMode_NonCompliant_Request_Count", 1);
    }
}
