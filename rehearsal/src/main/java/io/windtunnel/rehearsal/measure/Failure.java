package io.windtunnel.rehearsal.measure;

/// Why a request got no answer at all.
public enum Failure {
    /// No whole answer within the client's patience.
    TIMEOUT("timeout"),
    /// The host was there and nobody listened.
    REFUSED("refused"),
    /// None of the name's addresses answered in time.
    UNREACHABLE("unreachable"),
    /// The connection ended before the answer did.
    RESET("reset"),
    /// The name had no address.
    NO_ADDRESS("no address"),
    /// The generator was not able to send it.
    NOT_SENT("not sent");

    private final String words;

    Failure(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
