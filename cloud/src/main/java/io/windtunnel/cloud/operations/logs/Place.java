package io.windtunnel.cloud.operations.logs;

import java.util.Optional;

/// Where an event stands in its group: events are ordered by their time, then by when they came in.
///
/// @param timestamp milliseconds since 1970
/// @param position of its batch in the group's log
/// @param index in its batch
record Place(long timestamp, long position, int index) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int byTime = Long.compare(timestamp, other.timestamp);
        if (byTime != 0) return byTime;
        int byPosition = Long.compare(position, other.position);
        return byPosition != 0 ? byPosition : Integer.compare(index, other.index);
    }

    /// The event's id: 56 digits that sort as the events do.
    String eventId() {
        return "3%015d%020d%020d".formatted(timestamp, position, index);
    }

    /// As a part of a token.
    String text() {
        return timestamp + "." + position + "." + index;
    }

    static Optional<Place> parse(String text) {
        String[] parts = text.split("\\.");
        if (parts.length != 3) return Optional.empty();
        try {
            return Optional.of(
                    new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
