package io.windtunnel.wire.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A structure or union: named members.
public final class Structure implements Shape {
    private final String name;
    private final List<MemberShape> members;
    private final Traits traits;
    private final Map<String, Integer> byName;
    private final Map<String, Integer> byLocationName;

    public Structure(String name, List<MemberShape> members, Traits traits) {
        this.name = name;
        this.members = List.copyOf(members);
        this.traits = traits;
        byName = HashMap.newHashMap(members.size());
        byLocationName = HashMap.newHashMap(members.size());
        for (int i = 0; i < members.size(); i++) {
            byName.put(members.get(i).name(), i);
            byLocationName.put(members.get(i).locationName(), i);
        }
    }

    @Override
    public String name() {
        return name;
    }

    public List<MemberShape> members() {
        return members;
    }

    public Traits traits() {
        return traits;
    }

    @Override
    public Constraints constraints() {
        return Constraints.NONE;
    }

    /// The position of the member called `member`, or -1.
    public int position(String member) {
        return byName.getOrDefault(member, -1);
    }

    /// The position of the member that is called `locationName` on the wire, or -1.
    public int wirePosition(String locationName) {
        return byLocationName.getOrDefault(locationName, -1);
    }

    /// The position of the member that is the whole body, or -1.
    public int payloadPosition() {
        return traits.payload == null ? -1 : position(traits.payload);
    }

    /// What is particular about a structure.
    ///
    /// @param payload the member that is the whole body, where one is
    /// @param xmlNamespace the URI, or prefix=URI, its root element declares
    /// @param locationName its root element's name, where that is not the shape's
    /// @param union whether exactly one member is set
    /// @param error what makes it an error, where it is one
    public record Traits(
            @Nullable String payload,
            @Nullable String xmlNamespace,
            @Nullable String locationName,
            boolean union,
            boolean eventStream,
            @Nullable ErrorTrait error) {
        public static final Traits NONE = new Traits(null, null, null, false, false, null);
    }

    /// What makes a structure an error.
    ///
    /// @param code its code in the query protocols
    /// @param status its HTTP status
    /// @param sender whether the client is at fault
    public record ErrorTrait(String code, int status, boolean sender) {}

    @Override
    public String toString() {
        return name;
    }
}
