package io.windtunnel.cloud.operations.logs.pattern;

import io.windtunnel.cloud.operations.logs.pattern.PatternValues.Extracted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A filter pattern that has been read.
///
/// Thread safety: immutable.
public sealed interface FilterPattern {
    /// The empty pattern.
    record Everything() implements FilterPattern {}

    /// Terms: all of `required`, none of `excluded`, and at least one of `optional` if there are any.
    record Terms(List<Term> required, List<Term> optional, List<Term> excluded) implements FilterPattern {}

    /// `{ ... }` over a JSON event.
    record Json(Condition condition) implements FilterPattern {}

    /// `[ ... ]` over fields that spaces part.
    record Delimited(List<Field> fields) implements FilterPattern {
        /// Whether a selector such as `$bytes` is that of a field: by its name, or by its number where
        /// it has none.
        public boolean names(String selector) {
            String name = selector.substring(1);
            return fields.stream().anyMatch(field -> field.name().equals(name)) || name.matches("[1-9]\\d{0,3}");
        }

        /// @param name empty for a field without one, `...` for any number of fields
        /// @param condition null without one
        record Field(String name, Optional<Condition> condition) {
            static final String ELLIPSIS = "...";

            boolean isEllipsis() {
                return name.equals(ELLIPSIS);
            }
        }
    }

    /// The pattern that `text` spells.
    ///
    /// @throws BadPattern when it is none
    static FilterPattern parse(String text) {
        return PatternReader.read(text);
    }

    default boolean matches(String message) {
        return match(message).isPresent();
    }

    /// What the pattern sees in a message that it matches; empty when it does not.
    default Optional<Match> match(String message) {
        return switch (this) {
            case Everything _ -> Optional.of(new Match(new PatternValues.OfText(message)));
            case Terms terms ->
                TermMatch.matches(terms, message)
                        ? Optional.of(new Match(new PatternValues.OfText(message)))
                        : Optional.empty();
            case Json json ->
                PatternValues.OfJson.of(message)
                        .filter(values -> json.condition().holds(values))
                        .map(Match::new);
            case Delimited delimited ->
                PatternValues.OfFields.of(delimited, message)
                        .filter(values -> delimited.fields().stream()
                                .allMatch(field -> field.condition().isEmpty()
                                        || field.condition().get().holds(values)))
                        .map(Match::new);
        };
    }

    /// The values by selector that `TestMetricFilter` shows of a message that matches.
    default Map<String, String> extracted(Match match) {
        return switch (this) {
            case Everything _, Terms _ -> Map.of();
            case Json json -> json.condition().selected(match);
            case Delimited _ -> match.values() instanceof PatternValues.OfFields fields ? fields.named() : Map.of();
        };
    }

    /// How many regular expressions it has: AWS allows two in a pattern and five in a group.
    default int regexes() {
        return switch (this) {
            case Everything _ -> 0;
            case Terms terms -> TermMatch.regexes(terms);
            case Json json -> json.condition().regexes();
            case Delimited delimited ->
                delimited.fields().stream()
                        .mapToInt(field ->
                                field.condition().map(Condition::regexes).orElse(0))
                        .sum();
        };
    }

    /// A message that matched, and its values.
    record Match(PatternValues values) {
        /// The value at a selector such as `$.latency` or `$bytes`; empty when the message has none
        /// there.
        public Optional<String> value(String selector) {
            return values.at(selector) instanceof Extracted.Scalar scalar
                    ? Optional.of(scalar.text())
                    : Optional.empty();
        }
    }
}
