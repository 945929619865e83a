package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import org.jspecify.annotations.Nullable;

/// What links are like while nothing is wrong.
///
/// @param withinZone between two hosts of one zone
/// @param betweenZones between zones of one Region, and to and from what stands in the Region at large
/// @param betweenRegions between two Regions
/// @param internet to, from and across the internet
public record LinkProfile(
        LinkQuality withinZone, LinkQuality betweenZones, LinkQuality betweenRegions, LinkQuality internet) {
    public static final LinkProfile PERFECT =
            new LinkProfile(LinkQuality.PERFECT, LinkQuality.PERFECT, LinkQuality.PERFECT, LinkQuality.PERFECT);

    /// The quality of the link between two places.
    public LinkQuality between(Place from, Place to) {
        Region here = regionOf(from);
        Region there = regionOf(to);
        if (here == null || there == null) return internet;
        if (!here.equals(there)) return betweenRegions;
        return from instanceof Place.InZone && from.equals(to) ? withinZone : betweenZones;
    }

    private static @Nullable Region regionOf(Place place) {
        return switch (place) {
            case Place.Internet() -> null;
            case Place.InRegion(Region region) -> region;
            case Place.InZone(var zone) -> zone.region();
        };
    }
}
