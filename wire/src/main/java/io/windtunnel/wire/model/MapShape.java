package io.windtunnel.wire.model;

/// A map from texts to values of one shape.
///
/// @param flattened whether its entries stand where the map would, in query parameters and XML
/// @param sparse whether null may stand among its values
public record MapShape(
        String name, MemberShape key, MemberShape value, boolean flattened, boolean sparse, Constraints constraints)
        implements Shape {}
