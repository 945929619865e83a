package io.windtunnel.wire.model;

/// A list.
///
/// @param flattened whether its elements stand where the list would, in query parameters and XML
public record ListShape(String name, MemberShape member, boolean flattened, Constraints constraints) implements Shape {}
