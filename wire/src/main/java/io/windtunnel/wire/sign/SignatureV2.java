package io.windtunnel.wire.sign;

import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.codec.Form;
import io.windtunnel.wire.s3.S3Host;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signature Version 2 as S3 has it: older clients still presign with it.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
public final class SignatureV2 {
    /// The parameters that are signed with the path.
    private static final Set<String> SIGNED = Set.of(
            "accelerate",
            "acl",
            "analytics",
            "cors",
            "defaultObjectAcl",
            "delete",
            "encryption",
            "inventory",
            "legal-hold",
            "lifecycle",
            "location",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "partNumber",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "ownershipControls",
            "replication",
            "requestPayment",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "restore",
            "retention",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "website");

    private SignatureV2() {}

    static Proof verify(WireRequest request, Signature signature, String secret, Instant now) {
        Form query = Form.parse(request.rawQuery());
        String amzDate = request.headers().first("x-amz-date");
        String date;
        if (signature.presigned()) {
            Instant expires = expires(query);
            if (expires.isBefore(now)) throw S3Refusals.expired(expires, now);
            date = query.first("Expires") + "";
        } else {
            String said = amzDate != null ? amzDate : request.headers().first("date", "");
            checkDate(said, now);
            date = amzDate == null ? said : "";
        }
        String text = String.join(
                        "\n",
                        request.method(),
                        request.headers().first("content-md5", ""),
                        request.headers().first("content-type", ""),
                        date)
                + "\n" + amzHeaders(request) + resource(request, query);
        if (!SignatureV4.isSame(sign(secret, text), signature.signature())) throw S3Refusals.mismatch();
        return Proof.NONE;
    }

    private static void checkDate(String said, Instant now) {
        try {
            Instant signed = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            if (signed.isAfter(now.plus(S3Refusals.SKEW)) || signed.isBefore(now.minus(S3Refusals.SKEW)))
                throw S3Refusals.skewed(said, now);
        } catch (DateTimeException e) {
            throw S3Refusals.refusal("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
        }
    }

    /// When a presigned URL ends.
    static Instant expires(Form query) {
        String said = query.first("Expires");
        try {
            return Instant.ofEpochSecond(Long.parseLong(said == null ? "" : said));
        } catch (NumberFormatException | DateTimeException e) {
            throw S3Refusals.refusal("AccessDenied", "Invalid date (should be seconds since epoch): " + said);
        }
    }

    private static String amzHeaders(WireRequest request) {
        Map<String, List<String>> fields = new TreeMap<>();
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-amz-"))
                fields.computeIfAbsent(lower, _ -> new ArrayList<>()).add(value.strip());
        });
        StringBuilder lines = new StringBuilder();
        fields.forEach((name, values) ->
                lines.append(name).append(':').append(String.join(",", values)).append('\n'));
        return lines.toString();
    }

    private static String resource(WireRequest request, Form query) {
        String asked = request.headers().first("host", "");
        S3Host host = S3Host.of(asked) == null ? S3Host.ofBucket(asked) : S3Host.of(asked);
        String bucket = host == null || host.bucket() == null ? "" : "/" + host.bucket();
        List<String> signed = new ArrayList<>();
        query.all().forEach((name, values) -> {
            if (SIGNED.contains(name)) signed.add(values.getFirst().isEmpty() ? name : name + "=" + values.getFirst());
        });
        signed.sort(null);
        return bucket + request.rawPath() + (signed.isEmpty() ? "" : "?" + String.join("&", signed));
    }

    /// The signature of `text`, in Base64.
    public static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
