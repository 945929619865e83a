package io.windtunnel.fabric.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The little of ASN.1's distinguished encoding (ITU-T X.690) that a certificate needs. Each method gives one whole
/// value.
final class Der {
    private static final DateTimeFormatter SHORT_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter LONG_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return value(0x30, parts);
    }

    static byte[] set(byte[]... parts) {
        return value(0x31, parts);
    }

    /// A value under an explicit or constructed context tag.
    static byte[] tagged(int number, byte[]... parts) {
        return value(0xA0 | number, parts);
    }

    /// A primitive value under a context tag.
    static byte[] implicit(int number, byte[] content) {
        return value(0x80 | number, content);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] truth() {
        return value(0x01, new byte[] {(byte) 0xFF});
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    static byte[] utf8(String text) {
        return value(0x0C, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A bit string of whole bytes.
    static byte[] bits(byte[] content) {
        return bits(content, 0);
    }

    /// A bit string whose last byte has unused low bits.
    static byte[] bits(byte[] content, int unused) {
        return value(0x03, new byte[] {(byte) unused}, content);
    }

    /// An object identifier in its dotted form.
    static byte[] objectIdentifier(String dotted) {
        String[] arcs = dotted.split("\\.");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) writeArc(content, Long.parseLong(arcs[i]));
        return value(0x06, content.toByteArray());
    }

    private static void writeArc(ByteArrayOutputStream content, long arc) {
        int groups = Math.max(1, (64 - Long.numberOfLeadingZeros(arc) + 6) / 7);
        for (int group = groups - 1; group >= 0; group--)
            content.write((int) (arc >>> (7 * group) & 0x7F) | (group == 0 ? 0 : 0x80));
    }

    /// A time, to the second: in the short form before 2050, in the long form after, as RFC 5280 asks.
    static byte[] time(Instant instant) {
        var utc = instant.atOffset(ZoneOffset.UTC);
        boolean fitsShort = utc.getYear() >= 1950 && utc.getYear() < 2050;
        String text = (fitsShort ? SHORT_TIME : LONG_TIME).format(utc);
        return value(fitsShort ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) length += part.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        writeLength(out, length);
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        int bytes = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
        out.write(0x80 | bytes);
        for (int i = bytes - 1; i >= 0; i--) out.write(length >>> (8 * i));
    }
}
