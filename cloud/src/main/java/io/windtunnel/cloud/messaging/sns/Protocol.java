package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import java.net.URI;

/// How a subscription is delivered to.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
enum Protocol {
    SQS("sqs"),
    LAMBDA("lambda"),
    HTTP("http"),
    HTTPS("https"),
    EMAIL("email"),
    EMAIL_JSON("email-json"),
    SMS("sms");

    private final String apiName;

    Protocol(String apiName) {
        this.apiName = apiName;
    }

    String apiName() {
        return apiName;
    }

    /// @throws AwsException when there is none of that name, or it is not built
    static Protocol of(String name) {
        for (Protocol each : values()) if (each.apiName.equals(name)) return each;
        if (name.equals("firehose") || name.equals("application"))
            throw AwsException.notBuilt("sns", "Subscribe", "the protocol " + name);
        throw Refusals.invalid("Amazon SNS does not support this protocol string: " + name);
    }

    /// Whether a subscriber must agree before anything is delivered.
    boolean isConfirmed() {
        return switch (this) {
            case HTTP, HTTPS, EMAIL, EMAIL_JSON -> true;
            case SQS, LAMBDA, SMS -> false;
        };
    }

    /// Whether messages may be delivered as they are, without their envelope.
    boolean mayBeRaw() {
        return this == SQS || this == HTTP || this == HTTPS;
    }

    /// @throws AwsException when `endpoint` is none of this protocol
    void check(String endpoint, boolean fifoTopic) {
        switch (this) {
            case SQS -> {
                boolean good =
                        Arn.isArn(endpoint) && Arn.parse(endpoint).service().equals("sqs");
                if (!good) throw Refusals.invalid("SQS endpoint ARN");
                if (endpoint.endsWith(".fifo") && !fifoTopic)
                    throw Refusals.invalid(
                            "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS"
                                    + " topics");
            }
            case LAMBDA -> {
                boolean good =
                        Arn.isArn(endpoint) && Arn.parse(endpoint).service().equals("lambda");
                if (!good) throw Refusals.invalid("Lambda endpoint ARN");
            }
            case HTTP, HTTPS -> {
                if (!endpoint.startsWith(apiName + "://"))
                    throw Refusals.invalid("Endpoint must match the specified protocol");
                try {
                    if (URI.create(endpoint).getHost() == null) throw Refusals.invalid("Endpoint");
                } catch (IllegalArgumentException e) {
                    throw Refusals.invalid("Endpoint");
                }
            }
            case EMAIL, EMAIL_JSON -> {
                if (!endpoint.matches("[^@\\s]+@[^@\\s]+")) throw Refusals.invalid("Email address");
            }
            case SMS -> {
                if (!endpoint.matches("\\+?[0-9()./ -]{4,30}"))
                    throw Refusals.invalid("Invalid SMS endpoint: " + endpoint);
            }
        }
        if (fifoTopic && this != SQS)
            throw Refusals.invalid("Invalid parameter: Endpoint Reason: Please use FIFO SQS queue or SQS queue:"
                    + " a FIFO topic delivers to nothing else");
    }
}
