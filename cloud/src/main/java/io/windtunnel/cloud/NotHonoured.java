package io.windtunnel.cloud;

import io.windtunnel.wire.Unhonoured;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// What clients and templates asked for and no service honours: counted, and told once each.
///
/// Thread safety: every method may be called from any thread.
public final class NotHonoured implements Unhonoured {
    /// How many different members are kept: 10,000, our choice. What comes beyond is told, not counted.
    private static final int MAX_MEMBERS = 10_000;

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Consumer<String> tell;

    /// @param tell called with a sentence for each member the first time it is met
    public NotHonoured(Consumer<String> tell) {
        this.tell = tell;
    }

    @Override
    public void report(String service, String operation, String memberPath) {
        String member = service + ":" + operation + " " + memberPath;
        LongAdder known = counts.get(member);
        if (known == null) {
            LongAdder first = new LongAdder();
            known = counts.size() < MAX_MEMBERS ? counts.putIfAbsent(member, first) : null;
            if (known == null) {
                known = first;
                tell.accept("not honoured: " + member);
            }
        }
        known.increment();
    }

    /// How often each member was asked for, by `service:operation member`.
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((member, count) -> all.put(member, count.sum()));
        return all;
    }
}
