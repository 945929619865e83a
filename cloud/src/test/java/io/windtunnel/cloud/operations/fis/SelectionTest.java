package io.windtunnel.cloud.operations.fis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
    @ParameterizedTest
    @CsvSource({
        "ALL, 5, 5",
        "COUNT(1), 5, 1",
        "COUNT(9), 5, 5",
        "PERCENT(50), 5, 2",
        "PERCENT(25), 4, 1",
        "PERCENT(5), 4, 0",
        "PERCENT(100), 3, 3"
    })
    void takes_all_a_number_or_a_share_rounded_down(String mode, int found, int taken) {
        assertThat(Selection.parse(mode).orElseThrow().of(found)).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "COUNT(0)", "COUNT()", "COUNT(1", "PERCENT(101)", "PERCENT(-1)", "COUNT(1)x", ""})
    void takes_no_other_words(String mode) {
        assertThat(Selection.parse(mode)).isEmpty();
    }

    @Test
    void draws_each_as_often_as_the_others_and_keeps_the_order() {
        List<Integer> all = IntStream.range(0, 10).boxed().toList();
        SplittableRandom random = new SplittableRandom(42);
        int[] drawn = new int[10];
        for (int i = 0; i < 10_000; i++) {
            List<Integer> taken = new Selection.Count(3).take(all, random);
            assertThat(taken).hasSize(3).isSorted().doesNotHaveDuplicates();
            for (int each : taken) drawn[each]++;
        }
        for (int times : drawn) assertThat(times).isBetween(2800, 3200);
    }
}
