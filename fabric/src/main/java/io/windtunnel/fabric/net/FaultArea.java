package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;
import java.util.Set;

/// The links a fault lies on.
sealed interface FaultArea {
    boolean covers(Standpoint from, Standpoint to);

    /// The links between two places, in both directions. A Region stands for all of its zones.
    record Between(Place a, Place b) implements FaultArea {
        @Override
        public boolean covers(Standpoint from, Standpoint to) {
            return (within(from, a) && within(to, b)) || (within(from, b) && within(to, a));
        }

        @Override
        public String toString() {
            return a + " - " + b;
        }
    }

    /// Every link that begins or ends in a place, those inside it too.
    record Around(Place place) implements FaultArea {
        @Override
        public boolean covers(Standpoint from, Standpoint to) {
            return within(from, place) || within(to, place);
        }

        @Override
        public String toString() {
            return place.toString();
        }
    }

    /// Every link into or out of a place, those inside it not.
    record Border(Place place) implements FaultArea {
        @Override
        public boolean covers(Standpoint from, Standpoint to) {
            return within(from, place) != within(to, place);
        }

        @Override
        public String toString() {
            return "border of " + place;
        }
    }

    /// The links into and out of each of some segments, as far as they lead there.
    record Fence(Set<String> segments, Beyond beyond) implements FaultArea {
        @Override
        public boolean covers(Standpoint from, Standpoint to) {
            boolean fenced = segments.contains(from.segment()) || segments.contains(to.segment());
            return fenced && !from.segment().equals(to.segment()) && beyond.holds(from, to);
        }

        @Override
        public String toString() {
            return "fence of " + segments;
        }
    }

    private static boolean within(Standpoint standpoint, Place area) {
        Place place = standpoint.place();
        return place.equals(area)
                || (area instanceof Place.InRegion(var region)
                        && place instanceof Place.InZone(var zone)
                        && zone.region().equals(region));
    }
}
