package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.Policy;
import io.windtunnel.rehearsal.readiness.Survey.Unreckoned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether a group grows as fast as the traffic does: alarm, launch, boot and health check against the ramp.
final class GrowthCheck implements Check {
    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        for (Group group : situation.serving()) {
            Optional<Serving> serving = situation.serving(group);
            if (serving.isPresent()) findings.add(judge(situation, group, serving.get()));
        }
        return findings;
    }

    private static Finding judge(Situation situation, Group group, Serving serving) {
        Forecast forecast = situation.forecastOf(group);
        FleetGrowth.Course course = FleetGrowth.of(situation, group, serving);
        List<Policy> reckoned = group.policies().stream()
                .filter(policy -> !(policy instanceof Unreckoned))
                .toList();
        double start = group.desired() * serving.perSecond();
        if (course.firstShort() < 0)
            return new Finding(
                    "scaling speed",
                    group.name(),
                    Outcome.HOLDS,
                    Double.NaN,
                    "it starts with %s and always has enough, %d instances at most"
                            .formatted(Finding.load(start), course.largest()),
                    timing(situation, group, reckoned),
                    "");
        Outcome outcome = reckoned.size() < group.policies().size() ? Outcome.RISK : Outcome.BREAKS;
        return new Finding(
                "scaling speed",
                group.name(),
                outcome,
                forecast.at(course.firstShort()),
                "%d instances serve %s; from %s on %s requests find no capacity"
                        .formatted(
                                group.desired(),
                                Finding.load(start),
                                Finding.time(Duration.ofSeconds(course.firstShort())),
                                Finding.count(course.shortfall())),
                timing(situation, group, reckoned),
                remedy(group, forecast, serving));
    }

    private static String timing(Situation situation, Group group, List<Policy> policies) {
        String serving = Finding.time(situation.untilServing(group)) + " from launch to the first request";
        String unreckoned = group.policies().size() > policies.size() ? "; other policies are not reckoned" : "";
        if (policies.isEmpty()) return "no policy whose effect can be reckoned; " + serving + unreckoned;
        return policies.stream()
                        .map(policy ->
                                policy.name() + " notices after " + Finding.time(FleetGrowth.notices(group, policy)))
                        .collect(Collectors.joining(", "))
                + "; " + serving + unreckoned;
    }

    private static String remedy(Group group, Forecast forecast, Serving serving) {
        int needed = (int) Math.ceil(forecast.peak() / serving.perSecond() - 1e-9);
        String before = "raise the desired capacity to " + needed + " before the ramp, by a scheduled action";
        if (group.policies().isEmpty()) return "add a scaling policy, or " + before;
        return group.detailed() ? before : before + "; monitor in detail (every minute)";
    }
}
