package io.windtunnel.cloud;

import io.windtunnel.cloud.ports.ApiErrors;
import io.windtunnel.wire.AwsException;
import java.util.Map;
import java.util.Set;

/// How each service says that it throttles, that it failed, and that it is not there.
///
/// Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html,
/// https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html and the common errors of the others' references.
final class ErrorForms {
    private record Form(String code, String message, int status) {}

    /// Services of the query protocol, where throttling is called `Throttling`.
    private static final Set<String> QUERY =
            Set.of("cloudformation", "cloudwatch", "iam", "sts", "autoscaling", "elasticloadbalancingv2", "sns");

    private static final Map<String, Form> THROTTLING = Map.of(
            "ec2", new Form("RequestLimitExceeded", "Request limit exceeded.", 503),
            "s3", new Form("SlowDown", "Please reduce your request rate.", 503),
            "sqs", new Form("RequestThrottled", "Request is throttled.", 400),
            "kinesis", new Form("LimitExceededException", "Rate exceeded.", 400),
            "lambda", new Form("TooManyRequestsException", "Rate Exceeded.", 429),
            "apigateway", new Form("TooManyRequestsException", "Too Many Requests", 429));

    private static final Map<String, Form> INTERNAL = Map.of(
            "ec2", new Form("InternalError", "An internal error has occurred.", 500),
            "s3", new Form("InternalError", "We encountered an internal error. Please try again.", 500),
            "sqs", new Form("InternalError", "We encountered an internal error. Please try again.", 500),
            "sns", new Form("InternalError", "Internal service error.", 500),
            "dynamodb", new Form("InternalServerError", "The request could not be processed.", 500),
            "dynamodbstreams", new Form("InternalServerError", "The request could not be processed.", 500),
            "kinesis", new Form("InternalFailure", "Internal service failure.", 500),
            "lambda", new Form("ServiceException", "The service encountered an internal error.", 500),
            "events", new Form("InternalException", "An internal error occurred.", 500));

    private static final Map<String, Form> UNAVAILABLE = Map.of(
            "ec2", new Form("Unavailable", "The server is overloaded and can't handle the request.", 503),
            "s3", new Form("ServiceUnavailable", "Service is unable to handle request.", 503),
            "logs", new Form("ServiceUnavailableException", "The service cannot complete the request.", 503));

    private ErrorForms() {}

    static AwsException of(ApiErrors.Kind kind, String service) {
        Form form = switch (kind) {
            case THROTTLING -> THROTTLING.getOrDefault(service, throttling(service));
            case INTERNAL_ERROR ->
                INTERNAL.getOrDefault(service, new Form("InternalFailure", "The request processing has failed.", 500));
            case UNAVAILABLE ->
                UNAVAILABLE.getOrDefault(
                        service,
                        new Form(
                                "ServiceUnavailable",
                                "The request has failed due to a temporary failure of the server.",
                                503));
        };
        return new AwsException(form.code(), form.message()).status(form.status());
    }

    private static Form throttling(String service) {
        return new Form(QUERY.contains(service) ? "Throttling" : "ThrottlingException", "Rate exceeded", 400);
    }
}
