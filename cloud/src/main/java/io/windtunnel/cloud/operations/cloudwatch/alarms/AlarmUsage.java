package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells the bill of alarms. A metric alarm is paid for by the month and by each metric it looks at, more
/// when its period is below a minute; months are of 730 hours, as in AWS's price calculator.
///
/// Source: https://aws.amazon.com/cloudwatch/pricing/
///
/// Thread safety: every method may be called from any thread.
final class AlarmUsage {
    private static final double HOURS_PER_MONTH = 730;
    private static final Usage.Type STANDARD = type("CW:AlarmMonitorUsage");
    private static final Usage.Type HIGH_RESOLUTION = type("CW:HighResAlarmMonitorUsage");
    private static final Usage.Type COMPOSITE = type("CW:CompositeAlarmMonitorUsage");

    private record Key(Scope scope, String alarm) {}

    private record Paid(Usage.Type type, long metrics, Usage.Running running) {}

    private final Directory directory;
    private final Map<Key, Paid> paid = new HashMap<>();

    AlarmUsage(Directory directory) {
        this.directory = directory;
    }

    private static Usage.Type type(String usageType) {
        return new Usage.Type("AmazonCloudWatch", usageType, "Alarms", Usage.Charge.IDLE);
    }

    /// The alarm is there, as it is now.
    synchronized void runs(Scope scope, Alarm alarm) {
        Usage.Type type = COMPOSITE;
        long metrics = 1;
        if (alarm.subject() instanceof Subject.Threshold threshold) {
            type = threshold.period().compareTo(Duration.ofMinutes(1)) < 0 ? HIGH_RESOLUTION : STANDARD;
            metrics = threshold.metrics();
        }
        Key key = new Key(scope, alarm.name());
        Paid old = paid.get(key);
        if (old != null && old.type.equals(type) && old.metrics == metrics) return;
        end(old);
        String resource = alarm.arn().toString();
        double perHour = metrics / HOURS_PER_MONTH;
        paid.put(key, new Paid(type, metrics, Usage.of(directory).running(scope, resource, type, perHour)));
    }

    synchronized void ends(Scope scope, Alarm alarm) {
        end(paid.remove(new Key(scope, alarm.name())));
    }

    private static void end(@Nullable Paid paid) {
        if (paid != null) paid.running.close();
    }
}
