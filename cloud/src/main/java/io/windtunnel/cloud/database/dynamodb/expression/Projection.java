package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which parts of an item are wanted. Of a list the wanted elements close up; a map or list of which
/// nothing wanted is there is not there either.
///
/// Thread safety: immutable.
public final class Projection {
    private final Branch root = new Branch();
    private final List<DocumentPath> paths;

    /// What is wanted below some value; all of it where neither has an entry.
    private static final class Branch {
        final Map<String, Branch> entries = new LinkedHashMap<>();
        final Map<Integer, Branch> elements = new TreeMap<>();

        boolean isWhole() {
            return entries.isEmpty() && elements.isEmpty();
        }
    }

    private Projection(List<DocumentPath> paths) {
        this.paths = List.copyOf(paths);
        for (DocumentPath path : paths) {
            Branch branch = root;
            for (DocumentPath.Step step : path.steps())
                branch = switch (step) {
                    case DocumentPath.Name name -> branch.entries.computeIfAbsent(name.name(), _ -> new Branch());
                    case DocumentPath.Index index -> branch.elements.computeIfAbsent(index.index(), _ -> new Branch());
                };
        }
    }

    public static Projection of(List<DocumentPath> paths) {
        return new Projection(paths);
    }

    /// Whole attributes.
    public static Projection ofAttributes(List<String> names) {
        return new Projection(names.stream().map(DocumentPath::of).toList());
    }

    public List<DocumentPath> paths() {
        return paths;
    }

    /// The wanted part of `item`.
    public Item of(Item item) {
        return entries(root, item);
    }

    private static Item entries(Branch branch, Item item) {
        Item.Builder part = Item.builder();
        branch.entries.forEach((name, below) -> {
            Value value = item.get(name);
            Value wanted = value == null ? null : part(below, value);
            if (wanted != null) part.put(name, wanted);
        });
        return part.build();
    }

    private static @Nullable Value part(Branch branch, Value value) {
        if (branch.isWhole()) return value;
        if (value instanceof Value.MapValue map) {
            Item part = entries(branch, map.attributes());
            return part.isEmpty() ? null : new Value.MapValue(part);
        }
        if (!(value instanceof Value.ListValue list)) return null;
        List<Value> part = new ArrayList<>();
        branch.elements.forEach((index, below) -> {
            Value element =
                    index < list.elements().size() ? part(below, list.elements().get(index)) : null;
            if (element != null) part.add(element);
        });
        return part.isEmpty() ? null : new Value.ListValue(part);
    }
}
