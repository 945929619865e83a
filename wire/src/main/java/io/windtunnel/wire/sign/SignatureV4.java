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
    private static final HexFormat UPPER = HEX.withUpperCase();

    /// The SHA-256 of no bytes, in hexadecimal.
    static final String NOTHING = hash(new byte[0]);

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
        String hash = hash(canonical.getBytes(StandardCharsets.UTF_8));
        return sign(signature, key(signature, secret), Signature.ALGORITHM, moment, hash);
    }

    /// The key that signs in the scope of `signature`.
    static byte[] key(Signature signature, String secret) {
        byte[] key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), signature.date());
        return hmac(hmac(hmac(key, signature.region()), signature.service()), "aws4_request");
    }

    /// The signature of what `lines` say.
    static String sign(Signature signature, byte[] key, String algorithm, String moment, String lines) {
        return sign(key, algorithm + "\n" + moment + "\n" + signature.scope() + "\n" + lines);
    }

    /// The signature of `text`.
    static String sign(byte[] key, String text) {
        return hex(hmac(key, text));
    }

    static boolean isSame(String expected, String said) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), said.getBytes(StandardCharsets.US_ASCII));
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    private static String canonicalPath(String rawPath, String service) {
        String path = rawPath.isEmpty() ? "/" : rawPath;
        return service.equals("s3") ? normal(path) : encode(path, true);
    }

    /// A path whose bytes are percent-encoded exactly where they must be: clients differ in what they send.
    private static String normal(String path) {
        StringBuilder normal = new StringBuilder(path.length() + 16);
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
                next = (byte) (Character.digit(bytes[i + 1], 16) << 4 | Character.digit(bytes[i + 2], 16));
                i += 2;
            }
            encode(next, true, normal);
        }
        return normal.toString();
    }

    private static boolean isHex(byte digit) {
        return Character.digit(digit, 16) >= 0;
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
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) encode(next, path, encoded);
        return encoded.toString();
    }

    private static void encode(byte next, boolean path, StringBuilder encoded) {
        boolean plain = next >= 'A' && next <= 'Z' || next >= 'a' && next <= 'z' || next >= '0' && next <= '9';
        if (plain || "-_.~".indexOf(next) >= 0 || path && next == '/') encoded.append((char) next);
        else encoded.append('%').append(UPPER.toHexDigits(next));
    }

    /// The SHA-256 of `bytes`, in hexadecimal.
    static String hash(byte[] bytes) {
        return hex(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
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
