package io.windtunnel.cloud;

import io.windtunnel.cloud.ports.Journal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The journal of a cloud: keeps the latest events and passes each on to whoever listens.
///
/// Thread safety: every method may be called from any thread. Listeners are called by the thread that records, in the
/// order in which they were added, and must not block.
public final class Chronicle implements Journal {
    /// How many events are kept: 100,000, our choice; the oldest go first.
    static final int MAX_EVENTS = 100_000;

    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private final CopyOnWriteArrayList<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void record(Event event) {
        synchronized (events) {
            if (events.size() == MAX_EVENTS) events.removeFirst();
            events.addLast(event);
        }
        for (Consumer<Event> listener : listeners) listener.accept(event);
    }

    /// Calls `listener` with every event from now on.
    public void listen(Consumer<Event> listener) {
        listeners.add(listener);
    }

    /// The events that are kept, oldest first.
    public List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }
}
