package io.windtunnel.rehearsal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.rehearsal.measure.AlarmTrack;
import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.Capacity.Condition;
import io.windtunnel.rehearsal.measure.Checks;
import io.windtunnel.rehearsal.measure.DataPlane;
import io.windtunnel.rehearsal.measure.Failure;
import io.windtunnel.rehearsal.measure.Happening;
import io.windtunnel.rehearsal.measure.Measured;
import io.windtunnel.rehearsal.measure.Spend;
import io.windtunnel.rehearsal.measure.Tally;
import io.windtunnel.rehearsal.plan.Design;
import io.windtunnel.rehearsal.plan.Fault;
import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.Rate;
import io.windtunnel.rehearsal.plan.RateCurve;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.plan.Strike;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import io.windtunnel.rehearsal.verdict.Judge;
import io.windtunnel.rehearsal.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a rehearsal leaves behind, on a made-up minute.
class ReportTest {
    private static final long SECOND = 1_000_000_000L;

    private final RehearsalPlan plan = new RehearsalPlan(
            "Survive the loss of <one> Zone",
            Region.US_EAST_1,
            1,
            42,
            null,
            Duration.ZERO,
            List.of(
                    new Design("two-zones", Path.of("site.yaml"), Map.of("Zones", "2"), List.of()),
                    new Design("three-zones", Path.of("site.yaml"), Map.of("Zones", "3"), List.of())),
            List.of(),
            List.of(new TrafficPlan(
                    "shoppers",
                    "{SiteUrl}",
                    Place.INTERNET,
                    List.of(RequestTemplate.parse("GET /", Map.of(), "", 1)),
                    new RateCurve(List.of(Rate.parse("100/s for 60 s"))),
                    Pacing.EVEN,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    true,
                    1)),
            List.of(),
            List.of(new Strike(
                    Duration.ofSeconds(10), Duration.ofSeconds(45), new Fault.ZoneOutage(Region.US_EAST_1.zone("a")))),
            List.of(Promise.parse("availability >= 90 %"), Promise.parse("rto <= 15 s"), Promise.parse("rpo = 0")));

    private Verdict verdict(String design, int zones) {
        SplittableRandom random = new SplittableRandom(1);
        Tally tally = new Tally();
        double detected = 19.6;
        double recovered = zones == 2 ? 42.2 : detected;
        for (int i = 0; i < 6_000; i++) {
            long due = i * SECOND / 100;
            double at = due / 1e9;
            tally.offered(due, 200_000);
            long latency = (long) (21e6 + 4e6 * random.nextExponential());
            if (at >= 10 && at < detected && i % zones == 0) tally.failed(due, Failure.TIMEOUT);
            else if (at >= detected && at < recovered && i % 2 == 0) tally.answered(due, 1_000_000, 503);
            else if (at >= detected && at < recovered) tally.answered(due, latency * 90, 200);
            else tally.answered(due, latency, 200);
        }
        return new Judge(plan)
                .judge(new Measured(
                        design,
                        Map.of("Zones", Integer.toString(zones)),
                        31 * SECOND,
                        tally.totals(),
                        Map.of("shoppers", tally.totals()),
                        tally.seconds(),
                        capacity(zones),
                        happenings(),
                        List.of(new Checks("web", "/health", Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 2)),
                        List.of(new AlarmTrack(
                                "busy",
                                List.of(
                                        new AlarmTrack.Change(0, "INSUFFICIENT_DATA"),
                                        new AlarmTrack.Change(15 * SECOND, "ALARM")))),
                        new Spend(
                                List.of(new Spend.Line(
                                        "Amazon Elastic Compute Cloud - Compute",
                                        "BoxUsage:t3.micro",
                                        0.05,
                                        "Hrs",
                                        0.0005,
                                        true)),
                                Set.of("LCUUsage"),
                                0.05),
                        DataPlane.NONE));
    }

