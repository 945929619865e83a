package io.windtunnel.cloud.operations.servicequotas;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an account holds of one quota: the value it was given, and the increases it has asked for,
/// oldest first. What became of a request is a question of time alone: nothing has to happen for it to
/// be approved.
///
/// @param quotaKey the quota's row in the table
/// @param given the value that [#givenAt] put in force
record Holding(String quotaKey, double given, Instant givenAt, List<Increase> increases, Map<String, String> tags) {
    /// How long a request is `PENDING` before AWS Support opens a case for it, and until it is approved.
    /// AWS approves small increases by itself within minutes and promises nothing: our guess, see
    /// `docs/fidelity.md`.
    static final Duration TO_CASE = Duration.ofSeconds(10);

    static final Duration TO_APPROVAL = Duration.ofSeconds(60);

    /// How long requests are remembered.
    /// Source: https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html
    static final Duration REMEMBERED = Duration.ofDays(90);

    /// A request for a higher value. The ids are those AWS shows; `requester` is who asked, as JSON.
    record Increase(String id, String caseId, double desired, Instant asked, String requester) {
        Status status(Instant now) {
            if (!now.isBefore(asked.plus(TO_APPROVAL))) return Status.APPROVED;
            return now.isBefore(asked.plus(TO_CASE)) ? Status.PENDING : Status.CASE_OPENED;
        }

        /// When it came into the state it is in.
        Instant changed(Instant now) {
            return switch (status(now)) {
                case PENDING -> asked;
                case CASE_OPENED -> asked.plus(TO_CASE);
                case APPROVED -> asked.plus(TO_APPROVAL);
            };
        }
    }

    /// Where a request stands, by its API name.
    enum Status {
        PENDING,
        CASE_OPENED,
        APPROVED
    }

    static Holding of(Quota quota) {
        return new Holding(quota.key(), quota.initial(), Instant.EPOCH, List.of(), Map.of());
    }

    /// The value in force: what was approved last, unless something was given since.
    double value(Instant now) {
        for (Increase increase : increases.reversed())
            if (increase.status(now) == Status.APPROVED)
                return increase.changed(now).isAfter(givenAt) ? increase.desired() : given;
        return given;
    }

    /// The request that is not decided yet.
    Optional<Increase> open(Instant now) {
        return increases.stream()
                .filter(increase -> increase.status(now) != Status.APPROVED)
                .findFirst();
    }

    Holding give(double value, Instant now) {
        return new Holding(quotaKey, value, now, increases, tags);
    }

    /// With one more request. What is in force at that moment counts as given; requests too old to be
    /// remembered go.
    Holding ask(Increase increase) {
        Instant now = increase.asked();
        List<Increase> kept = new ArrayList<>(remembered(now));
        kept.add(increase);
        return new Holding(quotaKey, value(now), now, List.copyOf(kept), tags);
    }

    /// The requests of the last 90 days, oldest first.
    List<Increase> remembered(Instant now) {
        Instant limit = now.minus(REMEMBERED);
        return increases.stream()
                .filter(increase -> increase.asked().isAfter(limit))
                .toList();
    }

    Holding tagged(Map<String, String> added, List<String> removed) {
        Map<String, String> changed = new LinkedHashMap<>(tags);
        changed.putAll(added);
        removed.forEach(changed::remove);
        return new Holding(quotaKey, given, givenAt, increases, Map.copyOf(changed));
    }
}
