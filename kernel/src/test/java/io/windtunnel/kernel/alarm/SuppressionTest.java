package io.windtunnel.kernel.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.alarm.Suppression.By;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The examples of Create_Composite_Alarm_Suppression.html: a wait of 2 time units, an extension of 3.
class SuppressionTest {
    private static final Suppression.Periods PERIODS =
            new Suppression.Periods(Duration.ofSeconds(2), Duration.ofSeconds(3));

    private Suppression suppression = Suppression.NONE;
    private boolean suppressor;

    private static Instant at(int time) {
        return Instant.ofEpochSecond(time);
    }

    private boolean take(Suppression.Step step) {
        suppression = step.next();
        return step.act();
    }

    private boolean alarmChanges(int time) {
        return take(suppression.changed(suppressor, PERIODS, at(time)));
    }

    private boolean suppressorChanges(boolean inAlarm, int time) {
        suppressor = inAlarm;
        return take(suppression.suppressorChanged(inAlarm, PERIODS, at(time)));
    }

    private boolean timeIs(int time) {
        return take(suppression.passed(at(time)));
    }

    @Test
    void example1ActsAfterTheWait() {
        assertThat(alarmChanges(2)).isFalse();
        assertThat(suppression.by()).isEqualTo(By.WAIT_PERIOD);
        assertThat(timeIs(3)).isFalse();
        assertThat(timeIs(4)).isTrue();
        assertThat(suppression).isEqualTo(Suppression.NONE);
    }

    @Test
    void example2TheSuppressorComesInTime() {
        alarmChanges(2);
        assertThat(suppressorChanges(true, 3)).isFalse();
        assertThat(suppression.by()).isEqualTo(By.ALARM);
        assertThat(timeIs(100)).isFalse();
    }

    @Test
    void example3AnotherChangeBeginsAnotherWait() {
        alarmChanges(2);
        assertThat(alarmChanges(3)).isFalse();
        assertThat(timeIs(4)).isFalse();
        assertThat(timeIs(5)).isTrue();
    }

    @Test
    void example4TheSuppressorWasThereFirst() {
        suppressorChanges(true, 1);
        assertThat(alarmChanges(2)).isFalse();
        assertThat(suppression.by()).isEqualTo(By.ALARM);
    }

    @Test
    void example5ActsAfterTheExtension() {
        alarmChanges(2);
        suppressorChanges(true, 3);
        assertThat(suppressorChanges(false, 6)).isFalse();
        assertThat(suppression.by()).isEqualTo(By.EXTENSION_PERIOD);
        assertThat(timeIs(8)).isFalse();
        assertThat(timeIs(9)).isTrue();
    }

    @Test
    void example6AChangeEndsTheExtensionAndBeginsAWait() {
        alarmChanges(2);
        suppressorChanges(true, 3);
        suppressorChanges(false, 6);
        assertThat(alarmChanges(7)).isFalse();
        assertThat(suppression.by()).isEqualTo(By.WAIT_PERIOD);
        assertThat(timeIs(8)).isFalse();
        assertThat(timeIs(9)).isTrue();
    }

    @Test
    void nothingIsOwedToAnAlarmThatDidNotChange() {
        suppressorChanges(true, 1);
        suppressorChanges(false, 2);
        assertThat(timeIs(5)).isFalse();
        assertThat(suppression).isEqualTo(Suppression.NONE);
    }
}
