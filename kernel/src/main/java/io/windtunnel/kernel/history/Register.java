package io.windtunnel.kernel.history;

import java.util.Optional;

/// One item of a store: read, written, removed, and written on a condition.
public final class Register implements Specification<Optional<String>, Register.Input, Register.Output> {
    /// What may be done to it. Absent values are empty.
    public sealed interface Input {
        record Read() implements Input {}

        /// Writes the value, or removes it.
        record Write(Optional<String> value) implements Input {}

        /// Writes the value if the one that stands is the expected.
        record CompareAndSet(Optional<String> expected, Optional<String> value) implements Input {}
    }

    /// What may be answered.
    public sealed interface Output {
        record Value(Optional<String> value) implements Output {}

        record Done() implements Output {}

        /// The condition did not hold.
        record Refused() implements Output {}
    }

    @Override
    public Optional<String> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<Optional<String>> step(Optional<String> state, Input input, Optional<Output> output) {
        return switch (input) {
            case Input.Read _ -> agrees(output, new Output.Value(state)) ? Optional.of(state) : Optional.empty();
            case Input.Write write -> agrees(output, new Output.Done()) ? Optional.of(write.value()) : Optional.empty();
            case Input.CompareAndSet change -> {
                boolean holds = state.equals(change.expected());
                Output answer = holds ? new Output.Done() : new Output.Refused();
                if (!agrees(output, answer)) yield Optional.empty();
                yield Optional.of(holds ? change.value() : state);
            }
        };
    }

    private static boolean agrees(Optional<Output> told, Output right) {
        return told.isEmpty() || told.get().equals(right);
    }
}
