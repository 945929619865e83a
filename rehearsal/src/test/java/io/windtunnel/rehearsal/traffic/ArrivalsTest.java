package io.windtunnel.rehearsal.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.Rate;
import io.windtunnel.rehearsal.plan.RateCurve;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static List<Long> times(Pacing pacing, long seed, String... rates) {
        RateCurve curve =
                new RateCurve(java.util.Arrays.stream(rates).map(Rate::parse).toList());
        Arrivals arrivals = new Arrivals(curve, pacing, new RandomStreams(seed).stream("arrivals"));
        List<Long> times = new ArrayList<>();
        for (long due = arrivals.next(); due != Arrivals.OVER; due = arrivals.next()) times.add(due);
        return times;
    }

    @Test
    void even_requests_stand_in_line() {
        List<Long> times = times(Pacing.EVEN, 1, "100/s for 60 s");

        assertThat(times).hasSize(6_000);
        assertThat(times.get(0)).isZero();
        assertThat(times.get(1)).isEqualTo(10_000_000);
        assertThat(times.getLast()).isEqualTo(59_990_000_000L);
    }

    @Test
    void poisson_requests_are_as_many_on_average_and_scattered() {
        List<Long> times = times(Pacing.POISSON, 7, "100/s for 60 s");

        // 6000 with a standard deviation of 77: four of them
        assertThat(times).hasSizeBetween(5_690, 6_310).isSorted();
        double squares = 0;
        for (int i = 1; i < times.size(); i++) squares += Math.pow(times.get(i) - times.get(i - 1), 2);
        // an exponential gap's mean square is twice its squared mean
        assertThat(squares / times.size() / 1e14).isBetween(1.7, 2.3);
    }

    @Test
    void the_same_seed_gives_the_same_wind() {
        String[] day = {"10/s for 5 s", "sine 10/s..80/s every 4 s for 9 s", "80/s..0/s over 3 s"};

        assertThat(times(Pacing.POISSON, 5, day)).isEqualTo(times(Pacing.POISSON, 5, day));
        assertThat(times(Pacing.POISSON, 5, day)).isNotEqualTo(times(Pacing.POISSON, 6, day));
    }

    @Test
    void a_mix_is_drawn_by_weight() {
        Mix mix = new Mix(
                List.of(
                        RequestTemplate.parse("GET /", Map.of(), "", 3),
                        RequestTemplate.parse("POST /orders/{sequence 1..5}/x", Map.of(), "", 1)),
                new RandomStreams(1).stream("mix"));
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < 4_000; i++) seen.merge(mix.next().path(), 1, Integer::sum);

        assertThat(seen.get("/")).isBetween(2_900, 3_100);
        assertThat(seen)
                .containsOnlyKeys("/", "/orders/1/x", "/orders/2/x", "/orders/3/x", "/orders/4/x", "/orders/5/x");
    }
}
