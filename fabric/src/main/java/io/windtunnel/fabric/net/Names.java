package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/// The names inside of the cloud, as DNS would resolve them. The order of an answer rotates by one from answer to
/// answer, so that clients who take the first address spread over all.
///
/// Thread safety: every method may be called from any thread.
public final class Names {
    private record Entry(Function<Place, List<NamedAddress>> addresses, AtomicInteger turn) {}

    private final Map<String, Entry> byName = new ConcurrentHashMap<>();

    /// Sets what `name` resolves to; asked anew for every answer. Names are compared without regard to case.
    public void put(String name, Supplier<List<NamedAddress>> addresses) {
        putByPlace(name, _ -> addresses.get());
    }

    /// Sets what `name` resolves to for who asks from a place.
    public void putByPlace(String name, Function<Place, List<NamedAddress>> addresses) {
        byName.put(key(name), new Entry(addresses, new AtomicInteger()));
    }

    public void remove(String name) {
        byName.remove(key(name));
    }

    /// The addresses of `name` for somebody on the internet.
    public List<NamedAddress> resolve(String name) {
        return resolve(name, Place.INTERNET);
    }

    /// The addresses of `name` for who asks from `asker`, in the order to try them; empty when there is no such name.
    public List<NamedAddress> resolve(String name, Place asker) {
        Entry entry = byName.get(key(name));
        if (entry == null) return List.of();
        List<NamedAddress> all = entry.addresses.apply(asker);
        if (all.size() < 2) return all;
        int first = Math.floorMod(entry.turn.getAndIncrement(), all.size());
        NamedAddress[] turned = new NamedAddress[all.size()];
        for (int i = 0; i < turned.length; i++) turned[i] = all.get((first + i) % turned.length);
        return List.of(turned);
    }

    /// The same in an order that does not turn: for who turns it by himself.
    public List<NamedAddress> addresses(String name, Place asker) {
        Entry entry = byName.get(key(name));
        return entry == null ? List.of() : entry.addresses.apply(asker);
    }

    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
