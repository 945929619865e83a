package io.windtunnel.cloud.storage.s3.settings;

import io.windtunnel.wire.AwsException;

/// The refusals that many requests share.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
public final class Refused {
    private Refused() {}

    public static AwsException argument(String message, String name, Object value) {
        return new AwsException("InvalidArgument", message)
                .status(400)
                .with("ArgumentName", name)
                .with("ArgumentValue", value);
    }

    public static AwsException argument(String message) {
        return new AwsException("InvalidArgument", message).status(400);
    }

    public static AwsException request(String message) {
        return new AwsException("InvalidRequest", message).status(400);
    }

    public static AwsException malformed() {
        return new AwsException(
                        "MalformedXML",
                        "The XML you provided was not well-formed or did not validate against our published schema")
                .status(400);
    }

    public static AwsException denied(String message) {
        return new AwsException("AccessDenied", message).status(403);
    }
}
