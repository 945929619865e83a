package io.windtunnel.kernel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    /// From the table in every textbook.
    @ParameterizedTest
    @CsvSource({
        "0.90, 1, 3.078", "0.95, 1, 6.314", "0.975, 1, 12.706", "0.995, 1, 63.657",
        "0.90, 2, 1.886", "0.95, 2, 2.920", "0.975, 2, 4.303", "0.995, 2, 9.925",
        "0.975, 4, 2.776", "0.995, 4, 4.604", "0.975, 9, 2.262", "0.995, 9, 3.250",
        "0.95, 19, 1.729", "0.975, 19, 2.093", "0.975, 29, 2.045", "0.995, 29, 2.756",
        "0.975, 60, 2.000", "0.995, 60, 2.660", "0.975, 120, 1.980", "0.975, 1000000, 1.960",
        "0.995, 1000000, 2.576"
    })
    void agreesWithTheTable(double probability, long degreesOfFreedom, double expected) {
        assertThat(StudentT.quantile(probability, degreesOfFreedom)).isCloseTo(expected, within(0.0006));
        assertThat(StudentT.quantile(1 - probability, degreesOfFreedom)).isCloseTo(-expected, within(0.0006));
    }

    @ParameterizedTest
    @CsvSource({"0.6, 3", "0.8, 7", "0.999, 12", "0.5001, 40"})
    void undoesTheCumulative(double probability, long degreesOfFreedom) {
        double quantile = StudentT.quantile(probability, degreesOfFreedom);
        assertThat(StudentT.cumulative(quantile, degreesOfFreedom)).isCloseTo(probability, within(1e-9));
    }
}
