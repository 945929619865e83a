package io.windtunnel.rehearsal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.Capacity.Condition;
import io.windtunnel.rehearsal.measure.Tally;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a person sees while the wind blows.
class ViewTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private static LiveView.Line line() {
        Tally.Flow flow = new Tally.Flow(100, 66, 30, 25_000_000);
        TreeMap<String, Map<Condition, Integer>> zones = new TreeMap<>();
        zones.put("us-east-1a", Map.of(Condition.STOPPED, 1));
        zones.put("us-east-1b", Map.of(Condition.HEALTHY, 1, Condition.STARTING, 1));
        return new LiveView.Line("two-zones", flow, 4, new Capacity(0, zones));
    }

    @Test
    void a_plain_line_every_five_seconds() {
        LiveView view = new LiveView(out, new Paint(false), false, 1);

        for (int second = 8; second <= 16; second++) view.show(second, 60, List.of(line()), List.of("zone a is dark"));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("10/60 s", "offered 100/s", "served 66/s", "30 errors/s", "4 waiting", "p99 25 ms")
                .contains("a ✕  b ●◐", "zone a is dark")
                .doesNotContain("\u001b");
    }

    @Test
    void a_terminal_is_redrawn_in_place() {
        LiveView view = new LiveView(out, new Paint(true), true, 1);

        view.preparing("setting up");
        view.show(1, 60, List.of(line(), line()), List.of());
        view.show(2, 60, List.of(line(), line()), List.of());

        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text).contains("\u001b[1F", "\u001b[2F", "\u001b[2K");
        assertThat(text.split("offered 100/s", -1)).hasSize(5);
    }
}
