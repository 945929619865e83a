package io.windtunnel.cloud.operations.ssm;

import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A parameter with the versions that are kept, the oldest first.
record StoredParameter(String name, String dataType, String tier, List<Version> versions, Map<String, String> tags) {
    /// How many versions of a parameter are kept.
    /// Source: https://docs.aws.amazon.com/general/latest/gr/ssm.html
    static final int MOST_VERSIONS = 100;

    /// How much a parameter holds, in characters, by tier.
    static final int MOST_STANDARD = 4096;

    static final int MOST_ADVANCED = 8192;

    record Version(
            long number,
            String type,
            String value,
            @Nullable String description,
            @Nullable String allowedPattern,
            Instant modified,
            String modifiedBy,
            List<String> labels) {
        Version labelled(List<String> changed) {
            return new Version(number, type, value, description, allowedPattern, modified, modifiedBy, changed);
        }
    }

    Version latest() {
        return versions.getLast();
    }

    /// The version a selector names: a number, a label, or nothing for the latest.
    Optional<Version> select(@Nullable String selector) {
        if (selector == null) return Optional.of(latest());
        return versions.stream()
                .filter(each -> selector.equals(Long.toString(each.number()))
                        || each.labels().contains(selector))
                .findFirst();
    }

    StoredParameter with(Version next) {
        List<Version> kept = new ArrayList<>(versions);
        kept.add(next);
        if (kept.size() > MOST_VERSIONS) {
            if (!kept.getFirst().labels().isEmpty())
                throw new AwsException(
                        "ParameterMaxVersionLimitExceeded",
                        "You attempted to create a new version of " + name
                                + " by calling the PutParameter API with the overwrite flag. Version "
                                + kept.getFirst().number()
                                + ", the oldest version, can't be deleted because it has a label associated with it. "
                                + "Move the label to another version of the parameter, and try again.");
            kept.removeFirst();
        }
        return new StoredParameter(name, dataType, tier, List.copyOf(kept), tags);
    }

    StoredParameter withVersions(List<Version> changed) {
        return new StoredParameter(name, dataType, tier, List.copyOf(changed), tags);
    }

    StoredParameter withTags(Map<String, String> changed) {
        return new StoredParameter(name, dataType, tier, versions, changed);
    }
}
