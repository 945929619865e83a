package io.windtunnel.cloud.storage.s3.lifecycle;

import io.windtunnel.cloud.storage.s3.object.StorageClass;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.settings.Lifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a bucket's rules say is due for the versions of one key. Deletion goes before a move, and of several moves the
/// one that goes furthest down is made.
final class Decision {
    /// What is to be done.
    sealed interface Action {
        StoredObject version();
    }

    /// The newest version goes as a request without a version would make it go.
    record Expire(StoredObject version) implements Action {}

    /// A version goes for good: an older one, or a delete marker that hides nothing any more.
    record Remove(StoredObject version) implements Action {}

    record Move(StoredObject version, StorageClass target) implements Action {}

    private final Lifecycle.Kept kept;
    private final String key;
    private final List<StoredObject> versions;
    private final Instant now;

    private Decision(Lifecycle.Kept kept, String key, List<StoredObject> versions, Instant now) {
        this.kept = kept;
        this.key = key;
        this.versions = versions;
        this.now = now;
    }

    /// @param versions newest first
    static List<Action> of(Lifecycle.Kept kept, String key, List<StoredObject> versions, Instant now) {
        Decision decision = new Decision(kept, key, versions, now);
        List<Action> actions = new ArrayList<>();
        for (int place = 0; place < versions.size(); place++) {
            Action action = place == 0 ? decision.newest() : decision.older(place);
            if (action != null) actions.add(action);
        }
        return actions;
    }

    private boolean due(@Nullable Instant date, @Nullable Integer days, Instant from) {
        if (days != null) return !Lifecycle.due(from, days).isAfter(now);
        return date != null && !date.isAfter(now);
    }

    private List<Lifecycle.Rule> covering(StoredObject version) {
        return kept.configuration().rules().stream()
                .filter(rule -> rule.isEnabled() && rule.covers(key, version.size(), version.tags()))
                .toList();
    }

    private @Nullable Action newest() {
        StoredObject version = versions.getFirst();
        StorageClass target = null;
        for (Lifecycle.Rule rule : covering(version)) {
            Lifecycle.Expiration expiration = rule.expiration();
            if (expiration != null) {
                boolean old = due(expiration.date(), expiration.days(), version.modified());
                if (version.marker()) {
                    boolean alone = versions.size() == 1;
                    if (alone && (old || Boolean.TRUE.equals(expiration.expiredObjectDeleteMarker())))
                        return new Remove(version);
                } else if (old) {
                    return new Expire(version);
                }
            }
            for (Lifecycle.Transition each : rule.transitions())
                if (due(each.date(), each.days(), version.modified()))
                    target = further(target, rule, version, each.storageClass());
        }
        return target == null || version.marker() ? null : new Move(version, target);
    }

    private @Nullable Action older(int place) {
        StoredObject version = versions.get(place);
        Instant since = versions.get(place - 1).modified();
        int newer = place - 1;
        StorageClass target = null;
        for (Lifecycle.Rule rule : covering(version)) {
            Lifecycle.NoncurrentExpiration expiration = rule.noncurrentVersionExpiration();
            if (expiration != null
                    && isBeyond(expiration.newerNoncurrentVersions(), newer)
                    && due(null, expiration.noncurrentDays(), since)) return new Remove(version);
            for (Lifecycle.NoncurrentTransition each : rule.noncurrentVersionTransitions())
                if (isBeyond(each.newerNoncurrentVersions(), newer) && due(null, each.noncurrentDays(), since))
                    target = further(target, rule, version, each.storageClass());
        }
        return target == null || version.marker() ? null : new Move(version, target);
    }

    private static boolean isBeyond(@Nullable Integer kept, int newer) {
        return kept == null || newer >= kept;
    }

    private @Nullable StorageClass further(
            @Nullable StorageClass before, Lifecycle.Rule rule, StoredObject version, @Nullable String name) {
        StorageClass target = name == null ? null : StorageClass.named(name).orElse(null);
        if (target == null || target.compareTo(version.traits().storageClass()) <= 0) return before;
        if (version.size() < kept.fewestBytes(rule, target)) return before;
        return before == null || target.compareTo(before) > 0 ? target : before;
    }
}
