package io.windtunnel.rehearsal.file;

import java.util.List;
import java.util.Map;

/// A piece of YAML that knows where it stands.
sealed interface Node {
    /// A line and a column, both from 1.
    record Position(int line, int column) {}

    Position at();

    /// What it is, for people who wrote something else than was expected.
    String found();

    /// Text, a number, a truth value or nothing; `quoted` when it was written in quotes.
    record Scalar(Position at, String text, boolean quoted) implements Node {
        @Override
        public String found() {
            return text.isEmpty() && !quoted ? "nothing" : "`" + text + "`";
        }
    }

    record Sequence(Position at, List<Node> items) implements Node {
        @Override
        public String found() {
            return "a list";
        }
    }

    record Mapping(Position at, Map<String, Entry> entries) implements Node {
        @Override
        public String found() {
            return "a mapping";
        }
    }

    /// One `key: value`.
    record Entry(Position keyAt, Node value) {}
}
