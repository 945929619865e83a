package io.windtunnel.wire.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A structure or union: named members.
///
/// @param payload the member that is the whole body, where one is
/// @param xmlNamespace the URI, or prefix=URI, its root element declares
/// @param locationName its root element's name, where that is not the shape's
/// @param union whether exactly one member is set
/// @param error what makes it an error, where it is one
/// @param index the position of each member by its name
public record Structure(
        String name,
        List<MemberShape> members,
        @Nullable String payload,
        @Nullable String xmlNamespace,
        @Nullable String locationName,
        boolean union,
        boolean eventStream,
        @Nullable ErrorTrait error,
        Map<String, Integer> index)
        implements Shape {
    public Structure {
        Map<String, Integer> positions = HashMap.newHashMap(members.size());
        for (int i = 0; i < members.size(); i++) positions.put(members.get(i).name(), i);
        index = positions;
    }

    /// A structure that is neither error nor union.
    public static Structure of(String name, List<MemberShape> members) {
        return new Structure(name, members, null, null, null, false, false, null, Map.of());
    }

    @Override
    public Constraints constraints() {
        return Constraints.NONE;
    }

    /// The member called `name`, or null.
    public @Nullable MemberShape member(String name) {
        Integer position = index.get(name);
        return position == null ? null : members.get(position);
    }

    @Override
    public String toString() {
        return name;
    }

    /// What makes a structure an error.
    ///
    /// @param code its code in the query protocols
    /// @param status its HTTP status
    /// @param sender whether the client is at fault
    public record ErrorTrait(String code, int status, boolean sender) {}
}
