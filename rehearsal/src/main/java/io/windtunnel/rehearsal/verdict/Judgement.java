package io.windtunnel.rehearsal.verdict;

import io.windtunnel.rehearsal.plan.Promise;

/// One promise, judged for one design.
///
/// @param measured in the promise's unit; NaN when nothing could be measured, infinite for a recovery that never came
/// @param words the measured value for people, such as `95.1 %` or `12.3 s`
public record Judgement(Promise promise, Outcome outcome, double measured, String words) {
    /// How it came out.
    public enum Outcome {
        KEPT("kept"),
        BROKEN("BROKEN"),
        /// Nothing to judge it by; told, and not counted as broken.
        NOT_JUDGED("not judged");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
