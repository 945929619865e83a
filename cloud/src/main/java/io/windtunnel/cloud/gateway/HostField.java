package io.windtunnel.cloud.gateway;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The host a plain HTTP request is for, read off its first bytes.
final class HostField {
    private static final byte[] NAME = "host:".getBytes(StandardCharsets.US_ASCII);

    private HostField() {}

    /// The host without its port in lower case; empty when the header has none; null while it is not there yet. Leaves
    /// the buffer as it is.
    static @Nullable String find(ByteBuf bytes) {
        int line = nextLine(bytes, bytes.readerIndex());
        while (line >= 0) {
            int next = nextLine(bytes, line);
            if (next < 0) return null;
            if (isBlank(bytes, line, next)) return "";
            if (isHost(bytes, line, next)) return value(bytes, line + NAME.length, next);
            line = next;
        }
        return null;
    }

    /// Where the line after `from` begins; -1 while its end is not there.
    private static int nextLine(ByteBuf bytes, int from) {
        int end = bytes.indexOf(from, bytes.writerIndex(), (byte) '\n');
        return end < 0 ? -1 : end + 1;
    }

    private static boolean isBlank(ByteBuf bytes, int line, int next) {
        return next - line == 1 || (next - line == 2 && bytes.getByte(line) == '\r');
    }

    private static boolean isHost(ByteBuf bytes, int line, int next) {
        if (next - line <= NAME.length) return false;
        for (int i = 0; i < NAME.length; i++) {
            int letter = bytes.getByte(line + i);
            if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
            if (letter != NAME[i]) return false;
        }
        return true;
    }

    private static String value(ByteBuf bytes, int from, int to) {
        return withoutPort(bytes.toString(from, to - from, StandardCharsets.US_ASCII)
                .trim()
                .toLowerCase(Locale.ROOT));
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon > 0 && authority.indexOf(']', colon) < 0;
        return port ? authority.substring(0, colon) : authority;
    }
}
