package io.windtunnel.kernel.random;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Randomness by name: each use of chance draws from a stream of its own, so that a new draw in one place does not
/// shift
/// another, and the same seed gives the same run.
///
/// Thread safety: this class is immutable; a stream belongs to whoever asked for it and is not shared between threads.
public record RandomStreams(long seed) {
    /// A fresh stream for `name`: the same seed and name always give the same draws.
    public RandomGenerator stream(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ hash);
    }

    /// Streams whose names are all below `name`: for a component with many streams of its own.
    public RandomStreams below(String name) {
        return new RandomStreams(stream(name).nextLong());
    }

    /// Streams that belong to number `number` of many alike: costs no name.
    public RandomStreams numbered(long number) {
        return new RandomStreams(seed ^ (number + 1) * 0xD1342543DE82EF95L);
    }

    /// Streams from a seed that no other run will have.
    public static RandomStreams unpredictable() {
        return new RandomStreams(new SplittableRandom().nextLong());
    }
}
