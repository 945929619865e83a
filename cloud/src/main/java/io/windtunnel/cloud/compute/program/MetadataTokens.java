package io.windtunnel.cloud.compute.program;

import io.windtunnel.kernel.random.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The session tokens of one machine's metadata service.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-v2-how-it-works.html
///
/// Thread safety: every method may be called from any thread.
final class MetadataTokens {
    /// The longest life of a token, in seconds.
    static final int LONGEST_SECONDS = 21_600;

    /// Tokens kept at once; expired ones go first, then no more are given. Ours: AWS names no limit.
    private static final int MOST_TOKENS = 10_000;

    private static final int TOKEN_LENGTH = 56;

    private final Ids ids;
    private final Map<String, Instant> expirations = new ConcurrentHashMap<>();

    MetadataTokens(Ids ids) {
        this.ids = ids;
    }

    /// A new token, or an empty text when the life asked for is not between 1 and 21600 seconds.
    String issue(String seconds, Instant now) {
        if (!seconds.matches("\\d{1,5}")) return "";
        int life = Integer.parseInt(seconds);
        if (life < 1 || life > LONGEST_SECONDS) return "";
        if (expirations.size() >= MOST_TOKENS) expirations.values().removeIf(expiration -> !expiration.isAfter(now));
        if (expirations.size() >= MOST_TOKENS) return "";
        String token = "AQA" + ids.upper(TOKEN_LENGTH - 5) + "==";
        expirations.put(token, now.plus(Duration.ofSeconds(life)));
        return token;
    }

    /// How many seconds a token has left; 0 when it is unknown or has expired.
    long secondsLeft(String token, Instant now) {
        Instant expiration = expirations.get(token);
        return expiration == null
                ? 0
                : Math.max(0, Duration.between(now, expiration).toSeconds());
    }
}
