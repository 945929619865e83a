package io.windtunnel.fabric.process;

/// This computer would not give a sandbox, or not start a program in it. The message names which and why.
public final class SandboxException extends RuntimeException {
    public SandboxException(String message) {
        super(message);
    }

    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
