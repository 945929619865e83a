package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.kernel.ring.PartitionMap;
import java.util.ArrayList;
import java.util.List;

/// A table's or an index's partitions, as they are stored: where each begins, and its number.
record StoredMap(List<Long> starts, List<Integer> numbers) {
    static StoredMap of(PartitionMap<Partition> map) {
        List<Long> starts = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < map.size(); i++) {
            starts.add(map.first(i));
            numbers.add(map.at(i).number());
        }
        return new StoredMap(starts, numbers);
    }

    PartitionMap<Integer> map() {
        return PartitionMap.of(starts.stream().mapToLong(Long::longValue).toArray(), numbers);
    }
}
