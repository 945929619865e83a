package io.windtunnel.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The body of a message: gathered in memory when it is small, else a stream. A record's component of this
/// type holds a streaming body of the model (an S3 object), in requests and in responses.
///
/// A request's stream may be opened once, is read by one thread, and blocks: read it on the thread the
/// operation is called on. Reading it to its end is what proves it whole. Its `read` throws [BrokenOff] when
/// the client breaks off, and [AwsException] when what it sent is not what it signed or is not coded as it
/// said: whatever was kept of it until then is to be thrown away. A response's stream is opened, read and
/// closed once the head is on its way.
public interface Payload {
    Payload EMPTY = of(new byte[0]);

    /// The most bytes [#bytes] gathers of a stream. Lambda's 50 MB upload is the largest AWS takes outside S3.
    int GATHERED_LIMIT = 64 << 20;

    /// How many bytes there will be, or -1 where that is not known.
    long length();

    /// The bytes, from the first.
    InputStream open() throws IOException;

    /// The whole body. What is a stream is read first.
    ///
    /// @throws AwsException when the stream holds more than [#GATHERED_LIMIT], breaks off or is not as signed
    byte[] bytes();

    /// Whether the bytes are in memory: then [#bytes] costs nothing.
    boolean isGathered();

    /// What a trailing header field of an `aws-chunked` body said, such as `x-amz-checksum-crc32`; null when
    /// there is none. Of a stream it is known once it has been read to its end.
    default @Nullable String trailer(String name) {
        return null;
    }

    /// A body in memory. The array is the payload's from now on.
    static Payload of(byte[] bytes) {
        return new Gathered(bytes);
    }

    /// A body that is read from `stream`.
    ///
    /// @param length how many bytes it holds, or -1 where that is not known
    static Payload of(InputStream stream, long length) {
        return of(() -> stream, length);
    }

    /// A body that is read from what `source` opens.
    ///
    /// @param length how many bytes it holds, or -1 where that is not known
    static Payload of(Source source, long length) {
        return new Streamed(source, length);
    }

    /// Opens a stream.
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /// Bytes in memory.
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Gathered(byte[] bytes) implements Payload {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public boolean isGathered() {
            return true;
        }
    }

    /// A stream.
    record Streamed(Source source, long length) implements Payload {
        @Override
        public InputStream open() throws IOException {
            return source.open();
        }

        @Override
        public byte[] bytes() {
            return gather(this);
        }

        @Override
        public boolean isGathered() {
            return false;
        }
    }

    /// The client broke off before its body was whole.
    final class BrokenOff extends IOException {
        BrokenOff(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /// Reads `payload` to its end.
    ///
    /// @throws AwsException when it holds more than [#GATHERED_LIMIT] or breaks off
    static byte[] gather(Payload payload) {
        if (payload.length() > GATHERED_LIMIT) throw tooLarge();
        try (InputStream in = payload.open()) {
            byte[] bytes = in.readNBytes(GATHERED_LIMIT + 1);
            if (bytes.length > GATHERED_LIMIT) throw tooLarge();
            return bytes;
        } catch (IOException broken) {
            throw incomplete();
        }
    }

    private static AwsException tooLarge() {
        return new AwsException(
                        "RequestEntityTooLargeException",
                        "Request must be smaller than %d bytes".formatted(GATHERED_LIMIT))
                .status(413);
    }

    /// The refusal of a body that broke off.
    static AwsException incomplete() {
        return new AwsException(
                        "IncompleteBody",
                        "You did not provide the number of bytes specified by the Content-Length HTTP header")
                .status(400);
    }
}
