package io.windtunnel.cloud.operations.logs.insights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names of a query's fields, between one `stats` and the next, and their places in a row.
final class Symbols {
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Set<String> made = new HashSet<>();
    private final boolean open;

    /// @param open whether a name that is not made by the query is a field of the event
    Symbols(boolean open) {
        this.open = open;
    }

    /// Whether names that the query does not make are fields of events.
    boolean open() {
        return open;
    }

    /// The place of a field: of one that the query has made, or of the event's; empty when there can be
    /// none.
    Optional<Integer> find(String name) {
        Integer place = places.get(name);
        if (place != null) return Optional.of(place);
        return open ? Optional.of(add(name)) : Optional.empty();
    }

    /// The place of a field that the query makes.
    int make(String name) {
        made.add(name);
        Integer place = places.get(name);
        return place != null ? place : add(name);
    }

    boolean isMade(String name) {
        return made.contains(name);
    }

    private int add(String name) {
        places.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    /// The names by place.
    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }
}
