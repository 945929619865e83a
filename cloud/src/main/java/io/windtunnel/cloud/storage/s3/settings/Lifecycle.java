package io.windtunnel.cloud.storage.s3.settings;

import io.windtunnel.cloud.storage.s3.object.StorageClass;
import io.windtunnel.wire.Member;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// When a bucket's objects move to another class or go by themselves.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
public record Lifecycle(List<Rule> rules) {
    private static final int MOST_RULES = 1_000;
    private static final int MOST_ID = 255;

    /// Days an object must have been in the usual class before it may go to an infrequent one.
    private static final int INFREQUENT_DAYS = 30;

    /// With the smallest size that transitions apply to where a rule does not say.
    public record Kept(Lifecycle configuration, String minimumSize) {
        public static final String USUAL = "all_storage_classes_128K";

        private static final long USUAL_BYTES = 128 * 1024;

        /// When a current version goes, and by which rule.
        public record Expiry(Instant at, String ruleId) {}

        /// When an object goes; null for never.
        public @Nullable Expiry expiry(String key, long size, Map<String, String> tags, Instant modified) {
            Expiry soonest = null;
            for (Rule rule : configuration.rules()) {
                Expiration expiration = rule.expiration();
                if (expiration == null || !rule.isEnabled() || !rule.covers(key, size, tags)) continue;
                Instant at = expiration.days() == null ? expiration.date() : due(modified, expiration.days());
                if (at != null && (soonest == null || at.isBefore(soonest.at())))
                    soonest = new Expiry(at, rule.id() == null ? "" : rule.id());
            }
            return soonest;
        }

        /// The fewest bytes an object must have for `rule` to move it to `target`.
        public long fewestBytes(Rule rule, StorageClass target) {
            if (rule.hasSize()) return 0;
            boolean archive = target.isArchive();
            return minimumSize.equals(USUAL) || !archive ? USUAL_BYTES : 0;
        }
    }

    public record Expiration(
            @Nullable Instant date,
            @Nullable Integer days,
            @Nullable Boolean expiredObjectDeleteMarker) {}

    public record And(
            @Nullable String prefix,
            List<Tagging.Tag> tags,
            @Nullable Long objectSizeGreaterThan,
            @Nullable Long objectSizeLessThan) {}

    public record Filter(
            @Nullable String prefix,
            Tagging.@Nullable Tag tag,
            @Nullable Long objectSizeGreaterThan,
            @Nullable Long objectSizeLessThan,
            @Nullable And and) {
        And all() {
            if (and != null) return and;
            return new And(prefix, tag == null ? List.of() : List.of(tag), objectSizeGreaterThan, objectSizeLessThan);
        }
    }

    public record Transition(
            @Nullable Instant date,
            @Nullable Integer days,
            @Nullable String storageClass) {}

    public record NoncurrentTransition(
            @Nullable Integer noncurrentDays,
            @Nullable String storageClass,
            @Nullable Integer newerNoncurrentVersions) {}

    public record NoncurrentExpiration(
            @Nullable Integer noncurrentDays, @Nullable Integer newerNoncurrentVersions) {}

    public record AbortUploads(@Nullable Integer daysAfterInitiation) {}

    public record Rule(
            @Nullable Expiration expiration,
            @Member("ID") @Nullable String id,
            @Nullable String prefix,
            @Nullable Filter filter,
            String status,
            List<Transition> transitions,
            List<NoncurrentTransition> noncurrentVersionTransitions,
            @Nullable NoncurrentExpiration noncurrentVersionExpiration,
            @Nullable AbortUploads abortIncompleteMultipartUpload) {
        public boolean isEnabled() {
            return status.equals("Enabled");
        }

        public String keyPrefix() {
            String own = filter == null ? prefix : filter.all().prefix();
            return own == null ? "" : own;
        }

        boolean hasSize() {
            return filter != null
                    && (filter.all().objectSizeGreaterThan() != null
                            || filter.all().objectSizeLessThan() != null);
        }

        boolean hasTags() {
            return filter != null && !filter.all().tags().isEmpty();
        }

        /// Whether the rule is for an object.
        public boolean covers(String key, long size, Map<String, String> tags) {
            if (!key.startsWith(keyPrefix())) return false;
            if (filter == null) return true;
            And all = filter.all();
            if (all.objectSizeGreaterThan() != null && size <= all.objectSizeGreaterThan()) return false;
            if (all.objectSizeLessThan() != null && size >= all.objectSizeLessThan()) return false;
            return all.tags().stream().allMatch(tag -> tag.value().equals(tags.get(tag.key())));
        }

        Rule named(String name) {
            return new Rule(
                    expiration,
                    name,
                    prefix,
                    filter,
                    status,
                    transitions,
                    noncurrentVersionTransitions,
                    noncurrentVersionExpiration,
                    abortIncompleteMultipartUpload);
        }
    }

