package io.windtunnel.cloud.operations.cloudwatch.alarms;

/// What became of an alarm.
///
/// @param act whether the actions of its state are to be taken now
record Outcome(Alarm before, Alarm after, boolean act) {
    boolean changed() {
        return before.state() != after.state();
    }
}
