package io.windtunnel.kernel.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a history is linearizable: whether its operations could have taken effect one after the other, each at some
/// moment between its call and its answer, on a single copy. An operation without an answer may have taken effect at
/// any
/// moment after its call, or not at all.
///
/// The search is Wing and Gong's, with Lowe's memory of what was tried: an operation that is called before any
/// other is answered may be the next; configurations (which operations are done, and the state) that led nowhere are
/// not tried again. Histories of independent items are to be checked one by one.
///
/// Sources: Wing, Gong, "Testing and Verifying Concurrent Objects", 1993; Lowe, "Testing for Linearizability", 2017.
public final class Linearizability {
    /// Configurations that are tried before the search gives up: 2 million, our choice; some 100 bytes each.
    private static final long MOST_CONFIGURATIONS = 2_000_000;

    /// What a check found.
    public sealed interface Verdict {
        /// It is linearizable: the operations in an order that explains it.
        record Linearizable<I, O>(List<Operation<I, O>> order) implements Verdict {}

        /// It is not: the longest order that explains a part of it, and what may not come next.
        record Violated<I, O>(List<Operation<I, O>> explained, List<Operation<I, O>> stuck) implements Verdict {}

        /// The search was too long.
        record Unknown() implements Verdict {}
    }

    private Linearizability() {}

    public static <S, I, O> Verdict check(Specification<S, I, O> specification, List<Operation<I, O>> history) {
        return new Search<>(specification, history).run();
    }

    private static final class Search<S, I, O> {
        /// @param from the first operation that is not done
        /// @param done which are done from there on
        private record Configuration<S>(int from, BitSet done, S state) {}

        /// An operation that was taken as the next.
        private record Taken<S>(int index, S before, int scanFrom) {}

        private final Specification<S, I, O> specification;
        private final List<Operation<I, O>> operations;
        private final BitSet done = new BitSet();
        private final Set<Configuration<S>> tried = new HashSet<>();
        private final List<Taken<S>> path = new ArrayList<>();
        private List<Integer> longest = List.of();
        private int answeredLeft;

        Search(Specification<S, I, O> specification, List<Operation<I, O>> history) {
            this.specification = specification;
            this.operations = history.stream()
                    .sorted(Comparator.comparingLong(Operation::invokedNanos))
                    .toList();
            this.answeredLeft =
                    (int) operations.stream().filter(Operation::answered).count();
        }

        Verdict run() {
            S state = specification.initial();
            int scan = 0;
            while (answeredLeft > 0) {
                int next = candidate(state, scan);
                if (next >= 0) {
                    Operation<I, O> operation = operations.get(next);
                    path.add(new Taken<>(next, state, next + 1));
                    state = specification
                            .step(state, operation.input(), operation.output())
                            .orElseThrow();
                    done.set(next);
                    if (operation.answered()) answeredLeft--;
                    if (path.size() > longest.size())
                        longest = path.stream().map(Taken::index).toList();
                    scan = 0;
                    continue;
                }
                if (path.isEmpty()) return violated();
                if (tried.size() >= MOST_CONFIGURATIONS) return new Verdict.Unknown();
                Taken<S> last = path.removeLast();
                done.clear(last.index);
                if (operations.get(last.index).answered()) answeredLeft++;
                state = last.before;
                scan = last.scanFrom;
            }
            return new Verdict.Linearizable<>(
                    path.stream().map(taken -> operations.get(taken.index)).toList());
        }

        /// The first operation from `from` on that may be the next and leads where the search has not been; -1 for
        /// none.
        private int candidate(S state, int from) {
            long firstAnswer = firstAnswer();
            for (int i = from; i < operations.size(); i++) {
                Operation<I, O> operation = operations.get(i);
                if (operation.invokedNanos() > firstAnswer) break;
                if (done.get(i)) continue;
                Optional<S> after = specification.step(state, operation.input(), operation.output());
                if (after.isEmpty() || !operation.answered() && isIdle(i, state, after.get())) continue;
                BitSet with = (BitSet) done.clone();
                with.set(i);
                int first = with.nextClearBit(0);
                if (tried.add(new Configuration<>(first, with.get(first, with.length()), after.get()))) return i;
            }
            return -1;
        }

        /// Whether nothing is gained by an operation without an answer: it changes nothing, or its like, called before
        /// it,
        /// may be taken instead.
        private boolean isIdle(int index, S before, S after) {
            if (before.equals(after)) return true;
            I input = operations.get(index).input();
            for (int i = done.nextClearBit(0); i < index; i = done.nextClearBit(i + 1)) {
                Operation<I, O> earlier = operations.get(i);
                if (!earlier.answered() && earlier.input().equals(input)) return true;
            }
            return false;
        }

        /// When the first of the operations that are not done was answered: what was called later cannot be the next.
        private long firstAnswer() {
            long first = Long.MAX_VALUE;
            for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
                Operation<I, O> operation = operations.get(i);
                if (operation.invokedNanos() > first) break;
                if (operation.answered()) first = Math.min(first, operation.returnedNanos());
            }
            return first;
        }

        private Verdict violated() {
            Set<Integer> explained = new HashSet<>(longest);
            long firstAnswer = Long.MAX_VALUE;
            for (int i = 0; i < operations.size(); i++)
                if (!explained.contains(i) && operations.get(i).answered())
                    firstAnswer = Math.min(firstAnswer, operations.get(i).returnedNanos());
            List<Operation<I, O>> stuck = new ArrayList<>();
            for (int i = 0; i < operations.size(); i++)
                if (!explained.contains(i) && operations.get(i).invokedNanos() <= firstAnswer)
                    stuck.add(operations.get(i));
            return new Verdict.Violated<>(longest.stream().map(operations::get).toList(), List.copyOf(stuck));
        }
    }
}
