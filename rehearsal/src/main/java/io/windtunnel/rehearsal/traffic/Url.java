package io.windtunnel.rehearsal.traffic;

import java.net.URI;

/// Where traffic goes: scheme, host name, port, and the path before each request's own.
public record Url(boolean secure, String host, int port, String basePath) {
    /// Reads `http://name[:port][/path]`.
    ///
    /// @throws IllegalArgumentException when it is no such URL
    public static Url parse(String text) {
        URI uri = URI.create(text.strip());
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (host == null || scheme == null || !(scheme.equals("http") || scheme.equals("https")))
            throw new IllegalArgumentException("not an http URL: " + text);
        boolean secure = scheme.equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
        return new Url(secure, host, port, path);
    }

    /// The value of the `Host` header.
    public String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }
}
