package io.windtunnel.wire.bind;

/// A face that does not fit its model: a bug in the face, named by record and component.
public final class BindingException extends RuntimeException {
    public BindingException(String message) {
        super(message);
    }
}