    /// `days` after `from`, and on to the next midnight UTC.
    public static Instant due(Instant from, int days) {
        Instant exact = from.plus(days, ChronoUnit.DAYS);
        Instant midnight = exact.truncatedTo(ChronoUnit.DAYS);
        return midnight.equals(exact) ? midnight : midnight.plus(1, ChronoUnit.DAYS);
    }

    /// Held to the rules, with names for those rules that were given none.
    public Lifecycle checked(Supplier<String> names) {
        if (rules.isEmpty() || rules.size() > MOST_RULES) throw Refused.malformed();
        Set<String> seen = new HashSet<>();
        return new Lifecycle(rules.stream()
                .map(rule -> {
                    check(rule);
                    String id = rule.id() == null || rule.id().isEmpty() ? names.get() : rule.id();
                    if (id.length() > MOST_ID)
                        throw Refused.argument("ID length should not exceed allowed limit of 255");
                    if (!seen.add(id))
                        throw Refused.argument("Rule ID must be unique. Found same ID for more than one rule");
                    return rule.named(id);
                })
                .toList());
    }

    private static void check(Rule rule) {
        if (!rule.isEnabled() && !rule.status().equals("Disabled")) throw Refused.malformed();
        if ((rule.filter() == null) == (rule.prefix() == null)) throw Refused.malformed();
        if (rule.filter() != null
                && rule.filter().and() != null
                && rule.filter().prefix() != null) throw Refused.malformed();
        if (rule.expiration() == null
                && rule.transitions().isEmpty()
                && rule.noncurrentVersionTransitions().isEmpty()
                && rule.noncurrentVersionExpiration() == null
                && rule.abortIncompleteMultipartUpload() == null)
            throw Refused.request("At least one action needs to be specified in a rule");
        if (rule.expiration() != null) check(rule, rule.expiration());
        for (Transition each : rule.transitions()) check(each);
        for (NoncurrentTransition each : rule.noncurrentVersionTransitions())
            check(target(each.storageClass()), positive(each.noncurrentDays(), "NoncurrentDays", true));
        NoncurrentExpiration noncurrent = rule.noncurrentVersionExpiration();
        if (noncurrent != null)
            positive(noncurrent.noncurrentDays(), "'NoncurrentDays' for NoncurrentVersionExpiration action", false);
        AbortUploads abort = rule.abortIncompleteMultipartUpload();
        if (abort != null) {
            if (rule.hasTags()) throw Refused.request("AbortIncompleteMultipartUpload cannot be specified with Tags.");
            positive(
                    abort.daysAfterInitiation(),
                    "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action",
                    false);
        }
    }

    private static void check(Rule rule, Expiration expiration) {
        int said = (expiration.date() == null ? 0 : 1)
                + (expiration.days() == null ? 0 : 1)
                + (expiration.expiredObjectDeleteMarker() == null ? 0 : 1);
        if (said != 1) throw Refused.malformed();
        if (expiration.days() != null) positive(expiration.days(), "'Days' for Expiration action", false);
        midnight(expiration.date());
        if (expiration.expiredObjectDeleteMarker() != null && rule.hasTags())
            throw Refused.request("ExpiredObjectDeleteMarker cannot be specified with Tags.");
    }

    private static void check(Transition transition) {
        if ((transition.date() == null) == (transition.days() == null)) throw Refused.malformed();
        StorageClass target = target(transition.storageClass());
        midnight(transition.date());
        if (transition.days() != null) check(target, positive(transition.days(), "'Days' for Transition action", true));
    }

    private static void check(StorageClass target, int days) {
        boolean infrequent = target == StorageClass.STANDARD_IA || target == StorageClass.ONEZONE_IA;
        if (infrequent && days < INFREQUENT_DAYS)
            throw Refused.argument("'Days' in Transition action must be greater than or equal to " + INFREQUENT_DAYS
                    + " for storageClass '" + target + "'");
    }

    private static StorageClass target(@Nullable String name) {
        StorageClass target = StorageClass.named(name == null ? "" : name).orElseThrow(Refused::malformed);
        if (target == StorageClass.STANDARD || target == StorageClass.REDUCED_REDUNDANCY) throw Refused.malformed();
        return target;
    }

    private static int positive(@Nullable Integer days, String what, boolean orZero) {
        if (days == null) throw Refused.malformed();
        if (days < 0 || !orZero && days == 0)
            throw Refused.argument(what + " must be a " + (orZero ? "nonnegative" : "positive") + " integer");
        return days;
    }

    private static void midnight(@Nullable Instant date) {
        if (date != null && !date.truncatedTo(ChronoUnit.DAYS).equals(date))
            throw Refused.argument("'Date' must be at midnight GMT");
    }
}
