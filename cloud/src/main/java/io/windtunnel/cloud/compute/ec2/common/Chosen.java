package io.windtunnel.cloud.compute.ec2.common;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/// Which resources a describe operation is about.
public final class Chosen {
    private Chosen() {}

    /// Those of the ids, in the order of the ids, or all when no id is given. `require` refuses an id that is unknown.
    public static <T> Collection<T> of(Collection<T> all, List<String> ids, Function<String, T> require) {
        return ids.isEmpty() ? all : new TreeSet<>(ids).stream().map(require).toList();
    }
}
