package io.windtunnel.wire;

import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.model.Structure;
import io.windtunnel.wire.protocol.Failure;
import io.windtunnel.wire.protocol.QueryProtocol;
import io.windtunnel.wire.protocol.WireProtocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Completes a refusal from the model of the service it comes from.
final class Failures {
    /// What the query protocols and the JSON protocols call the same error of a signature.
    ///
    /// Source: https://docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html
    private static final Map<String, String> JSON_CODES = Map.of(
            "InvalidClientTokenId", "UnrecognizedClientException",
            "SignatureDoesNotMatch", "InvalidSignatureException",
            "RequestExpired", "InvalidSignatureException",
            "MissingAuthenticationToken", "MissingAuthenticationTokenException",
            "IncompleteSignature", "IncompleteSignatureException");

    /// Services that call a broken constraint otherwise than their protocol does.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
    private static final Map<String, String> VALIDATION_CODES = Map.of("logs", "InvalidParameterException");

    private Failures() {}

    /// @param face null where no service answers the request
    static Failure of(AwsException refusal, WireProtocol protocol, @Nullable ApiFace face) {
        String said = refusal.code().equals(AwsException.VALIDATION) ? validationCode(protocol, face) : refusal.code();
        Structure shape = face == null ? null : face.model().error(said);
        if (shape == null && face != null) shape = face.model().error(refusal.code());
        Structure.ErrorTrait error = shape == null ? null : shape.traits().error();
        if (face == null || shape == null || error == null) {
            String code = ofProtocol(said, protocol);
            int status = refusal.status() == 0 ? statusOf(code) : refusal.status();
            return new Failure(code, code, status, status < 500, refusal.message(), null, refusal.members());
        }
        int status = refusal.status() == 0 ? error.status() : refusal.status();
        Bound.OfStructure bound = face.binder().structure(shape);
        return new Failure(
                shape.name(), error.code(), status, error.sender(), refusal.message(), bound, refusal.members());
    }

    private static String validationCode(WireProtocol protocol, @Nullable ApiFace face) {
        String usual = protocol.validationCode();
        return face == null ? usual : VALIDATION_CODES.getOrDefault(face.model().name(), usual);
    }

    private static int statusOf(String code) {
        return code.startsWith("Internal") ? 500 : code.equals("ServiceUnavailable") ? 503 : 400;
    }

    private static String ofProtocol(String code, WireProtocol protocol) {
        if (protocol == QueryProtocol.EC2
                && (code.equals("InvalidClientTokenId") || code.equals("SignatureDoesNotMatch"))) return "AuthFailure";
        return protocol instanceof QueryProtocol ? code : JSON_CODES.getOrDefault(code, code);
    }
}
