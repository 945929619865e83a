package io.windtunnel.cloud.storage.s3.template;

import io.windtunnel.cloud.storage.s3.settings.Lifecycle;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `LifecycleConfiguration`.
public record LifecycleProperties(
        List<Rule> rules, @Nullable String transitionDefaultMinimumObjectSize) {
    public record Transition(
            String storageClass,
            @Nullable String transitionDate,
            @Nullable Integer transitionInDays) {
        Lifecycle.Transition transition() {
            return new Lifecycle.Transition(date(transitionDate), transitionInDays, storageClass);
        }
    }

    public record NoncurrentTransition(
            String storageClass,
            int transitionInDays,
            @Nullable Integer newerNoncurrentVersions) {
        Lifecycle.NoncurrentTransition transition() {
            return new Lifecycle.NoncurrentTransition(transitionInDays, storageClass, newerNoncurrentVersions);
        }
    }

    public record Rule(
            @Nullable String id,
            @Nullable String prefix,
            String status,
            @Nullable Integer expirationInDays,
            @Nullable String expirationDate,
            @Nullable Boolean expiredObjectDeleteMarker,
            @Nullable Transition transition,
            List<Transition> transitions,
            @Nullable NoncurrentTransition noncurrentVersionTransition,
            List<NoncurrentTransition> noncurrentVersionTransitions,
            Lifecycle.@Nullable NoncurrentExpiration noncurrentVersionExpiration,
            @Nullable Integer noncurrentVersionExpirationInDays,
            Lifecycle.@Nullable AbortUploads abortIncompleteMultipartUpload,
            @Nullable Long objectSizeGreaterThan,
            @Nullable Long objectSizeLessThan,
            List<Tagging.Tag> tagFilters) {
        Lifecycle.Rule rule() {
            List<Lifecycle.Transition> moves = new ArrayList<>();
            if (transition != null) moves.add(transition.transition());
            for (Transition each : transitions) moves.add(each.transition());
            List<Lifecycle.NoncurrentTransition> older = new ArrayList<>();
            if (noncurrentVersionTransition != null) older.add(noncurrentVersionTransition.transition());
            for (NoncurrentTransition each : noncurrentVersionTransitions) older.add(each.transition());
            boolean expires = expirationInDays != null || expirationDate != null || expiredObjectDeleteMarker != null;
            Lifecycle.NoncurrentExpiration gone = noncurrentVersionExpirationInDays == null
                    ? noncurrentVersionExpiration
                    : new Lifecycle.NoncurrentExpiration(noncurrentVersionExpirationInDays, null);
            return new Lifecycle.Rule(
                    expires
                            ? new Lifecycle.Expiration(
                                    date(expirationDate), expirationInDays, expiredObjectDeleteMarker)
                            : null,
                    id,
                    null,
                    filter(),
                    status,
                    moves,
                    older,
                    gone,
                    abortIncompleteMultipartUpload);
        }

        private Lifecycle.Filter filter() {
            return new Lifecycle.Filter(
                    null,
                    null,
                    null,
                    null,
                    new Lifecycle.And(prefix, tagFilters, objectSizeGreaterThan, objectSizeLessThan));
        }
    }

    private static @Nullable Instant date(@Nullable String text) {
        if (text == null) return null;
        try {
            return text.contains("T")
                    ? Instant.parse(text.endsWith("Z") ? text : text + "Z")
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw Refused.argument("The date is not of the form yyyy-MM-dd: " + text);
        }
    }

    public Lifecycle lifecycle() {
        return new Lifecycle(rules.stream().map(Rule::rule).toList());
    }
}
