package io.windtunnel.wire.codec;

import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.model.Structure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is remembered while one request is decoded: where in it the codec stands, and which members no record holds.
public final class Decoding {
    /// How deep structures, lists and maps may be nested; deeper is malformed. DynamoDB, the deepest, allows 32.
    public static final int DEPTH_LIMIT = 100;

    /// How many members not honoured are remembered of one request.
    private static final int UNHONOURED_LIMIT = 100;

    private final List<String> path = new ArrayList<>();
    private @Nullable Set<String> unhonoured;

    /// Steps down to the member called `name`.
    void enter(String name) {
        if (path.size() >= DEPTH_LIMIT) throw new Malformed("The request is nested too deeply");
        path.add(name);
    }

    /// Steps down into a list or map.
    void enter() {
        enter("");
    }

    void leave() {
        path.removeLast();
    }

    /// Notes that the member called `name` of the structure the codec stands in was sent and is not honoured.
    void unhonoured(String name) {
        if (unhonoured == null) unhonoured = new LinkedHashSet<>();
        if (unhonoured.size() >= UNHONOURED_LIMIT) return;
        StringBuilder full = new StringBuilder();
        for (String step : path) if (!step.isEmpty()) full.append(step).append('.');
        unhonoured.add(full.append(name).toString());
    }

    /// Notes that a member was sent which the model does not have.
    ///
    /// @throws Malformed when it is sent as the member of a union
    void unknown(Structure shape, String name) {
        if (shape.traits().union()) throw new Malformed("The union %s has no such member".formatted(shape.name()));
        unhonoured(name);
    }

    /// Notes that the member at `position` was sent; returns how it is bound, or null where it is not honoured.
    public @Nullable Bound sent(Bound.OfStructure bound, int position, @Nullable Object[] row) {
        Bound member = bound.member(position);
        if (member == null) {
            row[position] = Bound.OfStructure.UNHONOURED;
            unhonoured(bound.shape().members().get(position).name());
        }
        return member;
    }

    /// The paths of the members that were sent and are not honoured.
    public Set<String> unhonoured() {
        return unhonoured == null ? Set.of() : unhonoured;
    }

    /// Refuses a union that has not exactly one member.
    static void checkUnion(Structure shape, @Nullable Object[] row) {
        if (!shape.traits().union()) return;
        int set = 0;
        for (Object value : row) if (value != null) set++;
        if (set != 1) throw new Malformed("Exactly one member of the union %s must be set".formatted(shape.name()));
    }
}
