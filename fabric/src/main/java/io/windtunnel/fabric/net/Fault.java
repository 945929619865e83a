package io.windtunnel.fabric.net;

/// A fault in force on the board of links.
public interface Fault extends AutoCloseable {
    /// What is wrong, in words.
    String words();

    /// Ends the fault. Has no effect when it is over already.
    void lift();

    @Override
    default void close() {
        lift();
    }
}
