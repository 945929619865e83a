package io.windtunnel.kernel.alarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a threshold alarm is judged: `datapointsToAlarm` of the last `periods` datapoints must breach (M out
/// of N).
///
/// More periods are looked at than are needed: the evaluation range. As long as it holds N datapoints, the
/// newest N decide, however old. Only when it holds fewer are missing ones counted as [MissingData] says,
/// and only as many as are lacking. What is `MISSING` is never counted: one datapoint within the threshold
/// makes the alarm OK; where there are only breaching ones, and fewer than M, the alarm goes off once the
/// oldest of them is M periods old, so that a datapoint still to come can prevent it (AWS calls that
/// avoiding a premature transition).
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
public record Evaluation(int periods, int datapointsToAlarm, MissingData missingData) {
    /// How many periods are looked at beyond those needed. AWS's page shows 5 for 3; that it is two more
    /// for any number is a guess.
    public static final int EXTRA_PERIODS = 2;

    public Evaluation {
        if (periods < 1) throw new IllegalArgumentException("an alarm needs a period");
        if (datapointsToAlarm < 1 || datapointsToAlarm > periods)
            throw new IllegalArgumentException("datapoints to alarm must be from 1 to the number of periods");
    }

    /// How many periods are looked at.
    public int range() {
        return periods + EXTRA_PERIODS;
    }

    /// Judges what was seen in the evaluation range, oldest first.
    public Judgement judge(List<Sighting> range) {
        List<Integer> evaluated = new ArrayList<>();
        for (int i = range.size() - 1; i >= 0 && evaluated.size() < periods; i--)
            if (range.get(i) != Sighting.MISSING) evaluated.add(i);
        int breaching = 0;
        for (int place : evaluated) if (range.get(place) == Sighting.BREACHING) breaching++;
        int lacking = periods - evaluated.size();
        return new Judgement(state(range, evaluated, breaching, lacking), List.copyOf(evaluated), lacking);
    }

    private Optional<AlarmState> state(List<Sighting> range, List<Integer> evaluated, int breaching, int lacking) {
        if (breaching >= datapointsToAlarm) return Optional.of(AlarmState.ALARM);
        if (lacking == 0) return Optional.of(AlarmState.OK);
        return switch (missingData) {
            case BREACHING -> Optional.of(breaching + lacking >= datapointsToAlarm ? AlarmState.ALARM : AlarmState.OK);
            case NOT_BREACHING -> Optional.of(AlarmState.OK);
            case IGNORE -> breaching < evaluated.size() ? Optional.of(AlarmState.OK) : Optional.empty();
            case MISSING -> {
                if (breaching < evaluated.size()) yield Optional.of(AlarmState.OK);
                boolean ripe = !evaluated.isEmpty() && range.size() - evaluated.getLast() >= datapointsToAlarm;
                yield Optional.of(ripe ? AlarmState.ALARM : AlarmState.INSUFFICIENT_DATA);
            }
        };
    }

    /// How many samples a percentile needs to mean something: with fewer, an alarm may be told to stay as
    /// it is.
    ///
    /// Source:
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
    ///
    /// @param percent above 0 and below 100
    public static double samplesNeeded(double percent) {
        double share = percent / 100;
        return share >= 0.5 ? 10 / (1 - share) : 10 / share;
    }
}
