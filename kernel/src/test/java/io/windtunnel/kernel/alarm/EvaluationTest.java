package io.windtunnel.kernel.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
    private static List<Sighting> seen(String points) {
        List<Sighting> range = new ArrayList<>();
        for (char point : points.toCharArray())
            range.add(point == '0' ? Sighting.WITHIN : point == 'X' ? Sighting.BREACHING : Sighting.MISSING);
        return range;
    }

    private static String judged(int toAlarm, int periods, MissingData missing, String points) {
        return new Evaluation(periods, toAlarm, missing)
                .judge(seen(points))
                .state()
                .map(Enum::name)
                .orElse("RETAIN");
    }

    /// alarms-and-missing-data.html, first table: Datapoints to Alarm and Evaluation Periods are 3, the
    /// range is 5.
    @ParameterizedTest
    @CsvSource({
        "0-X-X, 0, OK,                OK,     OK,    OK",
        "0----, 2, OK,                OK,     OK,    OK",
        "-----, 3, INSUFFICIENT_DATA, RETAIN, ALARM, OK",
        "0XX-X, 0, ALARM,             ALARM,  ALARM, ALARM",
        "--X--, 2, ALARM,             RETAIN, ALARM, OK",
    })
    void threeOutOfThree(
            String points, int filled, String missing, String ignore, String breaching, String notBreaching) {
        assertThat(new Evaluation(3, 3, MissingData.MISSING).judge(seen(points)).filled())
                .isEqualTo(filled);
        assertThat(judged(3, 3, MissingData.MISSING, points)).isEqualTo(missing);
        assertThat(judged(3, 3, MissingData.IGNORE, points)).isEqualTo(ignore);
        assertThat(judged(3, 3, MissingData.BREACHING, points)).isEqualTo(breaching);
        assertThat(judged(3, 3, MissingData.NOT_BREACHING, points)).isEqualTo(notBreaching);
    }

    /// The same page, second table: 2 out of 3.
    @ParameterizedTest
    @CsvSource({
        "0-X-X, 0, ALARM, ALARM,  ALARM, ALARM",
        "00X0X, 0, ALARM, ALARM,  ALARM, ALARM",
        "0-X--, 1, OK,    OK,     ALARM, OK",
        "----0, 2, OK,    OK,     ALARM, OK",
        "---X-, 2, ALARM, RETAIN, ALARM, OK",
    })
    void twoOutOfThree(
            String points, int filled, String missing, String ignore, String breaching, String notBreaching) {
        assertThat(new Evaluation(3, 2, MissingData.MISSING).judge(seen(points)).filled())
                .isEqualTo(filled);
        assertThat(judged(2, 3, MissingData.MISSING, points)).isEqualTo(missing);
        assertThat(judged(2, 3, MissingData.IGNORE, points)).isEqualTo(ignore);
        assertThat(judged(2, 3, MissingData.BREACHING, points)).isEqualTo(breaching);
        assertThat(judged(2, 3, MissingData.NOT_BREACHING, points)).isEqualTo(notBreaching);
    }

    /// The same page, "Avoiding premature transitions to alarm state", and the rows its earlier edition
    /// shows.
    @ParameterizedTest
    @CsvSource({
        "3, ----X, INSUFFICIENT_DATA",
        "3, ---X-, INSUFFICIENT_DATA",
        "3, ---X0, OK",
        "3, --X-0, OK",
        "3, --X--, ALARM",
        "3, -X---, ALARM",
        "3, X----, ALARM",
        "2, ----X, INSUFFICIENT_DATA",
        "1, ----X, ALARM",
    })
    void oneBreachingDatapointAlone(int toAlarm, String points, String missing) {
        assertThat(judged(toAlarm, 3, MissingData.MISSING, points)).isEqualTo(missing);
    }

    @Test
    void theNewestDatapointsDecide() {
        Judgement judgement = new Evaluation(3, 2, MissingData.MISSING).judge(seen("X-0X0"));
        assertThat(judgement.evaluated()).containsExactly(4, 3, 2);
        assertThat(judgement.state()).contains(AlarmState.OK);
    }

    /// Whatever was seen: missing data cannot matter where there is enough, breaching is never milder than
    /// not breaching, and a state is kept only by `ignore`.
    @Test
    void whatHoldsForAnyRange() {
        RandomGenerator random = new RandomStreams(11).stream("ranges");
        for (int run = 0; run < 5_000; run++) {
            int periods = 1 + random.nextInt(6);
            int toAlarm = 1 + random.nextInt(periods);
            List<Sighting> range = new ArrayList<>();
            for (int i = 0; i < periods + Evaluation.EXTRA_PERIODS; i++)
                range.add(Sighting.values()[random.nextInt(3)]);
            List<String> states = new ArrayList<>();
            for (MissingData missing : MissingData.values())
                states.add(new Evaluation(periods, toAlarm, missing)
                        .judge(range)
                        .state()
                        .map(Enum::name)
                        .orElse("RETAIN"));
            long present = range.stream().filter(one -> one != Sighting.MISSING).count();
            if (present >= periods) assertThat(states).as(range.toString()).containsOnly(states.getFirst());
            String breaching = states.get(MissingData.BREACHING.ordinal());
            if (states.contains("ALARM"))
                assertThat(breaching).as(range.toString()).isEqualTo("ALARM");
            assertThat(states.get(MissingData.MISSING.ordinal())).isNotEqualTo("RETAIN");
        }
    }

    /// percentiles-with-low-samples.html: fewer than 1000 for p99; 10/percentile below one half.
    @ParameterizedTest
    @CsvSource({"99,1000", "90,100", "50,20", "25,40", "10,100"})
    void samplesAPercentileNeeds(double percent, double samples) {
        assertThat(Math.round(Evaluation.samplesNeeded(percent))).isEqualTo(Math.round(samples));
    }

    @Test
    void moreDatapointsThanPeriodsMakeNoSense() {
        assertThatThrownBy(() -> new Evaluation(2, 3, MissingData.MISSING))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
