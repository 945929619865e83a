package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.wire.AwsException;

/// SNS's refusals in SNS's words, as users quote them.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html and each action's errors there.
final class Refusals {
    private Refusals() {}

    static AwsException invalid(String what) {
        return new AwsException("InvalidParameter", "Invalid parameter: " + what);
    }

    static AwsException attribute(String name) {
        return invalid("AttributeName");
    }

    static AwsException attributes(String reason) {
        return invalid("Attributes Reason: " + reason);
    }

    static AwsException noTopic() {
        return new AwsException("NotFound", "Topic does not exist");
    }

    static AwsException noSubscription() {
        return new AwsException("NotFound", "Subscription does not exist");
    }
}
