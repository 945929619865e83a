package io.windtunnel.rehearsal.run;

import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.rehearsal.measure.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The journal of a rehearsal: keeps what happened in each design's account.
///
/// Thread safety: every method may be called from any thread.
final class Chronicle implements Journal {
    /// The most events kept of one account; a design that fails in circles would fill the memory.
    private static final int MOST_EVENTS = 20_000;

    private final Map<AccountId, List<Event>> events = new ConcurrentHashMap<>();
    private final Set<String> notHonoured = ConcurrentHashMap.newKeySet();

    @Override
    public void record(Event event) {
        List<Event> own = events.computeIfAbsent(event.scope().account(), _ -> new ArrayList<>());
        synchronized (own) {
            if (own.size() < MOST_EVENTS) own.add(event);
        }
    }

    /// A request member that nobody honours.
    void unhonoured(String service, String operation, String member) {
        notHonoured.add(service + " " + operation + ": " + member);
    }

    /// What happened in an account, in the order of time from `begin`.
    List<Happening> happenings(AccountId account, Instant begin) {
        List<Event> own = events.getOrDefault(account, List.of());
        synchronized (own) {
            return own.stream()
                    .filter(event -> !isNotHonoured(event))
                    .sorted(Comparator.comparing(Event::at))
                    .map(event -> new Happening(
                            Duration.between(begin, event.at()).toNanos(), event.kind(), event.subject(), event.words()))
                    .toList();
        }
    }

    /// What was asked for in that account and is not honoured.
    List<String> notHonoured(AccountId account) {
        Set<String> all = new LinkedHashSet<>();
        List<Event> own = events.getOrDefault(account, List.of());
        synchronized (own) {
            own.stream().filter(Chronicle::isNotHonoured).map(Event::words).forEach(all::add);
        }
        notHonoured.stream().sorted().forEach(all::add);
        return List.copyOf(all);
    }

    private static boolean isNotHonoured(Event event) {
        return event.kind().contains("honoured");
    }
}
