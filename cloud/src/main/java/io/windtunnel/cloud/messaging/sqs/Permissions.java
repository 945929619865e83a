package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.policy.AccessPolicy;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A queue's policy as `AddPermission` and `RemovePermission` edit it. It is kept and shown, not enforced.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
final class Permissions {
    /// Actions that can be shared (API reference).
    private static final List<String> ACTIONS = List.of(
            "*",
            "SendMessage",
            "ReceiveMessage",
            "DeleteMessage",
            "ChangeMessageVisibility",
            "GetQueueAttributes",
            "GetQueueUrl",
            "ListDeadLetterSourceQueues",
            "PurgeQueue");

    /// Actions in one statement: 7 (API reference).
    private static final int MOST_ACTIONS = 7;

    /// Statements in a policy: 20 (developer guide, quotas).
    private static final int MOST_STATEMENTS = 20;

    private Permissions() {}

    /// The policy with a statement more.
    static String add(@Nullable String policy, Arn queue, String label, List<String> accounts, List<String> actions) {
        if (accounts.isEmpty()) throw Refusals.missing("AWSAccountIds");
        if (actions.isEmpty()) throw Refusals.missing("Actions");
        for (String action : actions)
            if (!ACTIONS.contains(action))
                throw Refusals.invalid(
                        "Value SQS:" + action + " for parameter ActionName is invalid. Reason: Only the queue owner is"
                                + " allowed to invoke this action.");
        if (actions.size() > MOST_ACTIONS)
            throw new AwsException(
                    "OverLimit", actions.size() + " Actions were found, maximum allowed is " + MOST_ACTIONS + ".");
        AccessPolicy document = AccessPolicy.of(policy, queue + "/SQSDefaultPolicy");
        if (document.has(label)) throw Refusals.invalid(label, "Label", "Already exists.");
        if (document.size() >= MOST_STATEMENTS)
            throw new AwsException("OverLimit", "A policy has at most " + MOST_STATEMENTS + " statements.");
        List<String> named = actions.stream().map(action -> "SQS:" + action).toList();
        return document.allow(label, accounts, named, queue).text();
    }

    /// The policy without the statement of that label; empty when nothing is left.
    static String remove(@Nullable String policy, String label) {
        AccessPolicy document = AccessPolicy.of(policy, "");
        if (!document.remove(label)) throw Refusals.invalid(label, "Label", "can't find label.");
        return document.text();
    }
}
