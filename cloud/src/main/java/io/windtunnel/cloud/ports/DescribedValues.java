package io.windtunnel.cloud.ports;

import io.windtunnel.wire.Member;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a described resource by a path of its API's member names.
final class DescribedValues {
    private DescribedValues() {}

    static List<String> at(Record description, String path) {
        List<Object> here = List.of(description);
        for (String name : path.split("\\.")) {
            List<Object> next = new ArrayList<>();
            for (Object each : here) if (each instanceof Record described) add(next, component(described, name));
            here = next;
        }
        return here.stream().map(Object::toString).toList();
    }

    private static void add(List<Object> to, @Nullable Object value) {
        if (value instanceof List<?> several) for (Object each : several) add(to, each);
        else if (value != null) to.add(value);
    }

    private static @Nullable Object component(Record described, String name) {
        for (RecordComponent component : described.getClass().getRecordComponents())
            if (named(component, name)) return value(described, component);
        return null;
    }

    private static boolean named(RecordComponent component, String name) {
        Member member = component.getAnnotation(Member.class);
        String own = member == null ? component.getName() : member.value();
        return own.equals(name)
                || member == null
                        && !name.isEmpty()
                        && own.equals(Character.toLowerCase(name.charAt(0)) + name.substring(1));
    }

    private static @Nullable Object value(Record described, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(described);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
