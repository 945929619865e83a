package io.windtunnel.cloud.operations.logs.insights;

/// A part of the language that Windtunnel does not have; the message is its name.
public final class NotBuilt extends RuntimeException {
    NotBuilt(String what) {
        super(what, null, false, false);
    }
}
