package io.windtunnel.simulation.model;

import io.windtunnel.fabric.net.Handshake;
import io.windtunnel.fabric.net.Link;
import io.windtunnel.kernel.identity.Place;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The way from one place to another and the way back.
record Ways(Link there, Link back) {
    static Ways between(World world, Place from, Place to) {
        return new Ways(world.way(from, to), world.way(to, from));
    }

    /// Whether everything passes at once, both ways.
    boolean plain() {
        return there.plain() && back.plain();
    }

    /// Whether nothing passes, one way or the other.
    boolean cut() {
        return !plain() && (there.quality().cut() || back.quality().cut());
    }

    /// How long it takes until a connection is made; null where that is longer than `patience`.
    @Nullable
    Duration handshake(Duration patience, RandomGenerator random) {
        if (plain()) return Duration.ZERO;
        Duration waited = Duration.ZERO;
        for (int tries = 0; waited.compareTo(patience) < 0; tries++) {
            Duration answer = Handshake.answerAfter(there.quality(), back.quality(), random);
            if (answer != null) {
                Duration all = waited.plus(answer);
                return all.compareTo(patience) < 0 ? all : null;
            }
            waited = waited.plus(Handshake.nextTry(tries));
        }
        return null;
    }
}
