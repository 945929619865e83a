package io.windtunnel.fabric.net;

import java.time.Duration;

/// How good a link is, in each of its directions alike.
///
/// @param latency one way, scenario time
/// @param jitter the most that is added to the latency by chance, scenario time
/// @param loss the share of packets lost, 0 to below 1; TCP repairs a loss, so it is felt as delay
/// @param bytesPerSecond what one connection can carry in a scenario second; [#UNLIMITED] where nothing limits it
/// @param cut whether nothing passes at all, and nobody is told
public record LinkQuality(Duration latency, Duration jitter, double loss, long bytesPerSecond, boolean cut) {
    /// A bandwidth without limit.
    public static final long UNLIMITED = Long.MAX_VALUE;

    /// Everything passes at once.
    public static final LinkQuality PERFECT = new LinkQuality(Duration.ZERO, Duration.ZERO, 0, UNLIMITED, false);

    /// Nothing passes.
    public static final LinkQuality CUT = new LinkQuality(Duration.ZERO, Duration.ZERO, 0, UNLIMITED, true);

    public LinkQuality {
        if (latency.isNegative()) throw new IllegalArgumentException("latency must not be negative: " + latency);
        if (jitter.isNegative()) throw new IllegalArgumentException("jitter must not be negative: " + jitter);
        if (!(loss >= 0 && loss < 1)) throw new IllegalArgumentException("loss must be 0 to below 1: " + loss);
        if (bytesPerSecond <= 0) throw new IllegalArgumentException("bytes a second must be positive");
    }

    /// A link that only takes its time.
    public static LinkQuality latency(Duration latency) {
        return new LinkQuality(latency, Duration.ZERO, 0, UNLIMITED, false);
    }

    /// Whether everything passes at once: the link that costs nothing.
    public boolean plain() {
        return !cut && latency.isZero() && jitter.isZero() && loss == 0 && bytesPerSecond == UNLIMITED;
    }

    /// The worse of both in every respect: what is left when two faults lie on one link.
    public LinkQuality worst(LinkQuality other) {
        return new LinkQuality(
                latency.compareTo(other.latency) >= 0 ? latency : other.latency,
                jitter.compareTo(other.jitter) >= 0 ? jitter : other.jitter,
                Math.max(loss, other.loss),
                Math.min(bytesPerSecond, other.bytesPerSecond),
                cut || other.cut);
    }
}
