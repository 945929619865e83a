package io.windtunnel.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.run.Rehearsal;
import io.windtunnel.rehearsal.run.RehearsalOptions;
import io.windtunnel.rehearsal.stage.PlannedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SimulationTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @TempDir
    private Path folder = Path.of("");

    private RehearsalOptions shown(Path file, boolean json, @Nullable Path junit) {
        return new RehearsalOptions(file, folder.resolve("report.html"), junit, json, false, false, "test");
    }

    private int simulate(SimulationOptions options) {
        return new Simulation(options, new VirtualTime(Instant.EPOCH), stream(out), stream(told)).run();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void tellsTheVerdictAndLeavesTheReport() throws IOException {
        Path file = Plans.EXAMPLES.resolve("ha-vs-ft");
        Path junit = folder.resolve("junit.xml");
        Path trace = folder.resolve("trace.txt");
        int code = simulate(new SimulationOptions(shown(file, false, junit), null, 1, false, trace, 5e8, 2));
        String said = out.toString(StandardCharsets.UTF_8);
        assertThat(code).isEqualTo(Rehearsal.BROKEN);
        assertThat(said)
                .contains("two-zones", "three-zones", "✗", "✓", "10,800 requests as ")
                .contains("Again: windtunnel simulate " + file + " --seed 42");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("Simulated in virtual time");
        assertThat(Files.readString(junit)).contains("<testsuite");
        assertThat(Files.readString(trace)).contains("# three-zones\n", " fault.begun ");
    }

    @Test
    void manySeedsGiveIntervals() {
        Path file = Plans.EXAMPLES.resolve("ha-vs-ft");
        int code = simulate(new SimulationOptions(shown(file, true, null), 7L, 6, false, null, 5e8, 2));
        assertThat(code).isEqualTo(Rehearsal.BROKEN);
        var root = JsonMapper.shared().readTree(out.toByteArray());
        assertThat(root.path("seed").asLong()).isEqualTo(7);
        assertThat(root.path("exhibits").get(0).path("title").asString()).isEqualTo("What chance does");
        assertThat(root.path("designs")
                        .get(0)
                        .path("judgements")
                        .get(0)
                        .path("words")
                        .asString())
                .matches("\\d+\\.\\d\\d % ± \\d+\\.\\d\\d %, [01] of 6");
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("over 6 seeds, 95 % sure", "more than two-zones");
    }

    @Test
    void seedsArePlayedUntilEveryPromiseIsDecided() {
        Path file = Plans.EXAMPLES.resolve("ha-vs-ft");
        int code = simulate(new SimulationOptions(shown(file, false, null), null, 1, true, null, 5e8, 2));
        assertThat(code).isEqualTo(Rehearsal.BROKEN);
        assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("over ([5-9]|[1-9]\\d+) seeds");
    }

    @Test
    void aBadFileIsToldWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "rehearsal: A\nregion: nowhere\n");
        int code = simulate(new SimulationOptions(shown(file, false, null), null, 1, false, null, 5e8, 1));
        assertThat(code).isEqualTo(PlannedRun.BAD_INPUT);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("bad.yaml:2:");
    }

    @Test
    void aSweepFindsTheCheapestDesignThatKeepsItsPromises() {
        List<Range> over = Range.parse("Zones=2|3");
        SweepOptions options =
                new SweepOptions(Plans.EXAMPLES.resolve("ha-vs-ft"), over, "two-zones", 1, 5e8, 2, true, false);
        int code = new Sweep(options, stream(out), stream(told)).run();
        assertThat(code).isEqualTo(Rehearsal.KEPT);
        var root = JsonMapper.shared().readTree(out.toByteArray());
        assertThat(root.path("designs")).hasSize(2);
        assertThat(root.path("cheapest").path("parameters").path("Zones").asString())
                .isEqualTo("3");
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("2 of 2 designs played", "{Zones=3}");
    }

    @Test
    void rangesAreReadAndRefusedWithWhatWasExpected() {
        assertThat(Range.parse("A=2..8:3, B=x|y"))
                .containsExactly(new Range("A", List.of("2", "5", "8")), new Range("B", List.of("x", "y")));
        for (String bad : List.of("A", "A=", "=2", "A=5..2", "A=1..9:0", "A=x||y"))
            assertThatThrownBy(() -> Range.parse(bad)).as(bad).hasMessageContaining("such as `Instances=2..20`");
        assertThatThrownBy(() -> Range.parse("A=1,A=2")).hasMessage("`A` twice");
        assertThatThrownBy(() -> Range.parse("A=1..2000")).hasMessage("at most 1000 values of a parameter");
    }

    @Test
    void capacitiesAgreeWhenTheyAreThereWithinAPeriod() {
        List<Capacity> one = List.of(capacity(0, 2), capacity(60, 2), capacity(120, 4), capacity(180, 4));
        List<Capacity> later = List.of(capacity(0, 2), capacity(60, 2), capacity(120, 2), capacity(180, 4));
        assertThat(Timeline.agreement(one, later, Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(Timeline.agreement(one, later, Duration.ofSeconds(10))).isEqualTo(0.75);
    }

    private static Capacity capacity(int second, int healthy) {
        return new Capacity(
                second * 1_000_000_000L,
                new TreeMap<>(Map.of("us-east-1a", Map.of(Capacity.Condition.HEALTHY, healthy))));
    }
}
