package io.windtunnel.rehearsal.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole look at a file: its designs deployed on virtual time, asked after, and judged.
class ReadinessTest {
    private static final Path FESTIVAL = Path.of("..", "examples", "festival-ec2");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int look(Path file) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Readiness(new ReadinessOptions(file, null, false, false), out, out).run();
    }

    private String all() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /// What is said of one design.
    private String about(String design) {
        int from = all().indexOf("\n" + design + ": ");
        assertThat(from).as(all()).isNotNegative();
        int to = all().indexOf(" ready", from);
        return all().substring(from, all().indexOf('\n', to));
    }

    @Test
    void the_festival_is_told_before_it_comes() {
        assertThat(look(FESTIVAL)).isEqualTo(1);
        assertThat(about("nothing-prepared"))
                .contains("✗ growth")
                .contains("✗ scaling speed")
                .contains("2 instances serve 20/s")
                .contains("not ready");
        assertThat(about("target-tracking"))
                .contains("✗ scaling speed")
                .contains("notices after 3 min")
                .contains("3 min 30 s from launch to the first request")
                .contains("not ready");
        assertThat(about("scheduled"))
                .contains("✓ scaling speed")
                .containsPattern("✓ scheduled action +Fleet / scheduled-BeforeTheDoorsOpen")
                .contains("its instances serve 3 min 10 s after its begin, the traffic needs them 10 min 9 s after")
                .doesNotContain("WhenTheCrowdHasGone")
                .contains("✓ ready");
        assertThat(about("warm-pool"))
                .containsPattern("✓ warm pool +Fleet")
                .contains("14 instances Stopped; the peak needs 10 more than the 2 that stand");
    }

    @Test
    void a_quota_of_the_design_is_the_one_that_counts(@TempDir Path folder) throws IOException {
        Files.copy(FESTIVAL.resolve("site.yaml"), folder.resolve("site.yaml"));
        String file = Files.readString(FESTIVAL.resolve("rehearsal.yaml"))
                .replace(
                        "nothing-prepared: { template: site.yaml }",
                        "nothing-prepared: { template: site.yaml, quotas: { ec2/L-1216C47A: 8 } }");
        Files.writeString(folder.resolve("rehearsal.yaml"), file);
        look(folder);
        assertThat(about("nothing-prepared"))
                .containsPattern("✗ quota +all groups")
                .contains("instances: 32 of 8");
        assertThat(about("target-tracking")).contains("instances: 32 of 1,152");
    }

    @Test
    void a_quota_that_nobody_has_is_refused(@TempDir Path folder) throws IOException {
        Files.copy(FESTIVAL.resolve("site.yaml"), folder.resolve("site.yaml"));
        String file = Files.readString(FESTIVAL.resolve("rehearsal.yaml"))
                .replace(
                        "nothing-prepared: { template: site.yaml }",
                        "nothing-prepared: { template: site.yaml, quotas: { ec2/L-00000000: 8 } }");
        Files.writeString(folder.resolve("rehearsal.yaml"), file);
        assertThat(look(folder)).isEqualTo(2);
        assertThat(all()).contains("design nothing-prepared: no quota ec2/L-00000000");
    }
}
