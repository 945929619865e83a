package io.windtunnel.cloud.template;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The resource types this cloud has, by name. Every service adds its own while the cloud is assembled.
public final class ResourceTypes {
    private final Map<String, ResourceType<?>> byName = new ConcurrentSkipListMap<>();

    /// @throws IllegalStateException when another service owns the name
    public void add(ResourceType<?> type) {
        if (byName.putIfAbsent(type.name(), type) != null)
            throw new IllegalStateException("two owners of resource type " + type.name());
    }

    public Optional<ResourceType<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<ResourceType<?>> all() {
        return byName.values();
    }
}
