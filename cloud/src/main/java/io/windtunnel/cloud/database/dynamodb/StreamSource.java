package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.stream.StoredShards;
import io.windtunnel.cloud.database.dynamodb.stream.Streams;
import io.windtunnel.cloud.database.dynamodb.stream.TableStream;
import io.windtunnel.cloud.ports.RecordSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A table's stream as pipes and event source mappings read it.
record StreamSource(Streams.Known known) implements RecordSource {
    @Override
    public List<Shard> shards() {
        List<StoredShards.Shard> all = known.stream().shards();
        Map<Integer, String> ids = new HashMap<>();
        all.forEach(each -> ids.put(each.number(), each.id()));
        return all.stream()
                .map(each -> new Shard(each.id(), ids.get(each.parent()), !each.open()))
                .toList();
    }

    @Override
    public String iterator(String shardId, Start start) {
        StoredShards.Shard shard = known.stream()
                .shard(shardId)
                .orElseThrow(() -> new IllegalArgumentException("no such shard: " + shardId));
        long number = switch (start) {
            case TRIM_HORIZON -> known.stream().oldest(shard);
            case LATEST -> shard.open() ? known.stream().latest() : shard.until() + 1;
        };
        return shardId + "|" + number;
    }

    @Override
    public Batch read(String iterator, int atMost) {
        int bar = iterator.lastIndexOf('|');
        String shard = iterator.substring(0, bar);
        TableStream.Page page = known.stream().read(shard, Long.parseLong(iterator.substring(bar + 1)), atMost);
        List<Entry> entries = new ArrayList<>(page.records().size());
        for (TableStream.Numbered each : page.records())
            entries.add(new Entry(TableStream.text(each.number()), StreamRecords.json(known, each)));
        return new Batch(entries, page.ended() ? null : shard + "|" + page.next());
    }
}
