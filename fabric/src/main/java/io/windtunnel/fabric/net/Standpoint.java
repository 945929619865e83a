package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;

/// Where an end of a link is: its place, the network it is in, and the segment of that network.
///
/// @param realm a VPC id, `internet`, or empty for a place at large
/// @param segment the subnet's id; empty where there is none
public record Standpoint(Place place, String realm, String segment) {
    /// A place at large.
    static Standpoint at(Place place) {
        return new Standpoint(place, "", "");
    }
}
