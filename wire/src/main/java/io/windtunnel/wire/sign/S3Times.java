package io.windtunnel.wire.sign;

import io.windtunnel.wire.codec.Form;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When S3 takes what was signed: a quarter of an hour about now, or for as long as a presigned URL says.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
public final class S3Times {
    /// The longest life of a presigned URL, in seconds.
    private static final int WEEK = 604_800;

    private S3Times() {}

    /// Refuses a presigned URL that is over, whether or not its signature is verified.
    ///
    /// @param signature null where the request is not signed
    public static void checkPresigned(@Nullable Signature signature, Form query, Instant now) {
        if (signature == null || !signature.presigned()) return;
        if (signature.isOld()) {
            Instant expires = SignatureV2.expires(query);
            if (expires.isBefore(now)) throw S3Refusals.expired(expires, now);
            return;
        }
        String moment = query.first("X-Amz-Date");
        if (moment == null)
            throw S3Refusals.parameters(
                    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                            + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
        check(signature, query, moment, now);
    }

    /// @param moment the request's time as it says it, `20260131T120000Z`
    static void check(Signature signature, Form query, String moment, Instant now) {
        Instant signed = parse(moment, signature.presigned());
        if (!moment.startsWith(signature.date())) {
            String message = "Invalid credential date \"%s\". This date is not the same as X-Amz-Date: \"%s\"."
                    .formatted(signature.date(), moment.substring(0, 8));
            throw signature.presigned() ? S3Refusals.parameters(message) : S3Refusals.header(message);
        }
        if (!signature.presigned()) {
            if (signed.isAfter(now.plus(S3Refusals.SKEW)) || signed.isBefore(now.minus(S3Refusals.SKEW)))
                throw S3Refusals.skewed(moment, now);
            return;
        }
        if (signed.isAfter(now.plus(S3Refusals.SKEW))) throw S3Refusals.early(moment, now);
        Instant expires = signed.plusSeconds(lifetime(query));
        if (expires.isBefore(now))
            throw S3Refusals.expired(expires, now).with("X-Amz-Expires", query.first("X-Amz-Expires") + "");
    }

    private static Instant parse(String moment, boolean presigned) {
        try {
            return Instant.from(SignatureCheck.MOMENT.parse(moment));
        } catch (DateTimeException e) {
            throw presigned
                    ? S3Refusals.parameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
                    : S3Refusals.refusal(
                            "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
        }
    }

    private static int lifetime(Form query) {
        String said = query.first("X-Amz-Expires");
        int seconds;
        try {
            seconds = Integer.parseInt(said == null ? "" : said);
        } catch (NumberFormatException e) {
            throw S3Refusals.parameters("X-Amz-Expires should be a number");
        }
        if (seconds < 0) throw S3Refusals.parameters("X-Amz-Expires must be non-negative");
        if (seconds > WEEK)
            throw S3Refusals.parameters(
                    "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be "
                            + "less than 604800 seconds");
        return seconds;
    }
}
