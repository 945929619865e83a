package io.windtunnel.fabric;

import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;

/// The ground a cloud stands on, handed to every service: time, chance, state, and (as they come) the network, names
/// and
/// sandboxes.
public record Fabric(Time time, RandomStreams random, Ids ids, Storage storage) implements AutoCloseable {
    /// A ground without sockets, for decisions under test.
    public static Fabric bare(Time time, long seed) {
        RandomStreams random = new RandomStreams(seed);
        return new Fabric(time, random, new Ids(random.stream("ids")), Storage.inMemory());
    }

    @Override
    public void close() {
        storage.close();
    }
}
