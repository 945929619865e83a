package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.Machines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whether images are light enough: what a machine costs in time before it serves, against how fast the traffic grows.
final class BootCheck implements Check {
    /// A boot without a stand-in: as `docs/fidelity.md` says, our own figures.
    private static final Duration SYSTEM = Duration.ofSeconds(4);

    private static final Duration EACH_GIBIBYTE = Duration.ofSeconds(1);

    /// Beyond which an image is worth a look: our own figure.
    private static final Duration LONG = Duration.ofMinutes(2);

    static Duration of(Machines machines) {
        return SYSTEM.plus(EACH_GIBIBYTE.multipliedBy(machines.imageGibibytes()));
    }

    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        for (Group group : situation.survey().groups()) findings.add(judge(situation, group));
        return findings;
    }

    private static Finding judge(Situation situation, Group group) {
        Duration boot = situation.boot(group);
        Duration until = situation.untilServing(group);
        Duration grown = growth(situation.forecastOf(group), until);
        boolean light = until.compareTo(LONG) <= 0;
        return new Finding(
                "boot",
                group.name(),
                light ? Outcome.HOLDS : Outcome.RISK,
                Double.NaN,
                "%s from launch to the first request, of which %s boot%s"
                        .formatted(Finding.time(until), Finding.time(boot), grown.isZero() ? "" : doubling(grown)),
                "image of " + group.machines().imageGibibytes() + " GiB on "
                        + group.machines().type(),
                light ? "" : "bake more into the image, make it smaller, or keep a warm pool");
    }

    private static String doubling(Duration least) {
        return "; the traffic doubles in " + Finding.time(least);
    }

    /// The shortest time in which the traffic doubles where it does so; zero where it never does.
    private static Duration growth(Forecast forecast, Duration atMost) {
        int window = (int) Math.max(atMost.toSeconds(), 1);
        int least = 0;
        for (int second = 0; second < forecast.seconds(); second++) {
            double doubled = forecast.at(second) * 2;
            if (doubled == 0) continue;
            int end = Math.min(forecast.seconds(), second + (least == 0 ? window : least));
            for (int later = second + 1; later < end; later++) {
                if (forecast.at(later) < doubled) continue;
                least = later - second;
                break;
            }
        }
        return Duration.ofSeconds(least);
    }
}
