package io.windtunnel.kernel.identity;

/// Where a socket, process or replica stands. Every one stands somewhere: in a zone, in a Region at large (the regional
/// control planes), or outside on the internet.
public sealed interface Place {
    /// Outside of AWS: real clients, and the traffic of a rehearsal unless it says otherwise.
    record Internet() implements Place {
        @Override
        public String toString() {
            return "internet";
        }
    }

    /// In a Region, but in no single zone of it.
    record InRegion(Region region) implements Place {
        @Override
        public String toString() {
            return region.code();
        }
    }

    /// In one Availability Zone.
    record InZone(Zone zone) implements Place {
        @Override
        public String toString() {
            return zone.name();
        }
    }

    Place INTERNET = new Internet();

    static Place in(Region region) {
        return new InRegion(region);
    }

    static Place in(Zone zone) {
        return new InZone(zone);
    }
}
