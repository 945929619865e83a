package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;

/// The links a fault lies on.
sealed interface FaultArea {
    boolean covers(Place from, Place to);

    /// The links between two places, in both directions. A Region stands for all of its zones.
    record Between(Place a, Place b) implements FaultArea {
        @Override
        public boolean covers(Place from, Place to) {
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
        public boolean covers(Place from, Place to) {
            return within(from, place) || within(to, place);
        }

        @Override
        public String toString() {
            return place.toString();
        }
    }

    private static boolean within(Place place, Place area) {
        return place.equals(area)
                || (area instanceof Place.InRegion(var region)
                        && place instanceof Place.InZone(var zone)
                        && zone.region().equals(region));
    }
}
