package io.windtunnel.cloud.messaging.sns;

/// The documents a topic has when nobody gave it any.
///
/// Sources: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html,
/// https://docs.aws.amazon.com/sns/latest/dg/creating-delivery-policy.html
final class Documents {
    static final String DELIVERY =
            "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":20,\"maxDelayTarget\":20,"
                    + "\"numRetries\":3,\"numMaxDelayRetries\":0,\"numNoDelayRetries\":0,\"numMinDelayRetries\":0,"
                    + "\"backoffFunction\":\"linear\"},\"disableSubscriptionOverrides\":false,\"defaultRequestPolicy\":"
                    + "{\"headerContentType\":\"text/plain; charset=UTF-8\"}}}";

    private static final String POLICY = """
            {"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID",\
            "Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes",\
            "SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe",\
            "SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"%s","Condition":{"StringEquals":\
            {"AWS:SourceOwner":"%s"}}}]}""";

    private Documents() {}

    /// A topic's policy: its own, or the one that lets its owner do everything.
    static String policy(Topic topic) {
        String own = topic.row().values().get("Policy");
        return own != null
                ? own
                : POLICY.formatted(topic.arnText, topic.scope.account().digits());
    }
}
