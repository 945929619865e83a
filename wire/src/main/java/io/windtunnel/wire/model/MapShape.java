package io.windtunnel.wire.model;

/// A map from texts to values of one shape.
///
/// @param flattened whether its entries stand where the map would, in query parameters and XML
public record MapShape(String name, MemberShape key, MemberShape value, boolean flattened, Constraints constraints)
        implements Shape {}
