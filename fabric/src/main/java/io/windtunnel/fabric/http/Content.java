package io.windtunnel.fabric.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The body of a message: in memory when it is small, else a stream, which is opened once.
public interface Content {
    /// How many bytes there will be, or -1 where that is not known.
    long length();

    /// The bytes, from the first. A request's stream blocks until the client has sent them, and its `read` throws
    /// when the client breaks off.
    InputStream open() throws IOException;

    /// The whole body; what is a stream is read first.
    ///
    /// @throws UncheckedIOException when the client breaks off
    byte[] bytes();

    /// Whether the bytes are in memory.
    boolean isGathered();

    static Content of(byte[] bytes) {
        return new Gathered(bytes);
    }

    /// @param length how many bytes what `source` opens will hold, or -1 where that is not known
    static Content of(Source source, long length) {
        return new Streamed(source, length);
    }

    /// Opens a stream.
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /// Bytes in memory.
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Gathered(byte[] bytes) implements Content {
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
    record Streamed(Source source, long length) implements Content {
        @Override
        public InputStream open() throws IOException {
            return source.open();
        }

        @Override
        public byte[] bytes() {
            try (InputStream in = open()) {
                return in.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public boolean isGathered() {
            return false;
        }
    }
}
