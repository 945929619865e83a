package io.windtunnel.kernel.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmRuleTest {
    private static final Map<String, AlarmState> STATES = Map.of(
            "cpu", AlarmState.ALARM,
            "disk", AlarmState.OK,
            "new alarm", AlarmState.INSUFFICIENT_DATA,
            "arn:aws:cloudwatch:us-east-1:111122223333:alarm:odd (one)", AlarmState.ALARM);

    private static boolean holds(String rule) {
        return AlarmRule.parse(rule).holds(name -> Objects.requireNonNull(STATES.get(name), name));
    }

    /// Create_Composite_Alarm.html: functions, operators and parentheses.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALARM(cpu) | true",
                "OK(cpu) | false",
                "ALARM(\"cpu\") AND ALARM(disk) | false",
                "ALARM(cpu) AND NOT ALARM(disk) | true",
                "(ALARM(cpu) OR ALARM(disk)) AND OK(disk) | true",
                "INSUFFICIENT_DATA(new alarm) | true",
                "INSUFFICIENT_DATA( \"new alarm\" ) | true",
                "ALARM(\"arn:aws:cloudwatch:us-east-1:111122223333:alarm:odd (one)\") | true",
                "TRUE | true",
                "FALSE | false",
                "not false and true | true",
                "TRUE OR TRUE AND FALSE | true",
                "(TRUE OR TRUE) AND FALSE | false",
                "NOT TRUE OR TRUE | true",
                "NOT (TRUE OR TRUE) | false",
                "NOT NOT TRUE | true",
                "((TRUE)) | true",
            })
    void rules(String rule, boolean expected) {
        assertThat(holds(rule)).isEqualTo(expected);
    }

    /// The wording of the first is AWS's, as people quote it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "() | Unsupported token ')' at char 1",
                "ALARM(cpu) XOR ALARM(disk) | Unsupported token 'X' at char 11",
                "ALARM(cpu | Unexpected end of rule at char 9",
                "ALARM() | Unsupported token ')' at char 6",
                "ALARM(cpu) AND | Unexpected end of rule at char 14",
                "WARNING(cpu) | Unsupported token 'W' at char 0",
                "ALARM(cpu) OK(disk) | Unsupported token 'O' at char 11",
                "TRUEFALSE | Unsupported token 'T' at char 0",
            })
    void mistakesAreShownWhereTheyAre(String rule, String message) {
        assertThatThrownBy(() -> AlarmRule.parse(rule)).hasMessage(message);
    }

    @Test
    void childrenInTheirOrderAndOnce() {
        assertThat(AlarmRule.parse("OK(b) AND (ALARM(a) OR NOT ALARM(\"b\")) AND TRUE")
                        .children())
                .containsExactly("b", "a");
    }

    /// Create_Composite_Alarm.html: a rule may have 500 elements.
    @Test
    void aRuleHasALimit() {
        assertThat(AlarmRule.parse("TRUE" + " OR TRUE".repeat(499)).children()).isEmpty();
        assertThatThrownBy(() -> AlarmRule.parse("TRUE" + " OR TRUE".repeat(500)))
                .hasMessageContaining("500 elements");
        assertThatThrownBy(() -> AlarmRule.parse("(".repeat(200) + "TRUE" + ")".repeat(200)))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> AlarmRule.parse("NOT ".repeat(20_000) + "TRUE"))
                .hasMessageContaining("nested too deeply");
    }
}
