package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.wire.AwsException;

/// SQS's refusals in SQS's words.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html and the errors of
/// each
/// action there; the sentences are as users quote them.
final class Refusals {
    private Refusals() {}

    static AwsException noQueue() {
        return new AwsException("QueueDoesNotExist", "The specified queue does not exist.");
    }

    static AwsException missing(String parameter) {
        return new AwsException("MissingParameter", "The request must contain the parameter " + parameter + ".");
    }

    static AwsException invalid(String message) {
        return new AwsException("InvalidParameterValue", message);
    }

    static AwsException invalid(Object value, String parameter, String reason) {
        return invalid("Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
    }

    static AwsException attribute(String name) {
        return new AwsException("InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
    }

    static AwsException unknownAttribute(String name) {
        return new AwsException("InvalidAttributeName", "Unknown Attribute " + name + ".");
    }

    static AwsException handle(String text) {
        return new AwsException(
                "ReceiptHandleIsInvalid", "The input receipt handle \"" + text + "\" is not a valid receipt handle.");
    }

    static AwsException handleExpired(String text) {
        return invalid(text, "ReceiptHandle", "The receipt handle has expired.");
    }

    static AwsException notInFlight(String text) {
        return invalid(
                text, "ReceiptHandle", "Message does not exist or is not available for visibility timeout change.");
    }

    static AwsException overLimit() {
        return new AwsException("OverLimit", "The maximum number of in flight messages has been reached.");
    }

    static AwsException throttled() {
        return new AwsException("RequestThrottled", "Rate exceeded");
    }

    static AwsException noResource(String message) {
        return new AwsException("ResourceNotFoundException", message);
    }
}
