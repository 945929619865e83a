package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;

/// The way from one place to another. Its quality changes as faults come and go.
///
/// Thread safety: every method may be called from any thread.
public final class Link {
    private final Place from;
    private final Place to;
    private volatile LinkQuality quality;
    private volatile boolean plain;

    Link(Place from, Place to, LinkQuality quality) {
        this.from = from;
        this.to = to;
        this.quality = quality;
        this.plain = quality.plain();
    }

    public Place from() {
        return from;
    }

    public Place to() {
        return to;
    }

    /// How good it is now.
    public LinkQuality quality() {
        return quality;
    }

    /// Whether everything passes at once now: one volatile read, for hot paths.
    public boolean plain() {
        return plain;
    }

    void quality(LinkQuality next) {
        quality = next;
        plain = next.plain();
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
