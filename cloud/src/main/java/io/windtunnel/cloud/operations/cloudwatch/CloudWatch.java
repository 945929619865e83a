package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmWatch;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.GroupAggregation;
import io.windtunnel.cloud.ports.InstanceMetrics;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.MetricsReader;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// CloudWatch, running: offers [Metrics] and [MetricsReader], closes each minute of scenario time, and
/// watches alarms.
public final class CloudWatch implements CloudService {
    private static final Duration AGEING = Duration.ofHours(1);

    private final Time time;
    private final Directory directory;
    private final Meters meters;
    private final AlarmWatch alarms;
    private final CloudWatchApi face;
    private final InstanceReadings instances;
    private final Timer ageing;
    private Timer minute;

    private CloudWatch(CloudContext context) {
        time = context.fabric().time();
        directory = context.directory();
        meters = new Meters(time);
        alarms = AlarmWatch.open(context, new MetricMeasurements(meters));
        face = new CloudWatchApi(meters, time, alarms);
        instances = new InstanceReadings(
                meters,
                (scope, group) -> directory
                        .find(GroupAggregation.class)
                        .map(aggregation -> aggregation.speakers(scope, group))
                        .orElse(_ -> true));
        ageing = time.every(AGEING, meters::age);
        minute = atNextMinute();
    }

    public static CloudWatch open(CloudContext context) {
        CloudWatch service = new CloudWatch(context);
        context.directory().offer(Metrics.class, service.meters);
        context.directory().offer(MetricsReader.class, service.meters);
        return service;
    }

    private Timer atNextMinute() {
        Instant now = time.now();
        Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        return time.after(Duration.between(now, next), this::minuteEnds);
    }

    private void minuteEnds() {
        directory.find(InstanceMetrics.class).ifPresent(port -> instances.gather(port.readings(), time.now()));
        meters.flush();
        synchronized (this) {
            minute = atNextMinute();
        }
    }

    @Override
    public String name() {
        return "cloudwatch";
    }

    @Override
    public CloudWatchApi face() {
        return face;
    }

    @Override
    public synchronized void close() {
        alarms.close();
        ageing.cancel();
        minute.cancel();
    }
}
