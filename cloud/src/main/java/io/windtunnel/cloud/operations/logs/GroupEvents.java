package io.windtunnel.cloud.operations.logs;

import io.windtunnel.fabric.storage.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/// The events of one group, in memory: batches in the order in which they came in, as the group's log
/// has them.
///
/// Thread safety: every method may be called from any thread.
final class GroupEvents {
    /// What is known of a stream's events.
    record Extent(long firstTimestamp, long lastTimestamp, long lastIngestion) {
        Extent with(Batch batch) {
            return new Extent(
                    Math.min(firstTimestamp, batch.firstTimestamp()),
                    Math.max(lastTimestamp, batch.lastTimestamp()),
                    Math.max(lastIngestion, batch.ingestedMillis()));
        }

        static Extent of(Batch batch) {
            return new Extent(batch.firstTimestamp(), batch.lastTimestamp(), batch.ingestedMillis());
        }
    }

    private final Log log;
    private final AtomicLong all;
    private final Map<Long, Extent> extents = new HashMap<>();
    private List<Batch> batches = new ArrayList<>();
    private long storedBytes;

    /// What the log still has of streams that exist.
    ///
    /// @param all counts the bytes of all groups
    GroupEvents(Log log, AtomicLong all, LongPredicate exists) {
        this.log = log;
        this.all = all;
        long next = 0;
        for (List<Log.Entry> some = log.read(next, 16); !some.isEmpty(); some = log.read(next, 16)) {
            for (Log.Entry entry : some) {
                Batch batch = new Batch(entry.position(), log.view(entry.position()));
                if (exists.test(batch.streamId())) add(batch);
                next = entry.position() + 1;
            }
        }
    }

    /// Keeps events; acknowledged when it returns.
    synchronized Batch append(long streamId, long ingestedMillis, List<InputEvent> events) {
        long position = log.append(Batch.encode(streamId, ingestedMillis, events));
        Batch batch = new Batch(position, log.view(position));
        add(batch);
        return batch;
    }

    private void add(Batch batch) {
        batches.add(batch);
        grow(batch.storedBytes());
        extents.merge(batch.streamId(), Extent.of(batch), (known, _) -> known.with(batch));
    }

    /// The batches with an event from `fromMillis` until before `untilMillis` in a stream that is wanted.
    synchronized List<Batch> between(long fromMillis, long untilMillis, LongPredicate wanted) {
        List<Batch> found = new ArrayList<>();
        for (Batch batch : batches) {
            if (batch.lastTimestamp() < fromMillis || batch.firstTimestamp() >= untilMillis) continue;
            if (wanted.test(batch.streamId())) found.add(batch);
        }
        return found;
    }

    /// The batch at a position of the log.
    synchronized Optional<Batch> at(long position) {
        int low = 0;
        int high = batches.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = batches.get(middle).position();
            if (found == position) return Optional.of(batches.get(middle));
            if (found < position) low = middle + 1;
            else high = middle - 1;
        }
        return Optional.empty();
    }

    synchronized Optional<Extent> extent(long streamId) {
        return Optional.ofNullable(extents.get(streamId));
    }

    /// The size of what is kept: messages and 26 bytes for each event.
    synchronized long storedBytes() {
        return storedBytes;
    }

    /// Forgets a stream.
    synchronized void forget(long streamId) {
        extents.remove(streamId);
        keep(batch -> batch.streamId() != streamId);
    }

    /// Forgets batches whose last event is before `millis`.
    synchronized void expire(long millis) {
        keep(batch -> batch.lastTimestamp() >= millis);
    }

    /// Forgets the batches that came in first until at most `bytes` are kept; returns how many bytes
    /// went.
    synchronized long shrinkTo(long bytes) {
        long before = storedBytes;
        if (before <= bytes) return 0;
        int dropped = 0;
        long left = before;
        while (left > bytes && dropped < batches.size())
            left -= batches.get(dropped++).storedBytes();
        grow(left - before);
        batches = new ArrayList<>(batches.subList(dropped, batches.size()));
        trimLog();
        return before - left;
    }

    /// Forgets everything, for a group that is deleted.
    synchronized void clear() {
        extents.clear();
        keep(_ -> false);
    }

    private void keep(Predicate<Batch> kept) {
        int before = batches.size();
        batches.removeIf(kept.negate());
        if (batches.size() == before) return;
        long left = 0;
        for (Batch batch : batches) left += batch.storedBytes();
        grow(left - storedBytes);
        trimLog();
    }

    private void grow(long bytes) {
        storedBytes += bytes;
        all.addAndGet(bytes);
    }

    private void trimLog() {
        log.trim(batches.isEmpty() ? log.end() : batches.getFirst().position());
    }
}
