package io.windtunnel.wire.sign;

import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How S3 refuses what is signed wrongly: in words of its own.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
final class S3Refusals {
    /// How far a request's time may be from ours.
    static final Duration SKEW = Duration.ofMinutes(15);

    private S3Refusals() {}

    static AwsException unknownKey(String accessKeyId) {
        return refusal("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
                .with("AWSAccessKeyId", accessKeyId);
    }

    static AwsException mismatch() {
        return refusal(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. "
                        + "Check your key and signing method.");
    }

    static AwsException skewed(String said, Instant now) {
        return refusal(
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large.")
                .with("RequestTime", said)
                .with("ServerTime", seconds(now))
                .with("MaxAllowedSkewMilliseconds", SKEW.toMillis());
    }

    static AwsException expired(Instant expires, Instant now) {
        return refusal("AccessDenied", "Request has expired")
                .with("Expires", seconds(expires))
                .with("ServerTime", seconds(now));
    }

    static AwsException early(String said, Instant now) {
        return refusal("AccessDenied", "Request is not valid yet")
                .with("X-Amz-Date", said)
                .with("ServerTime", seconds(now));
    }

    /// A presigned URL whose parameters are not such.
    static AwsException parameters(String message) {
        return new AwsException("AuthorizationQueryParametersError", message).status(400);
    }

    static AwsException header(String message) {
        return new AwsException("AuthorizationHeaderMalformed", message).status(400);
    }

    static AwsException missingHash() {
        return new AwsException("InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
                .status(400);
    }

    static AwsException refusal(String code, String message) {
        return new AwsException(code, message).status(403);
    }

    private static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
