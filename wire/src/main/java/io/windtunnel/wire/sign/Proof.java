package io.windtunnel.wire.sign;

/// What a signature leaves to be proved while the body is read.
public sealed interface Proof {
    /// Nothing: the body is not signed, or has been hashed already.
    record None() implements Proof {}

    /// The SHA-256 of the whole body, in hexadecimal.
    record Hash(String sha256) implements Proof {}

    /// Each chunk's signature, which continues the one before.
    ///
    /// @param key the signing key of the day
    /// @param trailer whether the trailing header fields are signed as well
    @SuppressWarnings("ArrayRecordComponent") // used once, never compared
    record Chunks(Signature seed, byte[] key, String moment, boolean trailer) implements Proof {}

    Proof NONE = new None();
}
