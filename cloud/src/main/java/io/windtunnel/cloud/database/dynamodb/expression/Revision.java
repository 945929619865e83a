package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.DocumentPath.Index;
import io.windtunnel.cloud.database.dynamodb.expression.DocumentPath.Name;
import io.windtunnel.cloud.database.dynamodb.expression.DocumentPath.Step;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An item while it is updated.
///
/// Thread safety: belongs to one update.
final class Revision {
    private final Item.Builder item;
    private final List<DocumentPath> removed = new ArrayList<>();

    private Revision(Item before) {
        item = before.toBuilder();
    }

    /// The item that `before` becomes by the actions of `update`; `values` are what its SETs set.
    static Item of(Item before, Update update, List<Value> values) {
        Revision revision = new Revision(before);
        for (Update.Action action : update.actions()) checkContainer(before, action.path());
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) order.add(i);
        order.sort((one, other) -> Integer.compare(index(update, one), index(update, other)));
        for (int i : order) {
            Update.Action action = update.actions().get(i);
            boolean isThere = action.path().in(before) != null;
            switch (action) {
                case Update.Set set -> revision.set(set.path(), values.get(i));
                case Update.Add add -> revision.edit(add.path(), held -> sum(update, held, add.value()));
                case Update.Delete delete -> {
                    if (isThere) revision.delete(update, delete);
                }
                case Update.Remove remove -> {
                    if (isThere) revision.removed.add(remove.path());
                }
            }
        }
        revision.removed.sort(Revision::lastFirst);
        for (DocumentPath path : revision.removed) revision.edit(path, _ -> null);
        return revision.item.build();
    }

    /// Refuses a path that leads where the item has no map or list of its kind.
    private static void checkContainer(Item before, DocumentPath path) {
        if (!path.isNested()) return;
        List<Step> steps = path.steps();
        Value container = new DocumentPath(steps.subList(0, steps.size() - 1)).in(before);
        boolean fits = switch (steps.getLast()) {
            case Name _ -> container instanceof Value.MapValue;
            case Index _ -> container instanceof Value.ListValue;
        };
        if (!fits) throw invalidPath();
    }

    /// Elements are set in the order of their numbers, because those beyond the end are appended.
    private static int index(Update update, int action) {
        return update.actions().get(action).path().steps().getLast() instanceof Index element ? element.index() : -1;
    }

    /// Of two elements of a list the last comes first: then removing one does not move the other.
    private static int lastFirst(DocumentPath one, DocumentPath other) {
        int common = Math.min(one.steps().size(), other.steps().size());
        for (int i = 0; i < common; i++) {
            Step first = one.steps().get(i);
            Step second = other.steps().get(i);
            if (first instanceof Index before && second instanceof Index after && before.index() != after.index())
                return Integer.compare(after.index(), before.index());
            if (!first.equals(second)) return first.toString().compareTo(second.toString());
        }
        return 0;
    }

    private interface Edit {
        /// What stands in place of `held`, null for nothing.
        @Nullable
        Value of(@Nullable Value held);
    }

    private void set(DocumentPath path, Value value) {
        if (path.isNested() && path.steps().size() - 1 + depth(value) > Value.DEPTH_LIMIT)
            throw AwsException.validation("Nesting Levels have exceeded supported limits: Attributes in the item have "
                    + "nested levels beyond supported limit");
        edit(path, _ -> value);
    }

    private static int depth(Value value) {
        int deepest = 0;
        if (value instanceof Value.ListValue list)
            for (Value element : list.elements()) deepest = Math.max(deepest, depth(element));
        else if (value instanceof Value.MapValue map)
            for (int i = 0; i < map.attributes().count(); i++)
                deepest = Math.max(deepest, depth(map.attributes().value(i)));
        else return 0;
        return deepest + 1;
    }

    private void delete(Update update, Update.Delete delete) {
        edit(delete.path(), held -> {
            if (held == null) return null;
            Value rest = difference(update, held, delete.value());
            if (rest == null) removed.add(delete.path());
            return rest == null ? held : rest;
        });
    }

    private void edit(DocumentPath path, Edit edit) {
        String name = path.attribute();
        Value held = item.get(name);
        Value edited = path.isNested() ? inside(held, path.steps(), 1, edit) : edit.of(held);
        if (edited == null) item.remove(name);
        else if (edited != held) item.put(name, edited);
    }

    /// `container` with what stands at the rest of the path edited.
    private static Value inside(@Nullable Value container, List<Step> steps, int at, Edit edit) {
        boolean isLast = at == steps.size() - 1;
        return switch (steps.get(at)) {
            case Name name -> {
                if (!(container instanceof Value.MapValue map)) throw invalidPath();
                Value held = map.attributes().get(name.name());
                Value edited = isLast ? edit.of(held) : inside(held, steps, at + 1, edit);
                yield new Value.MapValue(
                        edited == null
                                ? map.attributes().without(name.name())
                                : map.attributes().with(name.name(), edited));
            }
            case Index index -> {
                if (!(container instanceof Value.ListValue list)) throw invalidPath();
                boolean isThere = index.index() < list.elements().size();
                Value held = isThere ? list.elements().get(index.index()) : null;
                Value edited = isLast ? edit.of(held) : inside(held, steps, at + 1, edit);
                List<Value> elements = new ArrayList<>(list.elements());
                if (edited == null && isThere) elements.remove(index.index());
                if (edited != null && isThere) elements.set(index.index(), edited);
                if (edited != null && !isThere) elements.add(edited);
                yield new Value.ListValue(elements);
            }
        };
    }

    private static AwsException invalidPath() {
        return AwsException.validation("The document path provided in the update expression is invalid for update");
    }

    private static Value sum(Update update, @Nullable Value held, Value added) {
        return switch (held) {
            case null -> added;
            case Value.Number number when added instanceof Value.Number more -> Source.sum(number, more);
            case Value.TextSet set
            when added instanceof Value.TextSet more -> new Value.TextSet(union(set.elements(), more.elements()));
            case Value.NumberSet set
            when added instanceof Value.NumberSet more -> new Value.NumberSet(union(set.elements(), more.elements()));
            case Value.BinarySet set
            when added instanceof Value.BinarySet more -> new Value.BinarySet(union(set.elements(), more.elements()));
            case Value.ListValue list
            when added instanceof Value.ListValue more -> {
                List<Value> elements = new ArrayList<>(list.elements());
                elements.addAll(more.elements());
                yield new Value.ListValue(elements);
            }
            default -> throw update.wrongType();
        };
    }

    /// `held` without the elements of `taken`, or null where none is left.
    private static @Nullable Value difference(Update update, Value held, Value taken) {
        if (held instanceof Value.TextSet set && taken instanceof Value.TextSet less) {
            Set<String> rest = rest(set.elements(), less.elements());
            return rest.isEmpty() ? null : new Value.TextSet(rest);
        }
        if (held instanceof Value.NumberSet set && taken instanceof Value.NumberSet less) {
            Set<Value.Number> rest = rest(set.elements(), less.elements());
            return rest.isEmpty() ? null : new Value.NumberSet(rest);
        }
        if (held instanceof Value.BinarySet set && taken instanceof Value.BinarySet less) {
            Set<Value.Binary> rest = rest(set.elements(), less.elements());
            return rest.isEmpty() ? null : new Value.BinarySet(rest);
        }
        throw update.wrongType();
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> union = new LinkedHashSet<>(one);
        union.addAll(other);
        return union;
    }

    private static <T> Set<T> rest(Set<T> one, Set<T> other) {
        Set<T> rest = new LinkedHashSet<>(one);
        rest.removeAll(other);
        return rest;
    }
}
