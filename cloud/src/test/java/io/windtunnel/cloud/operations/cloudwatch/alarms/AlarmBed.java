package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.cloudwatch.CloudWatch;
import io.windtunnel.cloud.operations.cloudwatch.CloudWatchApi;
import io.windtunnel.cloud.operations.cloudwatch.Shapes;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmHistoryItem;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.CompositeAlarm;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmHistoryRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Dimension;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricAlarm;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricDataQuery;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.PutCompositeAlarmRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.PutMetricAlarmRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.SetAlarmStateRequest;
import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// CloudWatch in virtual time, with a service `sns` and a service `autoscaling` that write down what they
/// are told.
final class AlarmBed {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:ops";
    static final String POLICY =
            "arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:1:autoScalingGroupName/g:policyName/p";

    record Acted(Arn action, AlarmAction.Signal signal) {}

    final VirtualTime time;
    final Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    final Call call = Call.internal(scope);
    final Directory directory = new Directory();
    final List<Journal.Event> told = new ArrayList<>();
    final List<Acted> acted = new ArrayList<>();
    final ResourceTypes types = new ResourceTypes();
    final CloudContext context;
    final CloudWatch service;
    final CloudWatchApi api;

    AlarmBed() {
        this(Storage.inMemory(), START);
    }

    AlarmBed(Storage storage, Instant start) {
        time = new VirtualTime(start);
        context = new CloudContext(Fabric.bare(time, 1, storage), directory, types, told::add);
        directory.offer(AlarmAction.class, "sns", _ -> Optional.of(this::act));
        directory.offer(AlarmAction.class, "autoscaling", _ -> Optional.of(this::act));
        service = CloudWatch.open(context);
        api = service.face();
    }

    private String act(Scope of, Arn action, AlarmAction.Signal signal) {
        if (action.resource().equals("broken")) throw new AwsException("NotFound", "Topic does not exist");
        acted.add(new Acted(action, signal));
        return "done";
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    void minutes(int minutes) {
        time.advance(Duration.ofMinutes(minutes));
    }

    /// A sample of the custom metric `Shop/Load`, now.
    void load(double value) {
        api.putMetricData(
                call,
                new Shapes.PutMetricDataRequest(
                        "Shop",
                        List.of(new Shapes.MetricDatum(
                                "Load", List.of(), null, value, null, List.of(), List.of(), null, 1))));
    }

    /// A sample at the beginning of each of the next minutes, and the time that goes on with it.
    void loads(double... values) {
        for (double value : values) {
            load(value);
            minutes(1);
        }
    }

    /// An alarm on the average of `Shop/Load` by the minute, above 50.
    static Asked asked(String name, int toAlarm, int periods) {
        return new Asked(name, toAlarm, periods);
    }

    /// A request that grows.
    static final class Asked {
        final String name;

        @Nullable
        Integer toAlarm;

        int periods;
        int period = 60;

        @Nullable
        String statistic = "Average";

        @Nullable
        String extended;

        String comparison = "GreaterThanThreshold";

        @Nullable
        String missing;

        @Nullable
        String lowSamples;

        String namespace = "Shop";
        List<Dimension> dimensions = List.of();
        List<String> actions = List.of();
        List<String> okActions = List.of();
        List<MetricDataQuery> metrics = List.of();
        double threshold = 50;
        List<AlarmShapes.Tag> tags = List.of();

        Asked(String name, int toAlarm, int periods) {
            this.name = name;
            this.toAlarm = toAlarm;
            this.periods = periods;
        }

        Asked actions(String... arns) {
            actions = List.of(arns);
            return this;
        }

        PutMetricAlarmRequest request() {
            boolean single = metrics.isEmpty();
            return new PutMetricAlarmRequest(
                    name,
                    "about " + name,
                    null,
                    okActions,
                    actions,
                    List.of(),
                    single ? "Load" : null,
                    single ? namespace : null,
                    single ? statistic : null,
                    single ? extended : null,
                    dimensions,
                    single ? period : null,
                    null,
                    periods,
                    toAlarm,
                    threshold,
                    comparison,
                    missing,
                    lowSamples,
                    metrics,
                    tags,
                    null);
        }
    }

    void put(Asked asked) {
        api.putMetricAlarm(call, asked.request());
    }

    /// A composite alarm that tells the topic.
    void compose(String name, String rule) {
        compose(name, rule, null, null, null);
    }

    void compose(
            String name,
            String rule,
            @Nullable String suppressor,
            @Nullable Integer waiting,
            @Nullable Integer extension) {
        api.putCompositeAlarm(
                call,
                new PutCompositeAlarmRequest(
                        name,
                        null,
                        null,
                        List.of(TOPIC),
                        List.of(TOPIC),
                        List.of(),
                        rule,
                        List.of(),
                        suppressor,
                        waiting,
                        extension));
    }

    void set(String name, String state) {
        api.setAlarmState(call, new SetAlarmStateRequest(name, state, "by hand", null));
    }

    DescribeAlarmsResult describe(String... names) {
        return api.describeAlarms(
                call,
                new DescribeAlarmsRequest(
                        List.of(names),
                        null,
                        List.of("MetricAlarm", "CompositeAlarm"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    MetricAlarm alarm(String name) {
        return describe(name).metricAlarms().getFirst();
    }

    CompositeAlarm composite(String name) {
        return describe(name).compositeAlarms().getFirst();
    }

    @Nullable
    String state(String name) {
        DescribeAlarmsResult found = describe(name);
        return found.metricAlarms().isEmpty()
                ? found.compositeAlarms().getFirst().stateValue()
                : found.metricAlarms().getFirst().stateValue();
    }

    List<AlarmHistoryItem> history(@Nullable String name, @Nullable String kind) {
        return api.describeAlarmHistory(
                        call,
                        new DescribeAlarmHistoryRequest(
                                name,
                                List.of("MetricAlarm", "CompositeAlarm"),
                                kind,
                                null,
                                null,
                                null,
                                null,
                                "TimestampAscending"))
                .alarmHistoryItems();
    }
}
