package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.util.AsciiString;

/// Names of headers and small forms of text.
final class Text {
    static final AsciiString X_FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
    static final AsciiString X_FORWARDED_PORT = AsciiString.cached("X-Forwarded-Port");
    static final AsciiString X_AMZN_TRACE_ID = AsciiString.cached("X-Amzn-Trace-Id");
    static final AsciiString X_AMZN_TLS_VERSION = AsciiString.cached("X-Amzn-TLS-Version");
    static final AsciiString X_AMZN_TLS_CIPHER = AsciiString.cached("X-Amzn-TLS-Cipher-Suite");
    static final AsciiString KEEP_ALIVE = AsciiString.cached("Keep-Alive");
    static final AsciiString PROXY_CONNECTION = AsciiString.cached("Proxy-Connection");
    static final AsciiString HOST = AsciiString.cached("Host");
    static final AsciiString CONNECTION = AsciiString.cached("Connection");
    static final AsciiString SERVER = AsciiString.cached("Server");
    static final AsciiString DATE = AsciiString.cached("Date");
    static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
    static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
    static final AsciiString LOCATION = AsciiString.cached("Location");
    static final AsciiString SET_COOKIE = AsciiString.cached("Set-Cookie");
    static final AsciiString OWN_NAME = AsciiString.cached("awselb/2.0");

    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private Text() {}

    /// The lowest `digits` hexadecimal digits of `value`.
    static String hex(long value, int digits) {
        char[] text = new char[digits];
        long rest = value;
        for (int i = digits - 1; i >= 0; i--, rest >>>= 4) text[i] = DIGITS[(int) (rest & 15)];
        return new String(text);
    }
}
