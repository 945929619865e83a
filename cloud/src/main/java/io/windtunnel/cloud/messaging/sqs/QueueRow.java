package io.windtunnel.cloud.messaging.sqs;

import java.util.Map;

/// A queue as the storage's table holds it.
///
/// @param number unlike that of any other queue, also of one that had its name before
/// @param values its settings, by attribute name
/// @param deletedMillis epoch milliseconds; 0 while it exists
record QueueRow(
        String name,
        long number,
        boolean fifo,
        Map<String, String> values,
        Map<String, String> tags,
        long createdMillis,
        long modifiedMillis,
        long deletedMillis) {
    QueueRow values(Map<String, String> changed, long atMillis) {
        return new QueueRow(name, number, fifo, changed, tags, createdMillis, atMillis, deletedMillis);
    }

    QueueRow tags(Map<String, String> changed) {
        return new QueueRow(name, number, fifo, values, changed, createdMillis, modifiedMillis, deletedMillis);
    }

    QueueRow deleted(long atMillis) {
        return new QueueRow(name, number, fifo, Map.of(), Map.of(), createdMillis, modifiedMillis, atMillis);
    }
}
