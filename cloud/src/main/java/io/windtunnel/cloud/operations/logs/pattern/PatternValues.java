package io.windtunnel.cloud.operations.logs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The values of one event, as a pattern's selectors name them.
sealed interface PatternValues {
    /// What a selector finds.
    sealed interface Extracted {
        record Missing() implements Extracted {}

        record Null() implements Extracted {}

        /// An object or an array, which nothing can be compared to.
        record Structure() implements Extracted {}

        record Scalar(String text) implements Extracted {}

        /// What a wildcard finds.
        record Many(List<Extracted> values) implements Extracted {}
    }

    Extracted at(String selector);

    /// A text that has no values.
    record OfText(String message) implements PatternValues {
        @Override
        public Extracted at(String selector) {
            return new Extracted.Missing();
        }
    }

    /// A JSON event; selectors are paths such as `$.users[0].id`.
    record OfJson(JsonNode root) implements PatternValues {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        /// Empty when the message is no JSON object or array.
        static Optional<PatternValues> of(String message) {
            int start = 0;
            while (start < message.length() && Character.isWhitespace(message.charAt(start))) start++;
            if (start == message.length() || "{[".indexOf(message.charAt(start)) < 0) return Optional.empty();
            try {
                return Optional.of(new OfJson(JSON.readTree(message)));
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }

        @Override
        public Extracted at(String selector) {
            return Selector.parse(selector)
                    .map(path -> path.in(root))
                    .<Extracted>map(found -> found)
                    .orElseGet(Extracted.Missing::new);
        }
    }

    /// An event of fields that spaces part; selectors are names such as `$bytes`.
    record OfFields(Map<String, String> named) implements PatternValues {
        /// Empty when the event has not as many fields as the pattern.
        static Optional<PatternValues> of(FilterPattern.Delimited pattern, String message) {
            List<String> values = split(message);
            List<FilterPattern.Delimited.Field> fields = pattern.fields();
            int ellipsis = -1;
            for (int i = 0; i < fields.size(); i++) if (fields.get(i).isEllipsis()) ellipsis = i;
            boolean fits = ellipsis < 0 ? values.size() == fields.size() : values.size() >= fields.size() - 1;
            if (!fits) return Optional.empty();
            Map<String, String> named = new TreeMap<>();
            int afterEllipsis = fields.size() - 1 - ellipsis;
            for (int i = 0; i < values.size(); i++) {
                int fromEnd = values.size() - i;
                String name = "";
                if (ellipsis < 0 || i < ellipsis) name = fields.get(i).name();
                else if (fromEnd <= afterEllipsis)
                    name = fields.get(fields.size() - fromEnd).name();
                named.put("$" + (name.isEmpty() ? Integer.toString(i + 1) : name), values.get(i));
            }
            return Optional.of(new OfFields(named));
        }

        /// What stands between spaces, between brackets, or between quotes.
        static List<String> split(String message) {
            List<String> values = new ArrayList<>();
            int at = 0;
            while (at < message.length()) {
                char first = message.charAt(at);
                if (Character.isWhitespace(first)) {
                    at++;
                    continue;
                }
                char closing = first == '[' ? ']' : first == '"' ? '"' : ' ';
                int end = closing == ' ' ? endOfWord(message, at) : message.indexOf(closing, at + 1);
                if (end < 0) end = message.length();
                values.add(message.substring(closing == ' ' ? at : at + 1, end));
                at = end + 1;
            }
            return values;
        }

        private static int endOfWord(String message, int from) {
            int end = from;
            while (end < message.length() && !Character.isWhitespace(message.charAt(end))) end++;
            return end;
        }

        @Override
        public Extracted at(String selector) {
            String value = named.get(selector.startsWith("$") ? selector : "$" + selector);
            return value == null ? new Extracted.Missing() : new Extracted.Scalar(value);
        }
    }
}
