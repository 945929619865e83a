package io.windtunnel.cloud.database.dynamodb.stream;

import java.util.List;

/// A stream's shards, as they are stored.
public record StoredShards(List<Shard> shards) {
    /// A shard.
    ///
    /// @param number its partition's
    /// @param parent its parent's number, or -1
    /// @param first the hash its partition begins with
    /// @param opened when, in milliseconds of the epoch
    /// @param from the first sequence number that can be in it
    /// @param until the last one; -1 while it is open
    /// @param closed when, or -1
    public record Shard(int number, int parent, long first, long opened, long from, long until, long closed) {
        public boolean open() {
            return until < 0;
        }

        public String id() {
            return "shardId-%020d-%08x".formatted(opened, number);
        }

        Shard close(long last, long millis) {
            return new Shard(number, parent, first, opened, from, last, millis);
        }
    }
}
