package io.windtunnel.cloud.edge.elbv2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that writes and reads plain bytes.
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket = new Socket();

    RawClient(InetSocketAddress address) {
        try {
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    RawClient send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    /// Sends a GET and reads its response.
    String get(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: site.example\r\n\r\n").response();
    }

    /// One response with a told length: its header and body.
    String response() {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) return read + "<closed>";
                read.write(next);
            }
            String header = read.toString(StandardCharsets.ISO_8859_1);
            String lower = header.toLowerCase(java.util.Locale.ROOT);
            int at = lower.indexOf("content-length: ");
            if (at >= 0) {
                int length = Integer.parseInt(lower.substring(at + 16)
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .strip());
                read.write(in.readNBytes(length));
            }
            return read.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// All that comes until the connection ends.
    String rest() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Sends, and reads all that comes until the connection ends, be it by a reset.
    String rest(String text) {
        try {
            return send(text).rest();
        } catch (UncheckedIOException reset) {
            return "";
        }
    }

    /// As many bytes as asked for, or fewer when the connection ends.
    String read(int count) {
        try {
            return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
