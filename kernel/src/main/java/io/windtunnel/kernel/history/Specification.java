package io.windtunnel.kernel.history;

import java.util.Optional;

/// What one copy would do: a state, and what each operation makes of it. States are values: they have `equals`.
public interface Specification<S, I, O> {
    S initial();

    /// The state after `input`, where it would answer `output` there; empty when it would answer otherwise.
    ///
    /// @param output empty when nobody knows the answer: any will do
    Optional<S> step(S state, I input, Optional<O> output);
}
