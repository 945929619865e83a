package io.windtunnel.cloud.ports;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Pages of Windtunnel's own, under `/_windtunnel/` of the gateway: a service registers what a client or a person reads
/// there. The cloud offers it.
///
/// Thread safety: every method may be called from any thread.
public final class OwnPages {
    /// What is read.
    public record Page(String contentType, String text) {}

    private final Map<String, Supplier<Page>> pages = new ConcurrentHashMap<>();

    /// Sets what stands at `/_windtunnel/NAME`; made anew each time it is read.
    public void register(String name, Supplier<Page> page) {
        pages.put(name, page);
    }

    public Optional<Page> find(String name) {
        return Optional.ofNullable(pages.get(name)).map(Supplier::get);
    }
}
