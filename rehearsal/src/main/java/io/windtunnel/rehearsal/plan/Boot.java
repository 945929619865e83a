package io.windtunnel.rehearsal.plan;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a machine takes from its launch until it answers: a time of its own, and a time for each GiB of its image,
/// since a heavy image is read before it runs: `30 s + 5 s/GiB`.
public record Boot(Distribution base, Duration perGibibyte) {
    /// At once.
    public static final Boot NONE = new Boot(Distribution.NONE, Duration.ZERO);

    private static final Pattern WEIGHED = Pattern.compile("(?:(.+?)\\s*\\+\\s*)?([^+]+?)\\s*/\\s*GiB");

    /// Reads a boot time.
    ///
    /// @throws IllegalArgumentException saying what was expected
    public static Boot parse(String text) {
        Matcher parts = WEIGHED.matcher(text.strip());
        if (!parts.matches()) return new Boot(Distribution.parse(text), Duration.ZERO);
        Distribution base = parts.group(1) == null ? Distribution.NONE : Distribution.parse(parts.group(1));
        return new Boot(base, Quantity.duration(parts.group(2)));
    }

    /// One draw for a machine whose image has this size.
    public Duration draw(RandomGenerator random, long imageGibibytes) {
        return base.draw(random).plus(perGibibyte.multipliedBy(imageGibibytes));
    }

    /// The mean for a machine whose image has this size.
    public Duration mean(long imageGibibytes) {
        return base.mean().plus(perGibibyte.multipliedBy(imageGibibytes));
    }
}
