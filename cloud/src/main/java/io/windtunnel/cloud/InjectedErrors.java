package io.windtunnel.cloud;

import io.windtunnel.cloud.ports.ApiErrors;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Identities;
import io.windtunnel.wire.ApiFaults;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The errors injected into calls of this cloud's APIs. While there are none, a call pays for one volatile read.
///
/// Thread safety: every method may be called from any thread.
final class InjectedErrors implements ApiErrors, ApiFaults {
    private final Directory directory;
    private final RandomGenerator random;
    private volatile @Nullable List<Entry> entries;

    /// One injection; its identity tells it from its like.
    private static final class Entry {
        final Injection injection;

        Entry(Injection injection) {
            this.injection = injection;
        }
    }

    InjectedErrors(Directory directory, RandomGenerator random) {
        this.directory = directory;
        this.random = random;
    }

    @Override
    public Injected inject(Injection injection) {
        Entry entry = new Entry(injection);
        synchronized (this) {
            List<Entry> known = entries;
            entries = known == null
                    ? List.of(entry)
                    : Stream.concat(known.stream(), Stream.of(entry)).toList();
        }
        return () -> remove(entry);
    }

    private synchronized void remove(Entry entry) {
        List<Entry> known = entries;
        if (known == null) return;
        List<Entry> left = known.stream().filter(each -> each != entry).toList();
        entries = left.isEmpty() ? null : left;
    }

    @Override
    public @Nullable AwsException strike(String service, String operation, Call call) {
        List<Entry> known = entries;
        return known == null ? null : strike(known, service, operation, call);
    }

    private @Nullable AwsException strike(List<Entry> known, String service, String operation, Call call) {
        for (Entry entry : known) {
            Injection injection = entry.injection;
            if (!injection.service().equals(service) || !injection.scope().equals(call.scope())) continue;
            if (!injection.operations().isEmpty() && !injection.operations().contains(operation)) continue;
            if (injection.roles().isEmpty() || made(call, injection)) {
                if (drawn(injection.percent())) return ErrorForms.of(injection.kind(), service);
            }
        }
        return null;
    }

    private boolean made(Call call, Injection injection) {
        return directory
                .find(Identities.class)
                .flatMap(identities -> identities.of(call.accessKeyId()))
                .filter(who -> injection.roles().stream().anyMatch(role -> who.under(role)))
                .isPresent();
    }

    private synchronized boolean drawn(int percent) {
        return percent >= 100 || random.nextInt(100) < percent;
    }
}
