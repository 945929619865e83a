package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.kernel.alarm.AlarmState;
import io.windtunnel.kernel.alarm.Suppression;
import io.windtunnel.kernel.identity.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An alarm, as it is kept.
///
/// @param configured when it was made or last changed
record Alarm(
        String name,
        Arn arn,
        Settings settings,
        Subject subject,
        Status status,
        Map<String, String> tags,
        Instant configured) {
    /// What both kinds of alarm say: what for, and what to do in which state. Actions are ARNs.
    record Settings(
            @Nullable String description,
            boolean actionsEnabled,
            List<String> okActions,
            List<String> alarmActions,
            List<String> insufficientDataActions) {
        List<String> actions(AlarmState state) {
            return switch (state) {
                case OK -> okActions;
                case ALARM -> alarmActions;
                case INSUFFICIENT_DATA -> insufficientDataActions;
            };
        }

        Settings enabled(boolean enabled) {
            return new Settings(description, enabled, okActions, alarmActions, insufficientDataActions);
        }
    }

    /// Where it stands.
    ///
    /// @param reasonData JSON; null where there is none
    /// @param updated when the state or its reason was last written
    /// @param transitioned when the state last changed
    record Status(
            AlarmState state,
            String reason,
            @Nullable String reasonData,
            Instant updated,
            Instant transitioned,
            Suppression suppression) {
        Status suppression(Suppression next) {
            return new Status(state, reason, reasonData, updated, transitioned, next);
        }
    }

    /// The end of a generated name of CloudFormation's, and a UUID of Auto Scaling's.
    private static final Pattern MADE_UP =
            Pattern.compile("-(?:[A-Z2-7]{12}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=-|$)");

    static final String INITIAL_REASON = "Unchecked: Initial alarm creation";

    static Alarm created(
            String name, Arn arn, Settings settings, Subject subject, Map<String, String> tags, Instant now) {
        Status status = new Status(AlarmState.INSUFFICIENT_DATA, INITIAL_REASON, null, now, now, Suppression.NONE);
        return new Alarm(name, arn, settings, subject, status, Map.copyOf(tags), now);
    }

    AlarmState state() {
        return status.state();
    }

    Alarm configured(Settings newSettings, Subject newSubject, Instant now) {
        return new Alarm(name, arn, newSettings, newSubject, status, tags, now);
    }

    Alarm status(Status next) {
        return new Alarm(name, arn, settings, subject, next, tags, configured);
    }

    Alarm tags(Map<String, String> next) {
        return new Alarm(name, arn, settings, subject, status, Map.copyOf(next), configured);
    }

    /// What is to be done in its present state: nothing while its actions are disabled.
    List<String> dueActions() {
        return settings.actionsEnabled() ? settings.actions(state()) : List.of();
    }

    /// How long after each full minute (ten seconds, hour) it has its turn: at AWS every alarm is always
    /// evaluated at the same, arbitrary second. Here it follows from its account and its name without the parts
    /// that CloudFormation and Auto Scaling make up, so that it is the same in every run of the same design.
    Duration phase(Duration every) {
        int seconds = (int) Math.min(60, every.toSeconds());
        String given = MADE_UP.matcher(name).replaceAll("");
        return Duration.ofSeconds(1 + Math.floorMod((arn.account() + given).hashCode(), seconds - 1));
    }
}
