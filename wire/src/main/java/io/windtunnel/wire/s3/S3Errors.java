package io.windtunnel.wire.s3;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.codec.Form;
import io.windtunnel.wire.codec.Malformed;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.validation.Violation;

/// How S3 refuses a request that cannot be read, or lacks what it must have.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
public final class S3Errors {
    private S3Errors() {}

    public static AwsException of(Malformed malformed) {
        String message = String.valueOf(malformed.getMessage());
        if (message.equals(Form.BAD_PERCENT))
            return new AwsException("InvalidURI", "Couldn't parse the specified URI.").status(400);
        return malformed.isOutsideBody() ? invalid(message) : malformedXml();
    }

    public static AwsException of(Violation violation) {
        if (!(violation.path().getFirst() instanceof MemberShape member)) return malformedXml();
        return switch (member.traits().location()) {
            case BODY, STATUS_CODE -> malformedXml();
            case HEADER, HEADERS -> invalid("Missing required header for this request: " + member.locationName());
            case QUERY_STRING, URI -> invalid("Missing required parameter for this request: " + member.locationName());
        };
    }

    static AwsException malformedXml() {
        return new AwsException(
                        "MalformedXML",
                        "The XML you provided was not well-formed or did not validate against our published schema")
                .status(400);
    }

    static AwsException invalid(String message) {
        return new AwsException("InvalidArgument", message).status(400);
    }
}
