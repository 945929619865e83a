package io.windtunnel.fabric.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is to be signed of an X.509 version 3 certificate (RFC 5280), for keys and signatures on the curve P-256.
///
/// @param names the subject's alternative names; empty for an authority
/// @param keyId what the authority's key is known by: its own certificates and those it issues name it
record CertificateForm(
        BigInteger serial,
        String issuer,
        String subject,
        Instant from,
        Instant until,
        PublicKey key,
        List<String> names,
        byte[] keyId) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final byte[] VERSION_3 = Der.integer(BigInteger.TWO);
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.objectIdentifier("1.2.840.10045.4.3.2"));

    /// The bytes that are signed.
    byte[] toBeSigned() {
        return Der.sequence(
                Der.tagged(0, VERSION_3),
                Der.integer(serial),
                ECDSA_WITH_SHA256,
                name(issuer),
                Der.sequence(Der.time(from), Der.time(until)),
                name(subject),
                key.getEncoded(),
                Der.tagged(3, names.isEmpty() ? authorityExtensions() : leafExtensions()));
    }

    /// The certificate, from the bytes that were signed and their signature.
    static byte[] signed(byte[] toBeSigned, byte[] signature) {
        return Der.sequence(toBeSigned, ECDSA_WITH_SHA256, Der.bits(signature));
    }

    private static byte[] name(String common) {
        byte[] organization = attribute("2.5.4.10", "Windtunnel");
        return Der.sequence(organization, attribute("2.5.4.3", common));
    }

    private static byte[] attribute(String type, String text) {
        return Der.set(Der.sequence(Der.objectIdentifier(type), Der.utf8(text)));
    }

    private byte[] authorityExtensions() {
        return Der.sequence(
                extension("2.5.29.19", true, Der.sequence(Der.truth(), Der.integer(BigInteger.ZERO))),
                extension("2.5.29.15", true, Der.bits(new byte[] {0x06}, 1)), // certificates and revocations
                extension("2.5.29.14", false, Der.octets(keyId)));
    }

    private byte[] leafExtensions() {
        List<byte[]> alternatives = new ArrayList<>();
        for (String name : names) alternatives.add(alternative(name));
        byte[] serverAndClient =
                Der.sequence(Der.objectIdentifier("1.3.6.1.5.5.7.3.1"), Der.objectIdentifier("1.3.6.1.5.5.7.3.2"));
        return Der.sequence(
                extension("2.5.29.19", true, Der.sequence()),
                extension("2.5.29.15", true, Der.bits(new byte[] {(byte) 0x80}, 7)), // signatures
                extension("2.5.29.37", false, serverAndClient),
                extension("2.5.29.35", false, Der.sequence(Der.implicit(0, keyId))),
                extension("2.5.29.17", false, Der.sequence(alternatives.toArray(byte[][]::new))));
    }

    private static byte[] alternative(String name) {
        byte[] address = address(name);
        if (address != null) return Der.implicit(7, address);
        return Der.implicit(2, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte @Nullable [] address(String name) {
        boolean numeric = name.contains(":") || IPV4.matcher(name).matches();
        return numeric ? InetAddress.ofLiteral(name).getAddress() : null;
    }

    private static byte[] extension(String type, boolean critical, byte[] content) {
        byte[] identifier = Der.objectIdentifier(type);
        byte[] wrapped = Der.octets(content);
        return critical ? Der.sequence(identifier, Der.truth(), wrapped) : Der.sequence(identifier, wrapped);
    }
}
