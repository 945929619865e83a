package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Scheduled actions that come too late: what they launch must serve before the traffic needs it.
final class ScheduleCheck implements Check {
    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        for (Group group : situation.survey().groups())
            for (Scheduled action : raising(group)) findings.add(judge(situation, group, action));
        return findings;
    }

    /// The actions that make the group larger than the one before has left it.
    private static List<Scheduled> raising(Group group) {
        List<Scheduled> inTurn = new ArrayList<>(group.scheduled());
        inTurn.sort(Comparator.comparing(Scheduled::at, Comparator.nullsFirst(Comparator.naturalOrder())));
        List<Scheduled> raising = new ArrayList<>();
        int standing = group.desired();
        for (Scheduled action : inTurn) {
            int least = Objects.requireNonNullElse(action.min(), 0);
            int then = Math.max(least, Objects.requireNonNullElse(action.desired(), standing));
            if (then > standing) raising.add(action);
            standing = then;
        }
        return raising;
    }

    private static Finding judge(Situation situation, Group group, Scheduled action) {
        Instant begins = situation.begins();
        Optional<Serving> serving = situation.serving(group);
        if (action.at() == null || begins == null || serving.isEmpty())
            return finding(
                    group,
                    action,
                    Outcome.UNKNOWN,
                    Double.NaN,
                    "its time cannot be held against the traffic",
                    begins == null ? "say with --at when the traffic begins" : "give the group a stand-in");
        int needed = situation
                .forecastOf(group)
                .firstAbove(group.desired() * serving.get().perSecond());
        Duration ready = Duration.between(begins, action.at()).plus(situation.untilServing(group));
        if (needed < 0) return finding(group, action, Outcome.HOLDS, Double.NaN, "the traffic never needs more", "");
        Duration wanted = Duration.ofSeconds(needed);
        String figure = "its instances serve %s, the traffic needs them %s after its begin"
                .formatted(relative(ready), Finding.time(wanted));
        if (ready.compareTo(wanted) <= 0) return finding(group, action, Outcome.HOLDS, Double.NaN, figure, "");
        double load = situation.forecastOf(group).at(needed);
        Duration late = ready.minus(wanted);
        return finding(
                group, action, Outcome.BREAKS, load, figure, "start it at least " + Finding.time(late) + " earlier");
    }

    private static String relative(Duration fromBegin) {
        return fromBegin.isNegative()
                ? Finding.time(fromBegin.negated()) + " before its begin"
                : Finding.time(fromBegin) + " after its begin";
    }

    private static Finding finding(
            Group group, Scheduled action, Outcome outcome, double breaksAt, String figure, String remedy) {
        return new Finding(
                "scheduled action",
                group.name() + " / " + action.name(),
                outcome,
                breaksAt,
                figure,
                "an action may start up to two minutes late (Auto Scaling user guide, scheduled scaling)",
                remedy);
    }
}
