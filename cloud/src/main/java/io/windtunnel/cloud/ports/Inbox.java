package io.windtunnel.cloud.ports;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mail and text messages that would have left the cloud: nothing is sent, a person opens them at
/// `/_windtunnel/inbox`. The cloud offers it.
///
/// Thread safety: every method may be called from any thread.
public final class Inbox {
    /// How many are kept: 1,000, our choice; the oldest go first.
    public static final int MOST = 1_000;

    /// How it would have been sent.
    public enum Kind {
        EMAIL,
        SMS
    }

    /// A message.
    ///
    /// @param to an e-mail address or a phone number
    /// @param subject of an e-mail, else empty
    /// @param link what the reader is asked to open, such as to confirm a subscription; null for nothing
    public record Letter(
            Instant at,
            Kind kind,
            String from,
            String to,
            String subject,
            String body,
            @Nullable String link) {}

    private final ArrayDeque<Letter> letters = new ArrayDeque<>();

    public synchronized void put(Letter letter) {
        if (letters.size() == MOST) letters.removeFirst();
        letters.addLast(letter);
    }

    /// The letters that are kept, the latest first.
    public synchronized List<Letter> letters() {
        List<Letter> all = new ArrayList<>(letters);
        return all.reversed();
    }
}
