package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.file.BadFile;
import io.windtunnel.rehearsal.file.RehearsalFile;
import io.windtunnel.rehearsal.measure.Checks;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.readiness.Survey.Balancer;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.Machines;
import io.windtunnel.rehearsal.readiness.Survey.Policy;
import io.windtunnel.rehearsal.readiness.Survey.Scheduled;
import io.windtunnel.rehearsal.readiness.Survey.TargetGroup;
import io.windtunnel.rehearsal.readiness.Survey.WarmPool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A site for the table tests: one group of machines that serve 50 requests a second each, behind one load balancer in
/// two zones; everything can be changed.
final class Site {
    static final Instant BEGINS = Instant.parse("2026-11-27T08:00:00Z");

    int min = 2;
    int max = 10;
    int desired = 2;
    List<String> zones = List.of("us-east-1a", "us-east-1b");
    boolean elbChecks = true;
    Duration grace = Duration.ofSeconds(60);
    Machines machines = new Machines("m5.large", 2, 8);
    boolean detailed = true;
    List<Policy> policies = List.of();
    List<Scheduled> scheduled = List.of();

    @Nullable
    WarmPool warmPool;

    int rules;
    int reserved;
    String balancerType = "application";
    Checks checks = new Checks("Servers", "/", Duration.ofSeconds(10), Duration.ofSeconds(5), 2, 2);
    List<String> natZones = List.of();
    Map<String, Double> quotas = Map.of();
    String standIn = "WebServer";
    String boot = "45 s";
    String restart = "20 s";
    String rate = "100/s for 10 min";
    String keepAlive = "true";
    String promise = "availability >= 99 %";

    Situation situation() {
        Group group = new Group(
                "Fleet",
                min,
                max,
                desired,
                zones,
                List.of("targets"),
                elbChecks,
                grace,
                machines,
                "WebServer",
                detailed,
                null,
                policies,
                scheduled,
                warmPool);
        Survey survey = new Survey(
                "site",
                List.of(group),
                List.of(new Balancer("balancer", "Balancer", "site.elb", balancerType, zones, rules, reserved)),
                List.of(new TargetGroup("targets", checks, List.of("balancer"))),
                natZones,
                quotas,
                Map.of("SiteUrl", "http://site.elb"));
        return new Situation(plan(), survey, BEGINS);
    }

    private RehearsalPlan plan() {
        String text = """
                rehearsal: A day
                designs:
                  site: { template: pom.xml } # any file that is there: it is never deployed
                stand-ins:
                  %s:
                    boot: %s
                    restart: %s
                    serve:
                      - { on: GET /, take: 20 ms, workers: 1 }
                traffic:
                  shoppers: { to: "{SiteUrl}", rate: [ %s ], keep-alive: %s }
                promises:
                  - %s
                """.formatted(standIn, boot, restart, rate, keepAlive, promise);
        try {
            return RehearsalFile.parse(text, Path.of("rehearsal.yaml"));
        } catch (BadFile bad) {
            throw new IllegalArgumentException(bad.problems().toString(), bad);
        }
    }

    /// The findings of one check.
    List<Finding> look(Check check) {
        return check.look(situation());
    }

    Finding only(Check check) {
        List<Finding> found = look(check);
        if (found.size() != 1) throw new AssertionError("one finding, not " + found);
        return found.getFirst();
    }
}
