package io.windtunnel.rehearsal.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A rate over time, made of straight pieces. Its integral is the number of requests intended so far; turned round, it
/// says when the n-th request is due.
///
/// Thread safety: immutable.
public final class RateCurve {
    /// The most requests per second a piece may ask for; far above what one generator can send, and what only a
    /// simulation plays.
    public static final double MOST_PER_SECOND = 1_000_000_000;

    /// A stretch in which the rate goes straight from one value to another, in requests per second.
    public record Piece(Duration lasts, double from, double to) {
        public Piece {
            if (lasts.isNegative() || lasts.isZero()) throw new IllegalArgumentException("a rate that lasts a while");
            if (!(from >= 0 && to >= 0)) throw new IllegalArgumentException("a rate that is not negative");
            if (from > MOST_PER_SECOND || to > MOST_PER_SECOND) throw new IllegalArgumentException("at most 1000M/s");
        }

        double seconds() {
            return lasts.toNanos() / 1e9;
        }

        double requests() {
            return (from + to) / 2 * seconds();
        }
    }

    private final List<Piece> pieces;
    private final double[] before;
    private final double[] startSeconds;

    public RateCurve(List<Rate> rates) {
        List<Piece> all = new ArrayList<>();
        for (Rate rate : rates) all.addAll(rate.pieces());
        if (all.isEmpty()) throw new IllegalArgumentException("at least one rate, such as `100/s for 60 s`");
        pieces = List.copyOf(all);
        before = new double[pieces.size() + 1];
        startSeconds = new double[pieces.size() + 1];
        for (int i = 0; i < pieces.size(); i++) {
            before[i + 1] = before[i] + pieces.get(i).requests();
            startSeconds[i + 1] = startSeconds[i] + pieces.get(i).seconds();
        }
    }

    public Duration lasts() {
        return Duration.ofNanos(Math.round(startSeconds[pieces.size()] * 1e9));
    }

    /// Requests intended over the whole curve.
    public double total() {
        return before[pieces.size()];
    }

    /// The highest rate on the curve.
    public double peak() {
        return pieces.stream()
                .mapToDouble(piece -> Math.max(piece.from(), piece.to()))
                .max()
                .orElse(0);
    }

    /// The rate at `seconds` from the start; 0 outside the curve.
    public double at(double seconds) {
        if (seconds < 0) return 0;
        for (int i = 0; i < pieces.size(); i++) {
            if (seconds >= startSeconds[i + 1]) continue;
            Piece piece = pieces.get(i);
            double share = (seconds - startSeconds[i]) / piece.seconds();
            return piece.from() + share * (piece.to() - piece.from());
        }
        return 0;
    }

    /// When the integral reaches `count`, in nanoseconds from the start; -1 when it never does. Asked with a growing
    /// `count`, pass the piece found last as `hint` to go straight on; see [#pieceOf].
    public long dueNanos(double count, int hint) {
        int index = pieceOf(count, hint);
        if (index < 0) return -1;
        Piece piece = pieces.get(index);
        double missing = count - before[index];
        double slope = (piece.to() - piece.from()) / piece.seconds();
        double seconds;
        if (Math.abs(slope) < 1e-12) seconds = missing / piece.from();
        else
            seconds =
                    (-piece.from() + Math.sqrt(Math.max(0, piece.from() * piece.from() + 2 * slope * missing))) / slope;
        return (long) ((startSeconds[index] + Math.min(seconds, piece.seconds())) * 1e9);
    }

    /// The piece in which the integral reaches `count`, looking from piece `hint` on; -1 when it never does.
    public int pieceOf(double count, int hint) {
        for (int i = Math.max(0, hint); i < pieces.size(); i++) if (count < before[i + 1]) return i;
        return -1;
    }
}
