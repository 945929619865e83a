package io.windtunnel.rehearsal.file;

/// Something in a rehearsal file that cannot be read: where (line and column from 1) and why.
public record Problem(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return "%s:%d:%d: %s".formatted(file, line, column, message);
    }
}
