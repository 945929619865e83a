package io.windtunnel.wire.sign;

import io.windtunnel.wire.codec.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// AWS's own chunked coding: `size;chunk-signature=...`, the bytes, and after the last chunk trailing headers.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
public final class AwsChunked {
    private static final int HEAD_LIMIT = 8_192;

    private AwsChunked() {}

    /// One chunk.
    ///
    /// @param start where its bytes begin in the body
    /// @param signature its signature in hexadecimal, or empty where chunks are not signed
    record Chunk(int start, int length, String signature) {}

    /// The chunks of a body, the empty last one included, and the lines that trail them.
    record Content(List<Chunk> chunks, List<String> trailers) {}

    /// The bytes of all chunks.
    ///
    /// @throws Malformed when it is not so coded
    public static byte[] join(byte[] body) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(body.length);
        for (Chunk chunk : parse(body).chunks) joined.write(body, chunk.start, chunk.length);
        return joined.toByteArray();
    }

    static Content parse(byte[] body) {
        List<Chunk> chunks = new ArrayList<>();
        int position = 0;
        while (true) {
            int end = lineEnd(body, position);
            String head = new String(body, position, end - position, StandardCharsets.ISO_8859_1);
            Chunk chunk = chunk(head, end + 2);
            chunks.add(chunk);
            position = chunk.start;
            if (chunk.length == 0) return new Content(chunks, trailers(body, position));
            if (chunk.length > body.length - position - 2) throw new Malformed("A chunk is longer than the body");
            position += chunk.length;
            if (body[position] != '\r' || body[position + 1] != '\n') throw new Malformed("A chunk does not end");
            position += 2;
        }
    }

    private static Chunk chunk(String head, int start) {
        int semicolon = head.indexOf(';');
        String size = semicolon < 0 ? head : head.substring(0, semicolon);
        String extension = "chunk-signature=";
        int signature = head.indexOf(extension);
        try {
            int length = Integer.parseInt(size.strip(), 16);
            if (length >= 0)
                return new Chunk(start, length, signature < 0 ? "" : head.substring(signature + extension.length()));
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Malformed("A chunk has no size");
    }

    private static List<String> trailers(byte[] body, int start) {
        List<String> trailers = new ArrayList<>();
        for (int position = start; position < body.length; ) {
            int end = lineEnd(body, position);
            if (end > position) trailers.add(new String(body, position, end - position, StandardCharsets.UTF_8));
            position = end + 2;
        }
        return trailers;
    }

    private static int lineEnd(byte[] body, int start) {
        int limit = Math.min(body.length - 1, start + HEAD_LIMIT);
        for (int i = start; i < limit; i++) if (body[i] == '\r' && body[i + 1] == '\n') return i;
        throw new Malformed("A line of the chunked coding does not end");
    }
}
