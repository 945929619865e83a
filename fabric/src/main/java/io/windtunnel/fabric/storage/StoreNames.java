package io.windtunnel.fabric.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The names of tables, logs and rows, and the number each goes by in the log. A number is never given
/// to another name.
///
/// Thread safety: every method may be called from any thread.
final class StoreNames {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /// The number of `name`, given to it when it is new. Numbers count up from 0.
    synchronized int number(String name) {
        return numbers.computeIfAbsent(name, _ -> {
            names.add(name);
            return names.size() - 1;
        });
    }

    synchronized int count() {
        return names.size();
    }

    synchronized String name(int number) {
        if (number < 0 || number >= names.size()) throw new StorageException("no store has the number " + number);
        return names.get(number);
    }

    /// What tells the names from number `first` on.
    synchronized Change.Names from(int first) {
        return new Change.Names(first, List.copyOf(names.subList(first, names.size())));
    }

    /// Learns what the log tells.
    synchronized void learn(Change.Names told) {
        for (int i = 0; i < told.names().size(); i++) {
            int number = number(told.names().get(i));
            if (number != told.first() + i)
                throw new StorageException(
                        told.names().get(i) + " has the numbers " + number + " and " + (told.first() + i));
        }
    }
}
