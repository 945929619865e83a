package io.windtunnel.wire.bind;

import io.windtunnel.wire.model.Structure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A structure as a map from member names to values. Encoding also takes a record, as an error's members may be.
final class MapForm implements Bound.Form {
    private final Binder binder;
    private final Structure shape;

    MapForm(Binder binder, Structure shape) {
        this.binder = binder;
        this.shape = shape;
    }

    @Override
    public Object build(@Nullable Object[] row) {
        Bound.OfStructure bound = binder.structure(shape);
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            Bound member = bound.member(i);
            if (value != null && member != null) map.put(shape.members().get(i).name(), member.build(value));
        }
        return map;
    }

    @Override
    public @Nullable Object[] take(Object value) {
        if (value instanceof Record)
            return binder.structure(shape, value.getClass()).take(value);
        @Nullable Object[] row = new Object[shape.members().size()];
        ((Map<?, ?>) value).forEach((name, held) -> {
            int position = shape.position((String) name);
            if (position < 0) throw new BindingException(shape.name() + " has no member " + name);
            row[position] = held;
        });
        return row;
    }
}
