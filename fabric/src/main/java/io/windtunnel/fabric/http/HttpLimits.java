package io.windtunnel.fabric.http;

import java.time.Duration;

/// What an HTTP server puts up with.
///
/// @param requestLineBytes the longest request line; beyond it 414
/// @param headerBytes the longest header, all fields together; beyond it 431
/// @param bodyBytes the longest body; beyond it 413
/// @param idle how long a connection may stand between two requests, scenario time; then it is closed
/// @param headerTime how long a request's header may take from its first byte, scenario time; then 408
/// @param bodyPause how long a body may pause, scenario time; then 408. A client that reads nothing of an answer for as
///     long loses its connection
public record HttpLimits(
        int requestLineBytes, int headerBytes, int bodyBytes, Duration idle, Duration headerTime, Duration bodyPause) {
    /// 16 KB, 64 KB, 16 MiB; 75 s idle, 20 s for a header, 20 s of pause.
    public static final HttpLimits STANDARD = new HttpLimits(
            16 * 1024,
            64 * 1024,
            16 * 1024 * 1024,
            Duration.ofSeconds(75),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));

    public HttpLimits bodyBytes(int bytes) {
        return new HttpLimits(requestLineBytes, headerBytes, bytes, idle, headerTime, bodyPause);
    }

    public HttpLimits idle(Duration duration) {
        return new HttpLimits(requestLineBytes, headerBytes, bodyBytes, duration, headerTime, bodyPause);
    }
}
