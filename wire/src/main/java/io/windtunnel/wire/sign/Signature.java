package io.windtunnel.wire.sign;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.codec.Form;
import io.windtunnel.wire.s3.PostForm;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request says of its signature, in its `Authorization` header or, when it is presigned, its query string.
///
/// @param date the day of the credential scope, as `20260131`; empty with Signature Version 2
/// @param region the Region of the credential scope; `*` with Signature Version 4A
/// @param service the signing name of the credential scope
/// @param signedHeaders the names of the headers that were signed, in lower case
/// @param signature the signature, in hexadecimal
/// @param presigned whether it stood in the query string
public record Signature(
        String accessKeyId,
        String date,
        String region,
        String service,
        List<String> signedHeaders,
        String signature,
        boolean presigned) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /// What `headers` or `query` say, or null when they say nothing.
    ///
    /// @throws AwsException `IncompleteSignature` when they say half of it
    public static @Nullable Signature read(Headers headers, Form query) {
        String authorization = headers.first("authorization");
        if (authorization != null && authorization.startsWith("AWS4-")) return ofHeader(authorization);
        if (query.first("X-Amz-Credential") != null) {
            String names = query.first("X-Amz-SignedHeaders");
            String signature = query.first("X-Amz-Signature");
            String credential = query.first("X-Amz-Credential");
            if (names == null || signature == null || credential == null)
                throw incomplete(
                        "AWS query-string parameters must include 'X-Amz-SignedHeaders' and 'X-Amz-Signature'.");
            return of(credential, names, signature, true);
        }
        if (authorization != null && authorization.startsWith("AWS ")) {
            int colon = authorization.lastIndexOf(':');
            if (colon < 0) throw incomplete("Authorization header requires a key and a signature.");
            return old(
                    authorization.substring(4, colon).strip(),
                    authorization.substring(colon + 1).strip(),
                    false);
        }
        String key = query.first("AWSAccessKeyId");
        String signature = key == null ? null : query.first("Signature");
        return key == null || signature == null ? null : old(key, signature, true);
    }

    /// What the fields of a posted form say, or null when they say nothing.
    public static @Nullable Signature ofForm(PostForm form) {
        String credential = form.field("x-amz-credential");
        String signature = form.field("x-amz-signature");
        if (credential != null && signature != null) return of(credential, "", signature, false);
        String key = form.field("awsaccesskeyid");
        signature = form.field("signature");
        return key == null || signature == null ? null : old(key, signature, false);
    }

    private static Signature ofHeader(String authorization) {
        Map<String, String> parts = new HashMap<>();
        int space = authorization.indexOf(' ');
        if (space < 0) throw incomplete("Authorization header requires 'Credential' parameter.");
        for (String part : authorization.substring(space + 1).split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0)
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
        }
        for (String name : List.of("Credential", "Signature", "SignedHeaders"))
            if (parts.getOrDefault(name, "").isEmpty())
                throw incomplete("Authorization header requires '%s' parameter.".formatted(name));
        return of(
                parts.getOrDefault("Credential", ""),
                parts.getOrDefault("SignedHeaders", ""),
                parts.getOrDefault("Signature", ""),
                false);
    }

    private static Signature of(String credential, String names, String signature, boolean presigned) {
        String[] scope = credential.split("/", -1);
        int length = scope.length;
        boolean asymmetric = length == 4; // Signature Version 4A: no Region in the scope
        if (length < 4 || !scope[length - 1].equals("aws4_request"))
            throw incomplete("Credential must have exactly 5 slash-delimited elements, "
                    + "e.g. keyid/date/region/service/term, got '%s'".formatted(credential));
        String service = scope[length - 2];
        String region = asymmetric ? "*" : scope[length - 3];
        String date = scope[asymmetric ? 1 : length - 4];
        String key = asymmetric ? scope[0] : String.join("/", Arrays.copyOf(scope, length - 4));
        return new Signature(key, date, region, service, List.of(names.split(";", -1)), signature, presigned);
    }

    /// Signature Version 2, which only S3 still takes; it names no Region.
    private static Signature old(String key, String signature, boolean presigned) {
        return new Signature(key, "", "", "s3", List.of(), signature, presigned);
    }

    /// Whether it is of Version 2.
    public boolean isOld() {
        return date.isEmpty();
    }

    private static AwsException incomplete(String message) {
        return new AwsException("IncompleteSignature", message).status(400);
    }

    /// The part of a credential that says for when, where and what it is good.
    String scope() {
        return date + "/" + region + "/" + service + "/aws4_request";
    }
}
