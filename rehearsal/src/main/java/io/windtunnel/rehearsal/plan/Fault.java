package io.windtunnel.rehearsal.plan;

import io.windtunnel.kernel.identity.Zone;

/// What breaks. A new kind of fault is a new record here; the compiler then lists what must learn of it.
public sealed interface Fault {
    /// The name in the file, as AWS FIS calls the action where it has it.
    String action();

    /// What breaks, in words.
    String words();

    /// A whole Availability Zone loses its power: its instances stop, launches in it fail for want of capacity, and
    /// every
    /// link from, to and within it is cut. When it ends, power and links return.
    record ZoneOutage(Zone zone) implements Fault {
        @Override
        public String action() {
            return "zone-outage";
        }

        @Override
        public String words() {
            return "zone " + zone.letter() + " is dark";
        }
    }
}
