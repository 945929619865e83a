package io.windtunnel.rehearsal.steps;

import io.windtunnel.kernel.history.Linearizability;
import io.windtunnel.kernel.history.Operation;
import io.windtunnel.kernel.history.Register;
import io.windtunnel.rehearsal.measure.Account.History;
import io.windtunnel.rehearsal.steps.Ledger.Entry;
import io.windtunnel.rehearsal.steps.Ledger.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a ledger proves. Pure.
final class Audit {
    /// The longest history of one item that is checked for a single copy: the search may be exponential. Ours.
    private static final int LONGEST = 2_000;

    /// Whatever was there before the first write: nothing.
    private static final Entry BEFORE = new Entry(true, null, Long.MIN_VALUE, Long.MIN_VALUE);

    private Audit() {}

    /// The acknowledged writes of which `left` shows nothing: those that began when the one that is left had ended.
    ///
    /// @param left what is there now; null for nothing
    static List<Entry> gone(List<Entry> history, @Nullable String left) {
        Entry survivor = latest(history, left, Long.MAX_VALUE);
        if (survivor == null) return List.of(); // somebody else's
        return history.stream()
                .filter(entry -> entry.write() && entry.acknowledged() && entry.begin() > survivor.end())
                .toList();
    }

    /// The reads that told an older state than one which was acknowledged before they began.
    static long stale(List<Entry> history) {
        Map<Optional<String>, List<Entry>> writesOf = new HashMap<>();
        TreeMap<Long, Long> lastBegun = new TreeMap<>();
        history.stream()
                .filter(Entry::write)
                .forEach(write -> writesOf.computeIfAbsent(Optional.ofNullable(write.value()), _ -> new ArrayList<>())
                        .add(write));
        long begun = Long.MIN_VALUE;
        List<Entry> acknowledged = history.stream()
                .filter(entry -> entry.write() && entry.acknowledged())
                .sorted(Comparator.comparingLong(Entry::end))
                .toList();
        for (Entry write : acknowledged) lastBegun.put(write.end(), begun = Math.max(begun, write.begin()));
        long stale = 0;
        for (Entry read : history) {
            if (read.write() || !read.acknowledged()) continue;
            Entry told = latest(
                    writesOf.getOrDefault(Optional.ofNullable(read.value()), List.of()), read.value(), read.end());
            Map.Entry<Long, Long> before = lastBegun.lowerEntry(read.begin());
            if (told != null && before != null && before.getValue() > told.end()) stale++;
        }
        return stale;
    }

    /// The write that ended last among those of a value that had begun by then; null when there is none.
    private static @Nullable Entry latest(List<Entry> history, @Nullable String value, long by) {
        Entry latest = value == null ? BEFORE : null;
        for (Entry entry : history)
            if (entry.write()
                    && entry.begin() <= by
                    && Objects.equals(entry.value(), value)
                    && (latest == null || entry.end() > latest.end())) latest = entry;
        return latest;
    }

    /// Whether the operations on each target could have been those on a single copy.
    static List<History> histories(Map<Item, List<Entry>> ledger) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        ledger.forEach((item, history) -> {
            if (history.stream().noneMatch(entry -> !entry.write())) return;
            tallies.computeIfAbsent(item.target(), _ -> new Tally()).check(item, history);
        });
        List<History> histories = new ArrayList<>();
        tallies.forEach((target, tally) -> histories.add(
                new History(target, tally.operations, tally.items, tally.violated, tally.unchecked, tally.first)));
        return histories;
    }

    private static final class Tally {
        private long operations;
        private long items;
        private long violated;
        private long unchecked;
        private String first = "";

        void check(Item item, List<Entry> history) {
            operations += history.size();
            items++;
            if (history.size() > LONGEST) {
                unchecked++;
                return;
            }
            switch (Linearizability.check(new Register(), operations(history))) {
                case Linearizability.Verdict.Linearizable<?, ?> _ -> {}
                case Linearizability.Verdict.Unknown _ -> unchecked++;
                case Linearizability.Verdict.Violated<?, ?> found -> {
                    violated++;
                    if (first.isEmpty() && !found.stuck().isEmpty())
                        first = words(item, found.stuck().getFirst());
                }
            }
        }
    }

    private static List<Operation<Register.Input, Register.Output>> operations(List<Entry> history) {
        List<Operation<Register.Input, Register.Output>> operations = new ArrayList<>(history.size());
        for (Entry entry : history) {
            Optional<String> value = Optional.ofNullable(entry.value());
            Register.Input input = entry.write() ? new Register.Input.Write(value) : new Register.Input.Read();
            Register.Output output = entry.write() ? new Register.Output.Done() : new Register.Output.Value(value);
            operations.add(new Operation<>(
                    operations.size(),
                    input,
                    entry.acknowledged() ? Optional.of(output) : Optional.empty(),
                    entry.begin(),
                    entry.end()));
        }
        return operations;
    }

    private static String words(Item item, Operation<?, ?> stuck) {
        return String.format(
                Locale.ROOT,
                "%s %s, from %.3f s to %.3f s: %s %s",
                item.target(),
                item.key(),
                stuck.invokedNanos() / 1e9,
                stuck.returnedNanos() / 1e9,
                stuck.input() instanceof Register.Input.Write write
                        ? "wrote " + write.value().orElse("nothing")
                        : "read",
                stuck.output().map(Audit::told).orElse("without an answer"));
    }

    private static String told(Object output) {
        return output instanceof Register.Output.Value value ? value.value().orElse("nothing") : "";
    }
}
