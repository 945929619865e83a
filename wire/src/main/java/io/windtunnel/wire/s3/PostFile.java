package io.windtunnel.wire.s3;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The parts of a `multipart/form-data` body, one after the other, each as a stream that ends before the next boundary.
///
/// Source: https://www.rfc-editor.org/rfc/rfc7578
final class PostFile extends InputStream {
    private static final int ROOM = 64 * 1024;
    private static final int LINE_LIMIT = 8_192;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[ROOM];
    private int start;
    private int end;
    private boolean first = true;
    private boolean ended;

    /// Bytes from `start` that are known to be of the part.
    private int known;

    /// Whether the delimiter stands after those.
    private boolean delimited;

    PostFile(InputStream in, String boundary) {
        this.in = in;
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Goes on to the next part; false when there is none.
    boolean next() throws IOException {
        if (first) {
            first = false;
            if (!line().equals(new String(delimiter, 2, delimiter.length - 2, StandardCharsets.ISO_8859_1)))
                throw malformed();
            return true;
        }
        while (read(new byte[LINE_LIMIT], 0, LINE_LIMIT) >= 0) {
            // what is left of the part
        }
        start += delimiter.length;
        delimited = false;
        known = 0;
        ended = !line().isBlank();
        return !ended;
    }

    /// The header of the part that begins.
    Headers head(int limit) throws IOException {
        Headers head = new Headers();
        int room = limit;
        for (String line = line(); !line.isEmpty(); line = line()) {
            room -= line.length();
            int colon = line.indexOf(':');
            if (colon <= 0 || room < 0) throw malformed();
            head.add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return head;
    }

    /// A line of UTF-8, without its end.
    private String line() throws IOException {
        byte[] line = new byte[LINE_LIMIT];
        for (int length = 0; length < LINE_LIMIT; length++) {
            if (start == end && !fill()) throw malformed();
            line[length] = buffer[start++];
            if (line[length] == '\n') return new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
        }
        throw malformed();
    }

    /// Reads more behind what there is; false at the end.
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        int more = in.read(buffer, end, buffer.length - end);
        if (more > 0) end += more;
        return more > 0;
    }

    /// Finds how many bytes from `start` are the part's.
    private void look() throws IOException {
        while (!delimited && known == 0) {
            int at = find();
            delimited = at >= 0;
            known = delimited ? at - start : Math.max(0, end - start - delimiter.length + 1);
            if (!delimited && known == 0 && !fill()) throw malformed();
        }
    }

    private int find() {
        int last = end - delimiter.length;
        for (int at = start; at <= last; at++) {
            if (buffer[at] != '\r') continue;
            int same = 1;
            while (same < delimiter.length && buffer[at + same] == delimiter[same]) same++;
            if (same == delimiter.length) return at;
        }
        return -1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (ended) return -1;
        look();
        if (known == 0) return -1;
        int got = Math.min(length, known);
        System.arraycopy(buffer, start, into, offset, got);
        start += got;
        known -= got;
        return got;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    static AwsException malformed() {
        return new AwsException(
                        "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.")
                .status(400);
    }
}
