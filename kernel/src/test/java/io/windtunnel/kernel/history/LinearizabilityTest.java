package io.windtunnel.kernel.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.history.Linearizability.Verdict;
import io.windtunnel.kernel.history.Register.Input;
import io.windtunnel.kernel.history.Register.Output;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
    private static final Output DONE = new Output.Done();
    private static final Output REFUSED = new Output.Refused();

    private final List<Operation<Input, Output>> history = new ArrayList<>();

    private void write(int client, String value, long from, long to) {
        history.add(new Operation<>(client, new Input.Write(Optional.of(value)), Optional.of(DONE), from, to));
    }

    private void lost(int client, String value, long from) {
        history.add(new Operation<>(client, new Input.Write(Optional.of(value)), Optional.empty(), from, 0));
    }

    private void read(int client, String value, long from, long to) {
        Optional<String> seen = value.isEmpty() ? Optional.empty() : Optional.of(value);
        history.add(new Operation<>(client, new Input.Read(), Optional.of(new Output.Value(seen)), from, to));
    }

    private void swap(int client, String expected, String value, boolean held, long from, long to) {
        history.add(new Operation<>(
                client,
                new Input.CompareAndSet(Optional.of(expected), Optional.of(value)),
                Optional.of(held ? DONE : REFUSED),
                from,
                to));
    }

    private Verdict check() {
        return Linearizability.check(new Register(), history);
    }

    private void good() {
        assertThat(check()).isInstanceOf(Verdict.Linearizable.class);
    }

    private void bad() {
        assertThat(check()).isInstanceOf(Verdict.Violated.class);
    }

    @Test
    void whatHappensOneAfterTheOtherIsLinearizable() {
        read(1, "", 0, 1);
        write(1, "a", 2, 3);
        read(2, "a", 4, 5);
        swap(2, "a", "b", true, 6, 7);
        swap(1, "a", "c", false, 8, 9);
        read(1, "b", 10, 11);
        good();
    }

    @Test
    void aStaleReadIsNot() {
        write(1, "a", 0, 1);
        write(1, "b", 2, 3);
        read(2, "a", 4, 5);
        bad();
    }

    @Test
    void aReadDuringAWriteMaySeeEither() {
        write(1, "a", 0, 1);
        write(1, "b", 2, 9);
        read(2, "a", 3, 4);
        read(2, "b", 5, 6);
        good();
        read(3, "a", 7, 8);
        bad();
    }

    @Test
    void aLostUpdateIsNot() {
        write(1, "a", 0, 1);
        swap(1, "a", "b", true, 2, 5);
        swap(2, "a", "c", true, 3, 4);
        bad();
    }

    @Test
    void aWriteWithoutAnAnswerMayHaveBeenDoneOrNot() {
        write(1, "a", 0, 1);
        lost(2, "b", 2);
        read(3, "a", 3, 4);
        good();
        read(3, "b", 5, 6);
        good();
        read(3, "a", 7, 8);
        bad();
    }

    @Test
    void anAcknowledgedWriteThatIsGoneIsNot() {
        write(1, "a", 0, 1);
        read(1, "", 2, 3);
        bad();
    }

    @Test
    void theVerdictTellsWhatCannotBe() {
        write(1, "a", 0, 1);
        read(2, "b", 2, 3);
        assertThat(check())
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.stuck().toString()).contains("client 2"));
    }

    /// Histories made by clients of one copy are linearizable; with one answer changed for a value that never stood,
    /// they
    /// are not.
    @Test
    void historiesOfOneCopyAreAcceptedAndFalsifiedOnesAreNot() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            history.clear();
            history.addAll(oneCopy(random, 4, 30));
            assertThat(check()).as("seed %d", seed).isInstanceOf(Verdict.Linearizable.class);
            if (falsify(random)) assertThat(check()).as("seed %d", seed).isInstanceOf(Verdict.Violated.class);
        }
    }

    private boolean falsify(SplittableRandom random) {
        int from = random.nextInt(history.size());
        for (int i = 0; i < history.size(); i++) {
            int at = (from + i) % history.size();
            Operation<Input, Output> old = history.get(at);
            boolean answeredRead = old.input() instanceof Input.Read && old.answered();
            if (!answeredRead) continue;
            Output wrong = new Output.Value(Optional.of("never written"));
            history.set(
                    at,
                    new Operation<>(
                            old.client(), old.input(), Optional.of(wrong), old.invokedNanos(), old.returnedNanos()));
            return true;
        }
        return false;
    }

    private record Pending(int client, Input input, long from, long effect, long to) {}

    /// Clients whose operations overlap and take effect at a drawn moment within; some answers are lost.
    private static List<Operation<Input, Output>> oneCopy(SplittableRandom random, int clients, int each) {
        List<Pending> all = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            long now = random.nextInt(10);
            for (int i = 0; i < each; i++) {
                long to = now + 2 + random.nextInt(30);
                all.add(new Pending(client, input(random), now, random.nextLong(now, to + 1), to));
                now = to + 1 + random.nextInt(10);
            }
        }
        all.sort(Comparator.comparingLong(Pending::effect));
        List<Operation<Input, Output>> history = new ArrayList<>();
        Register register = new Register();
        Optional<String> state = register.initial();
        for (Pending pending : all) {
            Output output = answer(state, pending.input);
            state = register.step(state, pending.input, Optional.of(output)).orElseThrow();
            boolean lost = random.nextInt(30) == 0;
            history.add(new Operation<>(
                    pending.client,
                    pending.input,
                    lost ? Optional.empty() : Optional.of(output),
                    pending.from,
                    pending.to));
        }
        return history;
    }

    private static Output answer(Optional<String> state, Input input) {
        return switch (input) {
            case Input.Read _ -> new Output.Value(state);
            case Input.Write _ -> DONE;
            case Input.CompareAndSet change -> state.equals(change.expected()) ? DONE : REFUSED;
        };
    }

    private static Input input(SplittableRandom random) {
        Optional<String> value = Optional.of("v" + random.nextInt(5));
        return switch (random.nextInt(3)) {
            case 0 -> new Input.Read();
            case 1 -> new Input.Write(random.nextInt(5) == 0 ? Optional.empty() : value);
            default -> new Input.CompareAndSet(Optional.of("v" + random.nextInt(5)), value);
        };
    }
}
