package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// A shard iterator: where in a shard of a stream a reader stands, and since when.
record ShardPosition(String arn, String shard, long number, long millis) {
    /// How long an iterator can be used. Source: API_streams_GetShardIterator.html
    private static final Duration VALID = Duration.ofMinutes(15);

    String text() {
        String plain = String.join("|", shard, Long.toString(number), Long.toString(millis));
        return arn + "|1|" + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws AwsException `ValidationException`, `ExpiredIteratorException`
    static ShardPosition parse(String text, Instant now) {
        try {
            String[] outer = text.split("\\|", 3);
            String plain = new String(Base64.getDecoder().decode(outer[2]), StandardCharsets.UTF_8);
            String[] parts = plain.split("\\|", 3);
            ShardPosition position =
                    new ShardPosition(outer[0], parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
            if (now.toEpochMilli() - position.millis > VALID.toMillis())
                throw new AwsException("ExpiredIteratorException", "The shard iterator has expired.");
            return position;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw AwsException.validation("Invalid ShardIterator");
        }
    }
}
