package io.windtunnel.cloud.operations.cloudwatch.alarms;

import static io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.asked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmHistoryItem;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmNamesRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.CompositeAlarm;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsResult;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricAlarm;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompositeAlarmTest {
    private static final String ARN = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:";

    private final AlarmBed bed = new AlarmBed();

    /// Alarms that stay as they are set: their metric has no data, and that is ignored.
    @BeforeEach
    void children() {
        for (String name : List.of("cpu", "disk", "outage")) {
            AlarmBed.Asked asked = asked(name, 1, 1);
            asked.missing = "ignore";
            bed.put(asked);
        }
    }

    @Test
    void followsItsChildrenAndTellsWhich() {
        bed.compose("site", "ALARM(cpu) AND NOT ALARM(\"" + ARN + "disk\")");
        assertThat(bed.composite("site").stateReason())
                .isEqualTo(ARN + "site was created and its alarm rule evaluates to OK");
        bed.acted.clear();
        bed.set("cpu", "ALARM");
        CompositeAlarm alarm = bed.composite("site");
        assertThat(alarm.stateValue()).isEqualTo("ALARM");
        assertThat(alarm.stateReason())
                .isEqualTo(ARN + "cpu transitioned to ALARM at Tuesday 24 November, 2026 10:00:00 UTC");
        assertThat(alarm.stateReasonData())
                .isEqualTo("{\"triggeringAlarms\":[{\"arn\":\"" + ARN + "cpu\",\"state\":{\"value\":\"ALARM\","
                        + "\"timestamp\":\"2026-11-24T10:00:00.000+0000\"}}]}");
        assertThat(bed.acted).hasSize(1);
        bed.set("disk", "ALARM");
        assertThat(bed.state("site")).isEqualTo("OK");
        assertThat(bed.acted).hasSize(2);
    }

    @Test
    void compositeAlarmsWatchCompositeAlarms() {
        bed.compose("inner", "ALARM(cpu) OR ALARM(disk)");
        bed.compose("outer", "ALARM(inner) AND OK(outage)");
        bed.set("outage", "OK");
        bed.set("cpu", "ALARM");
        assertThat(bed.state("outer")).isEqualTo("ALARM");
        bed.compose("inner", "FALSE");
        assertThat(bed.composite("inner").stateReason()).endsWith("was updated and its alarm rule evaluates to OK");
        assertThat(bed.state("outer")).isEqualTo("OK");
    }

    /// Create_Composite_Alarm.html: an alarm of a cycle is not evaluated and cannot be deleted until the
    /// cycle is broken.
    @Test
    void aCycleIsNotEvaluatedAndMustBeBroken() {
        bed.compose("a", "ALARM(cpu)");
        bed.compose("b", "ALARM(a)");
        bed.compose("a", "ALARM(cpu) OR ALARM(b)");
        bed.set("cpu", "ALARM");
        assertThat(bed.state("a")).isEqualTo("OK");
        assertThatThrownBy(() -> bed.api.deleteAlarms(bed.call, new AlarmNamesRequest(List.of("a"))))
                .hasMessage("Cannot delete a as there are composite alarm(s) depending on it.");
        bed.compose("a", "FALSE");
        bed.api.deleteAlarms(bed.call, new AlarmNamesRequest(List.of("b")));
        bed.api.deleteAlarms(bed.call, new AlarmNamesRequest(List.of("a")));
        assertThat(bed.describe("a", "b").compositeAlarms()).isEmpty();
    }

    @Test
    void aSuppressorKeepsActionsBack() {
        bed.compose("site", "ALARM(cpu)", "outage", 60, 120);
        bed.pass(Duration.ofMinutes(2));
        bed.acted.clear();
        bed.set("cpu", "ALARM");
        CompositeAlarm waiting = bed.composite("site");
        assertThat(waiting.stateValue()).isEqualTo("ALARM");
        assertThat(waiting.actionsSuppressedBy()).isEqualTo("WaitPeriod");
        assertThat(waiting.actionsSuppressedReason()).isEqualTo("Actions suppressed by WaitPeriod");
        bed.pass(Duration.ofSeconds(59));
        assertThat(bed.acted).isEmpty();
        bed.set("outage", "ALARM");
        assertThat(bed.composite("site").actionsSuppressedBy()).isEqualTo("Alarm");
        bed.pass(Duration.ofHours(1));
        assertThat(bed.acted).isEmpty();
        bed.set("outage", "OK");
        assertThat(bed.composite("site").actionsSuppressedBy()).isEqualTo("ExtensionPeriod");
        bed.pass(Duration.ofSeconds(119));
        assertThat(bed.acted).isEmpty();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.acted).hasSize(1);
        assertThat(bed.composite("site").actionsSuppressedBy()).isNull();
        assertThat(bed.history("site", "StateUpdate").getLast().historyData())
                .contains("\"actionsSuppressedBy\":\"WaitPeriod\"");
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertThatThrownBy(() -> bed.compose("x", "()"))
                .hasMessage("Error in AlarmRule [Unsupported token ')' at char 1]");
        assertThatThrownBy(() -> bed.compose("x", "ALARM(nobody)"))
                .hasMessage("Could not save the composite alarm as alarms [nobody] in the alarm rule do not exist");
        assertThatThrownBy(() -> bed.compose("x", "ALARM(\"arn:aws:cloudwatch:eu-west-1:000000000000:alarm:cpu\")"))
                .hasMessageContaining("other accounts or Regions");
        assertThatThrownBy(() -> bed.compose("x", "TRUE", "outage", 60, null)).hasMessageContaining("required");
        assertThatThrownBy(() -> bed.compose("x", "TRUE", null, 60, 60)).hasMessageContaining("need an");
        assertThatThrownBy(() -> bed.compose("x", "TRUE", "nobody", 60, 60)).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> bed.compose("cpu", "TRUE")).hasMessageContaining("already exists as a MetricAlarm");
        assertThatThrownBy(() -> bed.api.deleteAlarms(bed.call, new AlarmNamesRequest(List.of("cpu", "nobody"))))
                .hasMessage("Unknown alarms: nobody");
        assertThat(bed.describe("cpu").metricAlarms())
                .as("deleted all the same")
                .isEmpty();
    }

    @Test
    void familiesAreListed() {
        bed.compose("site", "ALARM(cpu) AND ALARM(disk)");
        bed.compose("all", "ALARM(site) OR ALARM(cpu)");
        DescribeAlarmsResult children = family("all", null);
        assertThat(children.compositeAlarms())
                .extracting(CompositeAlarm::alarmName)
                .containsExactly("site");
        assertThat(children.metricAlarms()).extracting(MetricAlarm::alarmName).containsExactly("cpu");
        assertThat(children.metricAlarms().getFirst().stateValue()).isEqualTo("INSUFFICIENT_DATA");
        assertThat(children.metricAlarms().getFirst().threshold()).isNull();
        DescribeAlarmsResult parents = family(null, "cpu");
        assertThat(parents.compositeAlarms())
                .extracting(CompositeAlarm::alarmName)
                .containsExactly("all", "site");
        assertThat(parents.compositeAlarms().getFirst().stateValue()).isNull();
    }

    private DescribeAlarmsResult family(@Nullable String childrenOf, @Nullable String parentsOf) {
        return bed.api.describeAlarms(
                bed.call,
                new DescribeAlarmsRequest(List.of(), null, List.of(), childrenOf, parentsOf, null, null, null, null));
    }

    @Test
    void historyIsOfTheKindsAskedFor() {
        bed.compose("site", "ALARM(cpu)");
        assertThat(bed.api
                        .describeAlarmHistory(
                                bed.call,
                                new AlarmShapes.DescribeAlarmHistoryRequest(
                                        "site", List.of(), null, null, null, null, null, null))
                        .alarmHistoryItems())
                .as("metric alarms unless asked for")
                .isEmpty();
        assertThat(bed.history("site", null))
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly(
                        "Alarm \"site\" created",
                        "Alarm updated from INSUFFICIENT_DATA to OK",
                        "Successfully executed action " + AlarmBed.TOPIC);
    }
}
