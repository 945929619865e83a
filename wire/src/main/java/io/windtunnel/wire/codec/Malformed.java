package io.windtunnel.wire.codec;

/// A message that cannot be read as the shape it should have: the client's fault, told to it as its protocol does.
public final class Malformed extends RuntimeException {
    public Malformed(String message) {
        super(message, null, false, false);
    }
}
