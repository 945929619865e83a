package io.windtunnel.wire.sign;

import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.codec.Form;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The computation of Signature Version 4: what is signed of a request, and with which key.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
public final class SignatureV4 {
    private static final HexFormat HEX = HexFormat.of();

    private SignatureV4() {}

    /// The signature of `request` with `secret`.
    ///
    /// @param moment the request's time as it says it, `20260131T120000Z`
    /// @param payloadHash the hash of the body in hexadecimal, or the word that stands for it
    static String of(WireRequest request, Signature signature, String secret, String moment, String payloadHash) {
        String canonical = String.join(
                "\n",
                request.method(),
                canonicalPath(request.rawPath(), signature.service()),
                canonicalQuery(request.rawQuery()),
                canonicalHeaders(request, signature.signedHeaders()),
                String.join(";", signature.signedHeaders()),
                payloadHash);
        return sign(signature, secret, Signature.ALGORITHM, moment, hash(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    /// The signature of what `lines` say.
    static String sign(Signature signature, String secret, String algorithm, String moment, String lines) {
        String text = algorithm + "\n" + moment + "\n" + signature.scope() + "\n" + lines;
        byte[] key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), signature.date());
        key = hmac(hmac(hmac(key, signature.region()), signature.service()), "aws4_request");
        return HEX.formatHex(hmac(key, text));
    }

    private static String canonicalPath(String rawPath, String service) {
        String path = rawPath.isEmpty() ? "/" : rawPath;
        return service.equals("s3") ? path : encode(path, true);
    }

    private static String canonicalQuery(String rawQuery) {
        List<String> pairs = new ArrayList<>();
        for (String pair : rawQuery.split("&")) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = Form.decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : Form.decode(pair.substring(equals + 1), true);
            if (!name.equals("X-Amz-Signature")) pairs.add(encode(name, false) + "=" + encode(value, false));
        }
        pairs.sort(null);
        return String.join("&", pairs);
    }

    private static String canonicalHeaders(WireRequest request, List<String> names) {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            List<String> values = request.headers().all(name).stream()
                    .map(value -> value.strip().replaceAll(" +", " "))
                    .toList();
            lines.append(name).append(':').append(String.join(",", values)).append('\n');
        }
        return lines.toString();
    }

    private static String encode(String text, boolean path) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = next >= 'A' && next <= 'Z' || next >= 'a' && next <= 'z' || next >= '0' && next <= '9';
            if (plain || "-_.~".indexOf(next) >= 0 || path && next == '/') encoded.append((char) next);
            else encoded.append('%').append(HEX.withUpperCase().toHexDigits(next));
        }
        return encoded.toString();
    }

    /// The SHA-256 of `bytes`, in hexadecimal.
    static String hash(byte[] bytes) {
        return hash(bytes, 0, bytes.length);
    }

    static String hash(byte[] bytes, int start, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, start, length);
            return HEX.formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
