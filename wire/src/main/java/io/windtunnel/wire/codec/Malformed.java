package io.windtunnel.wire.codec;

/// A message that cannot be read as the shape it should have: the client's fault, told to it as its protocol does.
public final class Malformed extends RuntimeException {
    private final boolean outsideBody;

    public Malformed(String message) {
        this(message, false);
    }

    private Malformed(String message, boolean outsideBody) {
        super(message, null, false, false);
        this.outsideBody = outsideBody;
    }

    /// The same of the path, the query string or a header.
    public Malformed outsideBody() {
        return new Malformed(String.valueOf(getMessage()), true);
    }

    /// Whether the path, the query string or a header is at fault.
    public boolean isOutsideBody() {
        return outsideBody;
    }
}
