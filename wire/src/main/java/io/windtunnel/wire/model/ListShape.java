package io.windtunnel.wire.model;

/// A list.
///
/// @param flattened whether its elements stand where the list would, in query parameters and XML
/// @param sparse whether null may stand among its values
public record ListShape(String name, MemberShape member, boolean flattened, boolean sparse, Constraints constraints)
        implements Shape {}
