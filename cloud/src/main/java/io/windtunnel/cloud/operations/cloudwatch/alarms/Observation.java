package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.operations.cloudwatch.alarms.Measurements.Reading;
import io.windtunnel.cloud.ports.Alarms.Comparison;
import io.windtunnel.kernel.alarm.AlarmState;
import io.windtunnel.kernel.alarm.Judgement;
import io.windtunnel.kernel.alarm.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a threshold alarm saw when it was evaluated, what follows, and the sentence and the JSON AWS has
/// for that.
///
/// AWS does not document the sentences. These are put together from many that people quote: alarms that say
/// how many datapoints must breach are told `2 out of the last 3 datapoints ...`, the others `2 datapoints
/// ...`.
///
/// @param range the readings of the evaluation range, oldest first
record Observation(Subject.Threshold subject, List<Reading> range, Judgement judgement, Instant at) {
    /// With so many datapoints or more, only the latest five are told.
    private static final int FEW = 5;

    /// Judges the readings of an evaluation range.
    ///
    /// @param percent the percentile the alarm asks for; null when it asks for something else
    static Observation of(Subject.Threshold subject, List<Reading> range, @Nullable Double percent, Instant at) {
        List<Sighting> seen = new ArrayList<>();
        for (Reading reading : range) {
            if (reading.value() == null) seen.add(Sighting.MISSING);
            else seen.add(subject.breachedBy(reading.value()) ? Sighting.BREACHING : Sighting.WITHIN);
        }
        Judgement judgement = subject.evaluation().judge(seen);
        if (percent != null && "ignore".equals(subject.lowSamples()) && tooFew(range, judgement, percent))
            judgement = new Judgement(Optional.empty(), judgement.evaluated(), judgement.filled());
        return new Observation(subject, range, judgement, at);
    }

    private static boolean tooFew(List<Reading> range, Judgement judgement, double percent) {
        double samples = judgement.evaluated().stream()
                .mapToDouble(place -> range.get(place).samples())
                .sum();
        return !judgement.evaluated().isEmpty()
                && samples < io.windtunnel.kernel.alarm.Evaluation.samplesNeeded(percent);
    }

    /// The values that were judged, oldest first.
    List<Double> recent() {
        return judgement.evaluated().reversed().stream()
                .map(place -> Objects.requireNonNull(range.get(place).value()))
                .toList();
    }

    /// Why the alarm goes into `state`.
    String reason(AlarmState state) {
        if (state == AlarmState.INSUFFICIENT_DATA) {
            int unknown = Math.max(1, judgement.filled());
            return "Insufficient Data: %s %s unknown."
                    .formatted(Words.count(unknown, "datapoint"), unknown == 1 ? "was" : "were");
        }
        if (judgement.evaluated().isEmpty())
            return "Threshold Crossed: no datapoints were received for %s and %s."
                    .formatted(Words.count(subject.evaluationPeriods(), "period"), treated());
        return "Threshold Crossed: " + told(state == AlarmState.ALARM) + minimum(state) + ".";
    }

    /// The datapoints that speak for the state.
    private String told(boolean breaching) {
        List<Reading> speaking = judgement.evaluated().stream()
                .map(range::get)
                .filter(reading -> subject.breachedBy(Objects.requireNonNull(reading.value())) == breaching)
                .toList();
        boolean says = subject.datapointsToAlarm() != null;
        String number = says
                ? speaking.size() + " out of the last " + subject.evaluationPeriods() + " datapoints"
                : Words.count(speaking.size(), "datapoint");
        String verb = (speaking.size() == 1 ? "was " : "were ") + (breaching ? "" : "not ")
                + comparison(subject.comparison()) + " the threshold (" + subject.value() + ")";
        String missing = judgement.filled() > 0
                        && subject.evaluation().missingData().name().endsWith("BREACHING")
                ? " and " + treated()
                : "";
        String list = speaking.stream()
                .limit(FEW)
                .map(reading -> "%s (%s)".formatted(reading.value(), Words.datapoint(reading.at())))
                .collect(Collectors.joining(", ", "[", "]"));
        if (speaking.size() < FEW) return number + " " + list + " " + verb + missing;
        String latest =
                breaching ? "The most recent datapoints which crossed the threshold" : "The most recent datapoints";
        return number + " " + verb + missing + ". " + latest + ": " + list;
    }

    private String minimum(AlarmState state) {
        Integer needed = subject.datapointsToAlarm();
        if (needed == null) return "";
        boolean alarm = state == AlarmState.ALARM;
        int least = alarm ? needed : subject.evaluationPeriods() - needed + 1;
        return " (minimum %s for %s transition)"
                .formatted(Words.count(least, "datapoint"), alarm ? "OK -> ALARM" : "ALARM -> OK");
    }

    private String treated() {
        int filled = judgement.filled();
        String as = subject.evaluation().missingData() == io.windtunnel.kernel.alarm.MissingData.BREACHING
                ? "Breaching"
                : "NonBreaching";
        return "%s %s treated as [%s]"
                .formatted(Words.count(filled, "missing datapoint"), filled == 1 ? "was" : "were", as);
    }

    private static String comparison(Comparison comparison) {
        return switch (comparison) {
            case GREATER_THAN -> "greater than";
            case GREATER_OR_EQUAL -> "greater than or equal to";
            case LESS_THAN -> "less than";
            case LESS_OR_EQUAL -> "less than or equal to";
        };
    }

    /// `StateReasonData`.
    String data() {
        ObjectNode data = Words.object().put("version", "1.0").put("queryDate", Words.stamp(at));
        if (!judgement.evaluated().isEmpty())
            data.put(
                    "startDate",
                    Words.stamp(range.get(judgement.evaluated().getLast()).at()));
        subject.source().ifPresent(source -> {
            if (source.unit() != null) data.put("unit", source.unit());
            data.put("statistic", source.statistic());
        });
        data.put("period", subject.period().toSeconds());
        ArrayNode recent = data.putArray("recentDatapoints");
        recent().forEach(recent::add);
        data.put("threshold", subject.value());
        ArrayNode evaluated = data.putArray("evaluatedDatapoints");
        for (int place : judgement.evaluated()) {
            Reading reading = range.get(place);
            ObjectNode point = evaluated.addObject().put("timestamp", Words.stamp(reading.at()));
            if (reading.samples() > 0) point.put("sampleCount", reading.samples());
            point.put("value", reading.value());
        }
        return data.toString();
    }
}
