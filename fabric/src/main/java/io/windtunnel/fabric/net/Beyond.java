package io.windtunnel.fabric.net;

/// What lies beyond a fence around segments of a network.
public enum Beyond {
    /// Everything that is not in the same segment.
    EVERYTHING,
    /// The segments of the same network in other zones.
    OTHER_ZONES,
    /// What is not in the same network.
    OTHER_NETWORKS;

    boolean holds(Standpoint from, Standpoint to) {
        boolean same = from.realm().equals(to.realm());
        return switch (this) {
            case EVERYTHING -> true;
            case OTHER_ZONES -> same && !from.place().equals(to.place());
            case OTHER_NETWORKS -> !same;
        };
    }
}
