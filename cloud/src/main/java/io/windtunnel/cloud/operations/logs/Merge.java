package io.windtunnel.cloud.operations.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The events of many batches in one order, forwards or backwards in time, without sorting them: a batch
/// is in order within, and takes part only from where its first event is due.
///
/// Not for several threads at once.
final class Merge {
    /// A batch and the event of it that comes next.
    private static final class Cursor {
        final Batch batch;
        int index;

        Cursor(Batch batch, int index) {
            this.batch = batch;
            this.index = index;
        }

        long timestamp() {
            return batch.timestamp(index);
        }
    }

    private final boolean forward;
    private final List<Batch> batches;
    private final PriorityQueue<Cursor> due;
    private final long fromMillis;
    private final long untilMillis;
    private final @Nullable Place beyond;
    private int begun;
    private @Nullable Cursor current;

    private Merge(boolean forward, List<Batch> of, long fromMillis, long untilMillis, @Nullable Place beyond) {
        this.forward = forward;
        this.fromMillis = fromMillis;
        this.untilMillis = untilMillis;
        this.beyond = beyond;
        batches = new ArrayList<>(of);
        Comparator<Batch> byStart = forward
                ? Comparator.comparingLong(Batch::firstTimestamp)
                : Comparator.comparingLong(Batch::lastTimestamp).reversed();
        batches.sort(byStart);
        Comparator<Cursor> byPlace = Comparator.comparingLong(Cursor::timestamp)
                .thenComparingLong(cursor -> cursor.batch.position())
                .thenComparingInt(cursor -> cursor.index);
        due = new PriorityQueue<>(forward ? byPlace : byPlace.reversed());
    }

    /// The events from `fromMillis` until before `untilMillis`, oldest first; those at `after` and
    /// before it are left out.
    static Merge forward(List<Batch> batches, long fromMillis, long untilMillis, @Nullable Place after) {
        return new Merge(true, batches, fromMillis, untilMillis, after);
    }

    /// The same, newest first; those at `before` and after it are left out.
    static Merge backward(List<Batch> batches, long fromMillis, long untilMillis, @Nullable Place before) {
        return new Merge(false, batches, fromMillis, untilMillis, before);
    }

    /// Goes on to the next event; false when there is none.
    boolean next() {
        while (true) {
            if (current != null) advance(current);
            admit();
            current = due.poll();
            if (current == null) return false;
            if (wanted()) return true;
        }
    }

    private void advance(Cursor cursor) {
        cursor.index += forward ? 1 : -1;
        boolean inside = cursor.index >= 0 && cursor.index < cursor.batch.count();
        if (inside && !past(cursor.timestamp())) due.add(cursor);
        current = null;
    }

    /// Lets batches in whose first event may be the next one.
    private void admit() {
        while (begun < batches.size()) {
            Batch batch = batches.get(begun);
            Cursor first = due.peek();
            long start = forward ? batch.firstTimestamp() : batch.lastTimestamp();
            if (first != null && (forward ? start > first.timestamp() : start < first.timestamp())) return;
            due.add(new Cursor(batch, forward ? 0 : batch.count() - 1));
            begun++;
        }
    }

    private boolean past(long timestamp) {
        return forward ? timestamp >= untilMillis : timestamp < fromMillis;
    }

    private boolean wanted() {
        Place place = place();
        if (place.timestamp() < fromMillis || place.timestamp() >= untilMillis) return false;
        if (beyond == null) return true;
        int order = place.compareTo(beyond);
        return forward ? order > 0 : order < 0;
    }

    /// The batch of the current event.
    Batch batch() {
        return at().batch;
    }

    /// The index of the current event in its batch.
    int index() {
        return at().index;
    }

    Place place() {
        return new Place(at().timestamp(), at().batch.position(), at().index);
    }

    private Cursor at() {
        if (current == null) throw new IllegalStateException("there is no current event");
        return current;
    }
}
