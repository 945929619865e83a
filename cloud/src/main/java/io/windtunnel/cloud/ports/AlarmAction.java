package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an alarm can set going. Offered at the ARNs of a service (`autoscaling`, `sns`, `lambda`, `automate`);
/// CloudWatch calls it.
///
/// An action is called once when an alarm changes into the state it is named for. While the alarm stays there, an
/// Auto Scaling policy's action is called again every minute, since a policy that was not ready must get another
/// chance.
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
///
/// Thread safety: may be called from any thread; must return soon.
@FunctionalInterface
public interface AlarmAction {
    /// What the alarm has seen.
    ///
    /// @param reason the alarm's own sentence, such as `Threshold Crossed: 3 datapoints [...] were greater ...`
    /// @param recent the datapoints it was judged by, oldest first, missing ones left out; empty for a composite
    ///     alarm
    /// @param threshold what they were held against; null for a composite alarm
    /// @param repeated whether the state is not new: the call is one of those made every minute
    record Signal(
            Arn alarm,
            String alarmName,
            Alarms.State before,
            Alarms.State after,
            Instant at,
            String reason,
            List<Double> recent,
            @Nullable Double threshold,
            Alarms.@Nullable Comparison comparison,
            Duration period,
            boolean repeated) {}

    /// Does what the ARN `action` stands for.
    ///
    /// @return what came of it, in a sentence for the alarm's history
    /// @throws io.windtunnel.wire.AwsException when it cannot be done, which the history tells
    String act(Scope scope, Arn action, Signal signal);
}
