package io.windtunnel.cloud.ports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An ordered, sharded stream of records as pipes and event source mappings read it: a table's stream, a data stream.
/// Its service offers it at the stream's ARN.
///
/// Thread safety: every method may be called from any thread; reading does not block.
public interface RecordSource {
    /// Where a new reader begins.
    enum Start {
        TRIM_HORIZON,
        LATEST
    }

    /// A shard.
    ///
    /// @param parent the shard it came of, or null
    /// @param closed whether no record will be added
    record Shard(String id, @Nullable String parent, boolean closed) {}

    /// A record, as the JSON object a function's event holds for it.
    record Entry(String sequenceNumber, String json) {}

    /// What was read.
    ///
    /// @param next what to read on with; null when the shard is closed and read to its end
    record Batch(List<Entry> entries, @Nullable String next) {}

    List<Shard> shards();

    /// An iterator at the beginning or the end of a shard.
    String iterator(String shardId, Start start);

    /// Reads up to `atMost` records.
    ///
    /// @param iterator what [#iterator] or the last batch gave
    Batch read(String iterator, int atMost);
}
