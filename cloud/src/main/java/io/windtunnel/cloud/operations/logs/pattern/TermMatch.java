package io.windtunnel.cloud.operations.logs.pattern;

import java.util.List;
import java.util.stream.Stream;

/// How terms are matched.
final class TermMatch {
    private TermMatch() {}

    static boolean matches(FilterPattern.Terms terms, String message) {
        for (Term term : terms.required()) if (!term.in(message)) return false;
        for (Term term : terms.excluded()) if (term.in(message)) return false;
        if (terms.optional().isEmpty()) return true;
        for (Term term : terms.optional()) if (term.in(message)) return true;
        return false;
    }

    static int regexes(FilterPattern.Terms terms) {
        return (int) Stream.of(terms.required(), terms.optional(), terms.excluded())
                .flatMap(List::stream)
                .filter(Term.Regex.class::isInstance)
                .count();
    }
}