    private static List<Capacity> capacity(int zones) {
        List<Capacity> samples = new ArrayList<>();
        for (int second = 0; second < 60; second++) {
            TreeMap<String, Map<Condition, Integer>> byZone = new TreeMap<>();
            for (int zone = 0; zone < zones; zone++)
                byZone.put("us-east-1" + (char) ('a' + zone), new EnumMap<>(Map.of(Condition.HEALTHY, 1)));
            if (second >= 10) byZone.put("us-east-1a", Map.of(Condition.STOPPED, 1));
            if (second >= 21 && second < 55) byZone.put("us-east-1a", Map.of());
            if (second >= 21)
                byZone.get("us-east-1b").put(second < 42 ? Condition.STARTING : Condition.HEALTHY, second < 42 ? 1 : 2);
            samples.add(new Capacity(second * SECOND, byZone));
        }
        return samples;
    }

    private static List<Happening> happenings() {
        return List.of(
                new Happening(
                        -30 * SECOND, "instance.launched", "i-1", "i-1 launched in us-east-1a: desired capacity is 2"),
                new Happening(-2 * SECOND, "target.healthy", "i-1", "i-1 is healthy: its first check passed"),
                new Happening(10 * SECOND, "fault.begun", "us-east-1a", "zone a is dark"),
                new Happening(19_600_000_000L, "target.unhealthy", "i-1", "i-1 is unhealthy: two checks timed out"),
                new Happening(
                        21 * SECOND, "instance.launched", "i-9", "i-9 launched in us-east-1b: i-1 is being replaced"),
                new Happening(36 * SECOND, "instance.booted", "i-9", "i-9 has booted"),
                new Happening(42 * SECOND, "target.healthy", "i-9", "i-9 is healthy: its first check passed"),
                new Happening(55 * SECOND, "fault.ended", "us-east-1a", "zone a has power again"));
    }

    private ObjectNode data() {
        return new ReportData(plan, List.of(verdict("two-zones", 2), verdict("three-zones", 3)))
                .json(
                        "0.1.0",
                        List.of("24 November 2026", "seed 42"),
                        List.of("Two designs shared two cores."),
                        List.of("ec2:CreateLaunchTemplate LaunchTemplateData.Monitoring"),
                        List.of(new Exhibit(
                                "Held against a simulation",
                                "",
                                List.of(List.of("", "live"), List.of("p99", "12 ms")))));
    }

    @Test
    void one_document_holds_every_figure() {
        ObjectNode data = data();

        assertThat(data.path("designs")).hasSize(2);
        var two = data.path("designs").get(0);
        assertThat(two.path("kept").asBoolean()).isFalse();
        assertThat(two.path("seconds").path("served")).hasSize(60);
        assertThat(two.path("errors").propertyNames()).containsExactlyInAnyOrder("503", "timeout");
        assertThat(two.path("recoveries").get(0).path("detected").asDouble()).isEqualTo(9.6);
        assertThat(two.path("checks").get(0).path("latest").asDouble()).isEqualTo(12);
        assertThat(two.path("capacity")
                        .path("counts")
                        .path("us-east-1b")
                        .path("starting")
                        .get(30)
                        .asInt())
                .isEqualTo(1);
        assertThat(data.path("designs").get(1).path("kept").asBoolean()).isTrue();
    }

    @Test
    void the_page_stands_alone() throws IOException {
        String html = ReportPage.html(data());

        assertThat(html).startsWith("<!doctype html>").contains("<title>Survive the loss of &lt;one&gt; Zone</title>");
        assertThat(html)
                .contains("uPlot")
                .doesNotContain("@DATA@")
                .doesNotContain("src=")
                .doesNotContain("@import");
        assertThat(html).doesNotContain("<one>").contains("\\u003cone>");
        String json = html.substring(html.indexOf("id=\"data\">") + 10);
        assertThat(JsonMapper.shared().readTree(json.substring(0, json.indexOf("</script>"))))
                .isEqualTo(JsonMapper.shared().readTree(data().toString()));
        Files.writeString(Path.of("target", "sample-report.html"), html);
    }

    @Test
    void ci_reads_a_suite_per_design_and_a_case_per_promise() {
        String xml = JUnitFile.xml(
                plan, List.of(verdict("two-zones", 2), verdict("three-zones", 3)), Duration.ofSeconds(60));

        assertThat(xml)
                .contains("<testsuite name=\"two-zones\" tests=\"3\" failures=\"2\" errors=\"0\" skipped=\"1\"")
                .contains("<testsuite name=\"three-zones\" tests=\"3\" failures=\"0\" errors=\"0\" skipped=\"1\"")
                .contains("message=\"promised rto &lt;= 15 s, measured 32.0 s\"");
    }
}
