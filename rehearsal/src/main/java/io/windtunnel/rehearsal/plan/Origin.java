package io.windtunnel.rehearsal.plan;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Zone;

/// Where traffic comes from or a fault strikes, by the words of a rehearsal file.
public final class Origin {
    private Origin() {}

    /// Reads `internet`, a Region (`us-east-1`), a zone (`us-east-1a`) or a zone's letter within `home`.
    public static Place place(String text, Region home) {
        String said = text.strip();
        if (said.equals("internet")) return Place.INTERNET;
        if (Region.isRegionCode(said)) return Place.in(new Region(said));
        return Place.in(zone(said, home));
    }

    /// Reads a zone (`us-east-1a`) or a zone's letter within `home`.
    public static Zone zone(String text, Region home) {
        String said = text.strip();
        try {
            return said.length() == 1 ? home.zone(said) : Zone.parse(said);
        } catch (IllegalArgumentException notAZone) {
            throw new IllegalArgumentException("a zone: a letter `a` to `f`, or a name such as `us-east-1a`");
        }
    }
}
