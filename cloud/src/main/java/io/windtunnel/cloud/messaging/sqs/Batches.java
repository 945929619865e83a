package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.wire.AwsException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What every batch must be.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
final class Batches {
    private static final int MOST_ID = 80;

    private Batches() {}

    /// @param entry what an entry is called, such as `SendMessageBatchRequestEntry`
    /// @throws AwsException when the batch is refused as a whole
    static void check(String entry, List<String> ids) {
        if (ids.isEmpty())
            throw new AwsException("EmptyBatchRequest", "There should be at least one " + entry + " in the request.");
        if (ids.size() > QueueLimits.MOST_AT_ONCE)
            throw new AwsException(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent " + ids.size() + ".");
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (!isId(id))
                throw new AwsException(
                        "InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be"
                                + " at most 80 letters long.");
            if (!seen.add(id)) throw new AwsException("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
        }
    }

    private static boolean isId(String id) {
        if (id.isEmpty() || id.length() > MOST_ID) return false;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean good = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
            if (!good) return false;
        }
        return true;
    }

    static Shapes.FailedEntry failed(String id, AwsException refusal) {
        return new Shapes.FailedEntry(id, true, refusal.code(), refusal.message());
    }
}
