package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.ports.AlarmAction.Signal;
import io.windtunnel.kernel.identity.Scope;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What a topic is told by an alarm.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
final class AlarmNotice {
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    private AlarmNotice() {}

    static String subject(Scope scope, Signal signal) {
        String subject = signal.after() + ": \"" + signal.alarmName() + "\" in "
                + scope.region().code();
        return subject.length() <= 100 ? subject : subject.substring(0, 100);
    }

    static String of(Scope scope, Signal signal) {
        StringBuilder json = new StringBuilder(512).append("{\"AlarmName\":");
        Json.quote(json, signal.alarmName()).append(",\"AlarmDescription\":null,\"AWSAccountId\":\"");
        json.append(scope.account().digits()).append("\",\"NewStateValue\":\"").append(signal.after());
        json.append("\",\"NewStateReason\":");
        Json.quote(json, signal.reason());
        json.append(",\"StateChangeTime\":\"").append(AT.format(signal.at()));
        json.append("\",\"Region\":\"").append(scope.region().code());
        json.append("\",\"AlarmArn\":\"").append(signal.alarm());
        json.append("\",\"OldStateValue\":\"").append(signal.before()).append("\",\"Trigger\":{\"Period\":");
        json.append(signal.period().toSeconds());
        if (signal.threshold() != null)
            json.append(String.format(Locale.ROOT, ",\"Threshold\":%s", signal.threshold()));
        if (signal.comparison() != null)
            json.append(",\"ComparisonOperator\":\"")
                    .append(signal.comparison().apiName())
                    .append('"');
        return json.append("}}").toString();
    }
}
