package io.windtunnel.kernel.alarm;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What keeps the actions of a composite alarm back, and which actions it owes.
///
/// An alarm with a suppressor that changes its state does not act at once. If the suppressor is in `ALARM`,
/// its actions are kept back as long as that lasts. If it is not, it waits for the wait period, so that the
/// suppressor can catch up. When the suppressor leaves `ALARM`, actions are kept back for the extension
/// period, so that the alarm itself can recover. When nothing keeps them back any more, the actions of the
/// state the alarm is then in are taken.
///
/// Source:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
///
/// @param by what keeps the actions back; null when nothing does
/// @param until the end of a wait or an extension; null otherwise
/// @param owed whether the alarm has changed its state since it last acted
public record Suppression(@Nullable By by, @Nullable Instant until, boolean owed) {
    /// By their API names.
    public enum By {
        WAIT_PERIOD("WaitPeriod"),
        EXTENSION_PERIOD("ExtensionPeriod"),
        ALARM("Alarm");

        private final String apiName;

        By(String apiName) {
            this.apiName = apiName;
        }

        public String apiName() {
            return apiName;
        }
    }

    /// How long is waited and extended.
    public record Periods(Duration waiting, Duration extension) {}

    /// Nothing is kept back and nothing owed.
    public static final Suppression NONE = new Suppression(null, null, false);

    /// What follows from an event: the new suppression, and whether the actions of the alarm's present
    /// state are taken now.
    public record Step(Suppression next, boolean act) {}

    /// The alarm has changed its state.
    public Step changed(boolean suppressorInAlarm, Periods periods, Instant now) {
        if (suppressorInAlarm) return new Step(new Suppression(By.ALARM, null, true), false);
        return begin(By.WAIT_PERIOD, periods.waiting, true, now);
    }

    /// The suppressor has changed its state.
    public Step suppressorChanged(boolean inAlarm, Periods periods, Instant now) {
        if (inAlarm) return new Step(new Suppression(By.ALARM, null, owed), false);
        if (by != By.ALARM) return new Step(this, false);
        return begin(By.EXTENSION_PERIOD, periods.extension, owed, now);
    }

    /// Time has gone on: a wait or an extension may be over.
    public Step passed(Instant now) {
        if (until == null || now.isBefore(until)) return new Step(this, false);
        return new Step(NONE, owed);
    }

    private static Step begin(By by, Duration length, boolean owed, Instant now) {
        if (length.isZero()) return new Step(NONE, owed);
        return new Step(new Suppression(by, now.plus(length), owed), false);
    }
}
