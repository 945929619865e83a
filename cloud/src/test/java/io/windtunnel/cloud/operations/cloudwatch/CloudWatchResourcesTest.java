package io.windtunnel.cloud.operations.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.ListTagsForResourceRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Tag;
import io.windtunnel.cloud.operations.cloudwatch.dashboards.DashboardApi.GetDashboardRequest;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudWatchResourcesTest {
    private final Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private final ResourceTypes types = new ResourceTypes();
    private final CloudWatchApi api = CloudWatch.open(new CloudContext(
                    Fabric.bare(new VirtualTime(Instant.parse("2026-11-24T10:00:00Z")), 1),
                    new Directory(),
                    types,
                    _ -> {}))
            .face();

    /// All properties that a metric alarm can have in a template, but for those of anomaly detection.
    private static Map<String, Object> alarm(Object threshold) {
        Map<String, Object> tree = new HashMap<>();
        tree.put("AlarmDescription", "too hot");
        tree.put("ActionsEnabled", "true");
        tree.put("AlarmActions", List.of("arn:aws:sns:us-east-1:000000000000:ops"));
        tree.put("OKActions", List.of("arn:aws:sns:us-east-1:000000000000:ops"));
        tree.put("InsufficientDataActions", List.of());
        tree.put("Namespace", "AWS/EC2");
        tree.put("MetricName", "CPUUtilization");
        tree.put("Dimensions", List.of(Map.of("Name", "AutoScalingGroupName", "Value", "g")));
        tree.put("ExtendedStatistic", "p90");
        tree.put("EvaluateLowSampleCountPercentile", "ignore");
        tree.put("Unit", "Percent");
        tree.put("Period", "300");
        tree.put("EvaluationPeriods", 3);
        tree.put("DatapointsToAlarm", "2");
        tree.put("Threshold", threshold);
        tree.put("ComparisonOperator", "GreaterThanOrEqualToThreshold");
        tree.put("TreatMissingData", "notBreaching");
        tree.put("Tags", List.of(Map.of("Key", "team", "Value", "shop")));
        return tree;
    }

    private <P extends Record> Progress run(
            ResourceType<P> type, @Nullable String id, Map<String, Object> tree, @Nullable Map<String, Object> before) {
        var bound = PropertyBinder.bind(type.properties(), tree, "Hot");
        assertThat(bound.unhonoured()).isEmpty();
        var request = new ResourceType.Request<>(
                scope,
                "site",
                "stack-1",
                "Hot",
                id,
                bound.properties(),
                Map.of("aws:cloudformation:stack-name", "site"));
        if (id == null) return type.create(request);
        if (before == null) return type.delete(request);
        return type.update(
                request, PropertyBinder.bind(type.properties(), before, "Hot").properties());
    }

    private ResourceType<?> type(String name) {
        return types.find("AWS::CloudWatch::" + name).orElseThrow();
    }

    private DescribeAlarmsResult described() {
        return api.describeAlarms(
                Call.internal(scope),
                new DescribeAlarmsRequest(
                        List.of(), null, List.of("MetricAlarm", "CompositeAlarm"), null, null, null, null, null, null));
    }

    @Test
    void anAlarmFromATemplate() {
        Progress.Done made = (Progress.Done) run(type("Alarm"), null, alarm(70), null);
        assertThat(made.ref()).startsWith("site-Hot-");
        assertThat(made.attributes())
                .containsEntry("Arn", "arn:aws:cloudwatch:us-east-1:000000000000:alarm:" + made.ref());
        var alarm = described().metricAlarms().getFirst();
        assertThat(alarm.extendedStatistic()).isEqualTo("p90");
        assertThat(alarm.datapointsToAlarm()).isEqualTo(2);
        assertThat(alarm.unit()).isEqualTo("Percent");
        Map<String, Object> changed = alarm("80.5");
        changed.put("Tags", List.of(Map.of("Key", "who", "Value", "me")));
        run(type("Alarm"), made.ref(), changed, alarm(70));
        assertThat(described().metricAlarms().getFirst().threshold()).isEqualTo(80.5);
        assertThat(api.listTagsForResource(Call.internal(scope), new ListTagsForResourceRequest(alarm.alarmArn()))
                        .tags())
                .containsExactly(new Tag("aws:cloudformation:stack-name", "site"), new Tag("who", "me"));
        run(type("Alarm"), made.ref(), changed, null);
        run(type("Alarm"), made.ref(), changed, null);
        assertThat(described().metricAlarms()).isEmpty();
    }

    @Test
    void anAlarmOnMetricMath() {
        Map<String, Object> tree = alarm(1);
        for (String name : List.of(
                "Namespace",
                "MetricName",
                "Dimensions",
                "ExtendedStatistic",
                "Unit",
                "Period",
                "EvaluateLowSampleCountPercentile")) tree.remove(name);
        Map<String, Object> metric =
                Map.of("Metric", Map.of("Namespace", "Shop", "MetricName", "Load"), "Period", 60, "Stat", "Sum");
        tree.put(
                "Metrics",
                List.of(
                        Map.of("Id", "m1", "MetricStat", metric, "ReturnData", "false"),
                        Map.of("Id", "e1", "Expression", "m1 / 60", "Label", "a second")));
        run(type("Alarm"), null, tree, null);
        assertThat(described().metricAlarms().getFirst().metrics()).hasSize(2);
        tree.put("ComparisonOperator", "LessThanLowerThreshold");
        assertThat(run(type("Alarm"), null, tree, null)).isInstanceOf(Progress.Failed.class);
    }

    @Test
    void compositeAlarmsAndDashboardsFromATemplate() {
        Map<String, Object> composite = Map.of("AlarmName", "site", "AlarmRule", "FALSE");
        Progress.Done made = (Progress.Done) run(type("CompositeAlarm"), null, composite, null);
        assertThat(made.ref()).isEqualTo("site");
        run(type("CompositeAlarm"), "site", Map.of("AlarmName", "site", "AlarmRule", "TRUE"), composite);
        assertThat(described().compositeAlarms().getFirst().stateValue()).isEqualTo("ALARM");
        assertThat(run(type("CompositeAlarm"), null, Map.of("AlarmRule", "ALARM(none)"), null))
                .isInstanceOf(Progress.Failed.class);
        run(type("CompositeAlarm"), "site", composite, null);
        assertThat(described().compositeAlarms()).isEmpty();
        Progress.Done board =
                (Progress.Done) run(type("Dashboard"), null, Map.of("DashboardBody", "{\"widgets\":[]}"), null);
        assertThat(api.getDashboard(Call.internal(scope), new GetDashboardRequest(board.ref()))
                        .dashboardBody())
                .isEqualTo("{\"widgets\":[]}");
        assertThat(run(type("Dashboard"), null, Map.of("DashboardBody", "{"), null))
                .isInstanceOf(Progress.Failed.class);
        run(type("Dashboard"), board.ref(), Map.of("DashboardBody", "{\"widgets\":[]}"), null);
    }
}
