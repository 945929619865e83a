package io.windtunnel.cloud.compute.ec2.keys;

import io.windtunnel.wire.AwsException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A key as SSH and EC2 write it: the public line, the private PEM and the fingerprint.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-keys.html
record SshKey(String type, String publicLine, String privatePem, String fingerprint) {
    private static final int RSA_BITS = 2048;
    private static final int ED25519_BYTES = 32;
    private static final int LINE = 64;

    static SshKey generate(String type) {
        try {
            return type.equals("ed25519") ? ed25519() : rsa();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SshKey rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        java.security.KeyPair pair = generator.generateKeyPair();
        RSAPublicKey open = (RSAPublicKey) pair.getPublic();
        byte[] blob = blob(
                "ssh-rsa",
                open.getPublicExponent().toByteArray(),
                open.getModulus().toByteArray());
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        return new SshKey(
                "rsa",
                "ssh-rsa " + Base64.getEncoder().encodeToString(blob),
                pem("RSA PRIVATE KEY", pkcs1(pkcs8)),
                colons(MessageDigest.getInstance("SHA-1").digest(pkcs8)));
    }

    /// The key inside PKCS #8: SEQUENCE { version, algorithm, OCTET STRING { key } }.
    private static byte[] pkcs1(byte[] pkcs8) {
        ByteBuffer der = ByteBuffer.wrap(pkcs8);
        length(der);
        for (int skipped = 0; skipped < 2; skipped++) {
            int size = length(der);
            der.position(der.position() + size);
        }
        byte[] key = new byte[length(der)];
        der.get(key);
        return key;
    }

    /// Reads a DER tag and its length.
    private static int length(ByteBuffer der) {
        der.get();
        int first = der.get() & 255;
        if (first < 128) return first;
        int size = 0;
        for (int i = 0; i < first - 128; i++) size = size << 8 | der.get() & 255;
        return size;
    }

    private static SshKey ed25519() throws GeneralSecurityException {
        java.security.KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] open = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
        byte[] secret = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        byte[] blob = blob("ssh-ed25519", open);
        return new SshKey(
                "ed25519",
                "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob),
                pem("OPENSSH PRIVATE KEY", openSsh(blob, open, secret)),
                Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(blob)));
    }

    /// OpenSSH's own private key format, without a passphrase.
    private static byte[] openSsh(byte[] blob, byte[] open, byte[] secret) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(new byte[8]);
        inner.writeBytes(blob("ssh-ed25519", open));
        byte[] both = Arrays.copyOf(secret, ED25519_BYTES * 2);
        System.arraycopy(open, 0, both, ED25519_BYTES, ED25519_BYTES);
        inner.writeBytes(field(both));
        inner.writeBytes(field(new byte[0]));
        for (byte pad = 1; inner.size() % 8 != 0; pad++) inner.write(pad);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        for (String none : new String[] {"none", "none", ""})
            out.writeBytes(field(none.getBytes(StandardCharsets.US_ASCII)));
        out.writeBytes(new byte[] {0, 0, 0, 1});
        out.writeBytes(field(blob));
        out.writeBytes(field(inner.toByteArray()));
        return out.toByteArray();
    }

    private static byte[] blob(String type, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(field(type.getBytes(StandardCharsets.US_ASCII)));
        for (byte[] part : parts) out.writeBytes(field(part));
        return out.toByteArray();
    }

    private static byte[] field(byte[] bytes) {
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static String pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----";
    }

    private static String colons(byte[] hash) {
        return HexFormat.ofDelimiter(":").formatHex(hash);
    }

    /// A public key as a client brings it: a line of `authorized_keys`.
    ///
    /// @throws AwsException `InvalidKey.Format`
    static SshKey ofPublic(String line) {
        String[] words = line.strip().split("\\s+");
        try {
            byte[] blob = Base64.getDecoder().decode(words.length > 1 ? words[1] : "");
            ByteBuffer fields = ByteBuffer.wrap(blob);
            String type = new String(next(fields), StandardCharsets.US_ASCII);
            if (!type.equals(words[0])) throw malformed();
            return switch (type) {
                case "ssh-ed25519" ->
                    new SshKey(
                            "ed25519",
                            line.strip(),
                            "",
                            Base64.getEncoder()
                                    .encodeToString(
                                            MessageDigest.getInstance("SHA-256").digest(blob)));
                case "ssh-rsa" -> {
                    BigInteger exponent = new BigInteger(next(fields));
                    BigInteger modulus = new BigInteger(next(fields));
                    byte[] der = KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(modulus, exponent))
                            .getEncoded();
                    yield new SshKey(
                            "rsa",
                            line.strip(),
                            "",
                            colons(MessageDigest.getInstance("MD5").digest(der)));
                }
                default -> throw malformed();
            };
        } catch (GeneralSecurityException | RuntimeException e) {
            throw malformed();
        }
    }

    private static byte[] next(ByteBuffer fields) {
        byte[] bytes = new byte[fields.getInt()];
        fields.get(bytes);
        return bytes;
    }

    private static AwsException malformed() {
        return new AwsException("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
    }
}
