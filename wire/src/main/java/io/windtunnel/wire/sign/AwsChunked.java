package io.windtunnel.wire.sign;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Payload;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bytes of a body in AWS's own chunked coding: `size;chunk-signature=...`, the bytes, and after the last chunk
/// trailing header fields. It is decoded, and where it is signed proved, as it is read.
///
/// What is not so coded, breaks off, or is not the length that was said is refused with `IncompleteBody`; a wrong
/// signature with `SignatureDoesNotMatch`.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
public final class AwsChunked extends InputStream {
    /// The longest line between chunks, and the most of all trailing lines, in bytes.
    private static final int HEAD_LIMIT = 8_192;

    private static final String SIGNATURE = "chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

    private final InputStream in;
    private final Proof.@Nullable Chunks proof;
    private final @Nullable MessageDigest digest;
    private final long expected;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private String previous;
    private String signature = "";
    private long read;
    private long rest;
    private boolean within;
    private boolean ended;

    /// @param coded the body as it was sent
    /// @param length how many bytes it is said to hold once decoded, or -1
    public AwsChunked(InputStream coded, long length, Proof proof) {
        in = coded instanceof java.io.ByteArrayInputStream ? coded : new BufferedInputStream(coded, HEAD_LIMIT);
        expected = length;
        this.proof = proof instanceof Proof.Chunks chunks ? chunks : null;
        digest = this.proof == null ? null : SignatureV4.sha256();
        previous = this.proof == null ? "" : this.proof.seed().signature();
    }

    /// The bytes of all chunks.
    static byte[] join(byte[] body) throws IOException {
        return new AwsChunked(new java.io.ByteArrayInputStream(body), -1, Proof.NONE).readAllBytes();
    }

    /// The trailing header field called `name`, once the body has been read.
    public @Nullable String trailer(String name) {
        return trailers.get(name.toLowerCase(Locale.ROOT));
    }

    /// The trailing header fields, by their names in lower case, once the body has been read.
    public Map<String, String> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        while (rest == 0) if (ended || !nextChunk()) return -1;
        int got = in.read(into, offset, (int) Math.min(length, rest));
        if (got < 0) throw Payload.incomplete();
        if (digest != null) digest.update(into, offset, got);
        rest -= got;
        read += got;
        return got;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(rest, in.available());
    }

    /// Ends the chunk that has been read, and begins the next; false when there is none.
    private boolean nextChunk() throws IOException {
        if (within) {
            if (!line(HEAD_LIMIT).isEmpty()) throw Payload.incomplete();
            prove();
        }
        String head = line(HEAD_LIMIT);
        int semicolon = head.indexOf(';');
        rest = size(semicolon < 0 ? head : head.substring(0, semicolon));
        int at = head.indexOf(SIGNATURE);
        signature = at < 0 ? "" : head.substring(at + SIGNATURE.length()).strip();
        within = true;
        if (rest > 0) return true;
        end();
        return false;
    }

    private static long size(String text) {
        try {
            long size = Long.parseLong(text.strip(), 16);
            if (size >= 0) return size;
        } catch (NumberFormatException e) {
            // told below
        }
        throw Payload.incomplete();
    }

    private void end() throws IOException {
        ended = true;
        prove();
        StringBuilder signed = new StringBuilder();
        int room = HEAD_LIMIT;
        for (String line = trailerLine(room); !line.isEmpty(); line = trailerLine(room)) {
            room -= line.length() + 2;
            int colon = line.indexOf(':');
            if (colon <= 0) throw Payload.incomplete();
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            trailers.put(name, line.substring(colon + 1).strip());
            if (!name.equals(TRAILER_SIGNATURE)) signed.append(line.strip()).append('\n');
        }
        if (proof != null && proof.trailer()) {
            String lines = previous + "\n" + SignatureV4.hash(signed.toString().getBytes(StandardCharsets.UTF_8));
            check("AWS4-HMAC-SHA256-TRAILER", lines, trailers.getOrDefault(TRAILER_SIGNATURE, ""));
        }
        if (expected >= 0 && expected != read) throw Payload.incomplete();
    }

    /// A line after the last chunk; the coding may end without an empty one.
    private String trailerLine(int room) throws IOException {
        try {
            return line(room);
        } catch (EOFException e) {
            return "";
        }
    }

    private void prove() {
        if (proof == null || digest == null) return;
        String lines = previous + "\n" + SignatureV4.NOTHING + "\n" + SignatureV4.hex(digest.digest());
        previous = check("AWS4-HMAC-SHA256-PAYLOAD", lines, signature);
    }

    private String check(String algorithm, String lines, String said) {
        if (proof == null) return said;
        String right = SignatureV4.sign(proof.seed(), proof.key(), algorithm, proof.moment(), lines);
        if (!SignatureV4.isSame(right, said)) throw mismatch();
        return right;
    }

    private static AwsException mismatch() {
        return S3Refusals.mismatch();
    }

    /// The bytes up to the next end of a line.
    private String line(int limit) throws IOException {
        StringBuilder line = new StringBuilder(96);
        for (int next = in.read(); line.length() <= limit; next = in.read()) {
            if (next < 0 && line.isEmpty() && ended) throw new EOFException();
            if (next < 0) throw Payload.incomplete();
            if (next == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
                return line.toString();
            }
            line.append((char) next);
        }
        throw Payload.incomplete();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
