package io.windtunnel.wire.sign;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.codec.Form;
import io.windtunnel.wire.s3.PostForm;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Verifies Signature Version 4: of headers, of presigned URLs, and of every chunk of an `aws-chunked` body.
///
/// Thread safety: immutable.
public final class SignatureCheck {
    /// How far a request's time may be from ours.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
    static final Duration SKEW = Duration.ofMinutes(5);

    /// How long a presigned URL may last.
    static final Duration LONGEST = Duration.ofDays(7);

    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String STREAMING = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String UNSIGNED_STREAMING = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private final Secrets secrets;

    public SignatureCheck(Secrets secrets) {
        this.secrets = secrets;
    }

    /// @param signature what the request says of its signature, or null when it says nothing
    /// @return what is left to be proved while the body is read
    /// @throws AwsException when the request is not signed, by an unknown key, too early or late, or wrongly
    public Proof verify(WireRequest request, @Nullable Signature signature, Instant now) {
        if (signature == null) throw refusal("MissingAuthenticationToken", "Request is missing Authentication Token");
        boolean objects = signature.service().equals("s3");
        String secret = secrets.of(signature.accessKeyId());
        if (secret == null)
            throw objects
                    ? S3Refusals.unknownKey(signature.accessKeyId())
                    : refusal("InvalidClientTokenId", "The security token included in the request is invalid.");
        if (signature.isOld()) return SignatureV2.verify(request, signature, secret, now);
        if (signature.region().equals("*"))
            throw refusal("IncompleteSignature", "Windtunnel does not verify Signature Version 4A.");
        Form query = Form.parse(request.rawQuery());
        String moment = moment(request, signature, query);
        if (objects) S3Times.check(signature, query, moment, now);
        else checkTime(signature, query, moment, now);
        String payload = payloadHash(request, signature);
        String expected = SignatureV4.of(request, signature, secret, moment, payload);
        if (!SignatureV4.isSame(expected, signature.signature()))
            throw objects
                    ? S3Refusals.mismatch()
                            .with("AWSAccessKeyId", signature.accessKeyId())
                            .with("SignatureProvided", signature.signature())
                    : mismatch();
        if (payload.startsWith(STREAMING)) {
            byte[] key = SignatureV4.key(signature, secret);
            return new Proof.Chunks(signature, key, moment, payload.endsWith("-TRAILER"));
        }
        return isHash(payload) && !request.payload().isGathered() ? new Proof.Hash(payload) : Proof.NONE;
    }

    /// Verifies the policy of a form, which is signed in the place of a request.
    ///
    /// @param signature whose signature the form says it has, of either version; null when it says nothing
    public void verifyForm(PostForm form, @Nullable Signature signature) {
        String policy = form.field("policy");
        if (policy == null || signature == null) return;
        String secret = secrets.of(signature.accessKeyId());
        if (secret == null) throw S3Refusals.unknownKey(signature.accessKeyId());
        String right = signature.isOld()
                ? SignatureV2.sign(secret, policy)
                : SignatureV4.sign(SignatureV4.key(signature, secret), policy);
        if (!SignatureV4.isSame(right, signature.signature())) throw S3Refusals.mismatch();
    }

    private static boolean isHash(String payload) {
        return !payload.equals(UNSIGNED) && !payload.equals(UNSIGNED_STREAMING);
    }

    private static String moment(WireRequest request, Signature signature, Form query) {
        String moment = signature.presigned()
                ? query.first("X-Amz-Date")
                : request.headers().first("x-amz-date");
        if (moment == null)
            throw refusal(
                    "IncompleteSignature",
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        return moment;
    }

    private static void checkTime(Signature signature, Form query, String moment, Instant now) {
        Instant signed;
        try {
            signed = Instant.from(MOMENT.parse(moment));
        } catch (DateTimeException e) {
            throw refusal(
                    "IncompleteSignature", "Date must be in ISO-8601 'basic format'. Got '%s'.".formatted(moment));
        }
        if (!moment.startsWith(signature.date()))
            throw refusal(
                    "SignatureDoesNotMatch",
                    ("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                                    + "'%s' != '%s'")
                            .formatted(signature.date(), moment));
        if (signed.isAfter(now.plus(SKEW)))
            throw refusal(
                    "SignatureDoesNotMatch",
                    "Signature not yet current: %s is still later than %s (%s + 5 min.)"
                            .formatted(moment, MOMENT.format(now.plus(SKEW)), MOMENT.format(now)));
        if (signature.presigned()) {
            if (signed.plus(lifetime(query)).isBefore(now)) throw refusal("RequestExpired", "Request has expired.");
        } else if (signed.isBefore(now.minus(SKEW))) {
            throw refusal(
                    "SignatureDoesNotMatch",
                    "Signature expired: %s is now earlier than %s (%s - 5 min.)"
                            .formatted(moment, MOMENT.format(now.minus(SKEW)), MOMENT.format(now)));
        }
    }

    private static Duration lifetime(Form query) {
        try {
            String seconds = query.first("X-Amz-Expires");
            if (seconds == null) return SKEW;
            Duration lifetime = Duration.ofSeconds(Integer.parseInt(seconds));
            if (!lifetime.isNegative() && lifetime.compareTo(LONGEST) <= 0) return lifetime;
        } catch (NumberFormatException e) {
            // told below
        }
        throw refusal("IncompleteSignature", "X-Amz-Expires must be a number of seconds from 0 to 604800.");
    }

    private static String payloadHash(WireRequest request, Signature signature) {
        boolean objects = signature.service().equals("s3");
        String said = request.headers().first("x-amz-content-sha256");
        if (said == null && objects) {
            if (signature.presigned()) return UNSIGNED;
            throw S3Refusals.missingHash();
        }
        if (said != null && (said.startsWith(STREAMING) || said.equals(UNSIGNED_STREAMING) || said.equals(UNSIGNED)))
            return said;
        if (said != null && !request.payload().isGathered()) return said;
        String actual = SignatureV4.hash(request.body());
        if (said != null && !said.equals(actual)) throw HashedInput.mismatch(said, actual);
        return actual;
    }

    private static AwsException mismatch() {
        return refusal(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. "
                        + "Check your AWS Secret Access Key and signing method.");
    }

    private static AwsException refusal(String code, String message) {
        return new AwsException(code, message).status(403);
    }
}
