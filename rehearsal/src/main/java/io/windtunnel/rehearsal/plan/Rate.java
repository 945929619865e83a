package io.windtunnel.rehearsal.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How hard the wind blows for a while, in requests per second. Every form comes down to straight pieces, so that one
/// piece of arithmetic serves them all (see [RateCurve]).
public sealed interface Rate {
    /// The pieces it consists of, in order.
    List<RateCurve.Piece> pieces();

    /// The same rate throughout: `100/s for 60 s`.
    record Hold(double perSecond, Duration lasts) implements Rate {
        @Override
        public List<RateCurve.Piece> pieces() {
            return List.of(new RateCurve.Piece(lasts, perSecond, perSecond));
        }
    }

    /// From one rate straight to another: `ramp 100/s..1000/s over 2 min`.
    record Ramp(double from, double to, Duration lasts) implements Rate {
        @Override
        public List<RateCurve.Piece> pieces() {
            return List.of(new RateCurve.Piece(lasts, from, to));
        }
    }

    /// Up to the peak within the first tenth and straight down again: `spike 100/s..2000/s over 30 s`.
    record Spike(double floor, double peak, Duration lasts) implements Rate {
        @Override
        public List<RateCurve.Piece> pieces() {
            Duration rise = lasts.dividedBy(10);
            return List.of(new RateCurve.Piece(rise, floor, peak), new RateCurve.Piece(lasts.minus(rise), peak, floor));
        }
    }

    /// A wave between two rates that starts at its low: `sine 50/s..150/s every 30 s for 2 min`.
    record Sine(double low, double high, Duration period, Duration lasts) implements Rate {
        /// Straight pieces in a period; at 64 the largest error is 0.12 % of the swing.
        private static final int PIECES = 64;

        public Sine {
            if (period.isZero() || lasts.dividedBy(period) > 10_000)
                throw new IllegalArgumentException("a period above zero, at most 10000 of them");
        }

        @Override
        public List<RateCurve.Piece> pieces() {
            List<RateCurve.Piece> pieces = new ArrayList<>();
            long step = Math.max(1, period.toNanos() / PIECES);
            for (long at = 0; at < lasts.toNanos(); at += step) {
                long end = Math.min(at + step, lasts.toNanos());
                pieces.add(new RateCurve.Piece(Duration.ofNanos(end - at), at(at), at(end)));
            }
            return pieces;
        }

        private double at(long nanos) {
            return (low + high) / 2 - (high - low) / 2 * Math.cos(2 * Math.PI * nanos / period.toNanos());
        }
    }

    /// A stair: `steps 100/s..500/s by 100/s every 30 s`.
    record Steps(double from, double to, double by, Duration each) implements Rate {
        public Steps {
            if (!(by > 0) || Math.abs(to - from) / by > 10_000)
                throw new IllegalArgumentException("a step above zero, at most 10000 of them");
        }

        @Override
        public List<RateCurve.Piece> pieces() {
            List<RateCurve.Piece> pieces = new ArrayList<>();
            int count = (int) Math.floor(Math.abs(to - from) / by + 1e-9);
            for (int i = 0; i <= count; i++) {
                double rate = from + Math.signum(to - from) * by * i;
                pieces.add(new RateCurve.Piece(each, rate, rate));
            }
            return pieces;
        }
    }

    /// A recorded day: rates at times, straight between them.
    record Recorded(List<RateCurve.Piece> pieces) implements Rate {
        public Recorded {
            pieces = List.copyOf(pieces);
        }
    }

    /// Reads every form but the recorded one, which needs its file.
    static Rate parse(String text) {
        String said = text.strip().replaceFirst("^(hold|ramp)\\s+", "");
        String[] words = said.split("\\s+", 2);
        return switch (words[0]) {
            case "spike" -> spike(said);
            case "sine" -> sine(said);
            case "steps" -> steps(said);
            default -> said.contains("..") ? ramp(said) : hold(said);
        };
    }

    private static Rate hold(String text) {
        Matcher parts = match(text, "(.+?)\\s+for\\s+(.+)", "a rate and how long, such as `100/s for 60 s`");
        return new Hold(Quantity.perSecond(parts.group(1)), Quantity.duration(parts.group(2)));
    }

    private static Rate ramp(String text) {
        Matcher parts = match(text, "(.+?)\\.\\.(.+?)\\s+over\\s+(.+)", "`100/s..1000/s over 2 min`");
        return new Ramp(
                Quantity.perSecond(parts.group(1)),
                Quantity.perSecond(parts.group(2)),
                Quantity.duration(parts.group(3)));
    }

    private static Rate spike(String text) {
        Matcher parts = match(text, "spike\\s+(.+?)\\.\\.(.+?)\\s+over\\s+(.+)", "`spike 100/s..2000/s over 30 s`");
        return new Spike(
                Quantity.perSecond(parts.group(1)),
                Quantity.perSecond(parts.group(2)),
                Quantity.duration(parts.group(3)));
    }

    private static Rate sine(String text) {
        Matcher parts = match(
                text,
                "sine\\s+(.+?)\\.\\.(.+?)\\s+every\\s+(.+?)\\s+for\\s+(.+)",
                "`sine 50/s..150/s every 30 s for 2 min`");
        return new Sine(
                Quantity.perSecond(parts.group(1)),
                Quantity.perSecond(parts.group(2)),
                Quantity.duration(parts.group(3)),
                Quantity.duration(parts.group(4)));
    }

    private static Rate steps(String text) {
        Matcher parts = match(
                text,
                "steps\\s+(.+?)\\.\\.(.+?)\\s+by\\s+(.+?)\\s+every\\s+(.+)",
                "`steps 100/s..500/s by 100/s every 30 s`");
        return new Steps(
                Quantity.perSecond(parts.group(1)),
                Quantity.perSecond(parts.group(2)),
                Quantity.perSecond(parts.group(3)),
                Quantity.duration(parts.group(4)));
    }

    private static Matcher match(String text, String pattern, String expected) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException(expected);
        return matcher;
    }
}
