package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import java.util.ArrayList;
import java.util.List;

/// Groups that cannot grow: the minimum is the maximum, or nothing makes them grow.
final class FixedSizeCheck implements Check {
    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        for (Group group : situation.survey().groups()) {
            if (group.min() == group.max())
                findings.add(finding(
                        situation,
                        group,
                        "MinSize and MaxSize are both " + group.max() + ": it never grows",
                        "a MaxSize above MinSize, and a scaling policy"));
            else if (group.policies().isEmpty() && group.scheduled().isEmpty())
                findings.add(finding(
                        situation,
                        group,
                        "neither a scaling policy nor a scheduled action: it stays at " + group.desired(),
                        "autoscaling put-scaling-policy, such as target tracking of ASGAverageCPUUtilization"));
        }
        return findings;
    }

    /// A group that has all it needs for the peak need not grow.
    private static Finding finding(Situation situation, Group group, String figure, String remedy) {
        double has = situation
                .serving(group)
                .map(serving -> group.desired() * serving.perSecond())
                .orElse(Double.NaN);
        boolean enough = has >= situation.forecastOf(group).peak();
        Outcome outcome = Double.isNaN(has) ? Outcome.RISK : enough ? Outcome.HOLDS : Outcome.BREAKS;
        return new Finding(
                "growth",
                group.name(),
                outcome,
                has,
                figure,
                "https://docs.aws.amazon.com/autoscaling/ec2/userguide/scale-your-group.html",
                enough ? "" : remedy);
    }
}
