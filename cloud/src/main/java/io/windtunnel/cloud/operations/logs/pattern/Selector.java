package io.windtunnel.cloud.operations.logs.pattern;

import io.windtunnel.cloud.operations.logs.pattern.PatternValues.Extracted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A path into JSON: `$.a.b[0]`, `$.a[*].c`, `$.a.*`, `$.['a.b']`.
record Selector(List<String> steps) {
    /// How many selectors are kept read, our choice.
    private static final int MOST_KEPT = 1_000;

    private static final Map<String, Optional<Selector>> KEPT = new ConcurrentHashMap<>();
    private static final String ANY = "*";

    /// The selector that `text` spells; empty when it is none.
    static Optional<Selector> parse(String text) {
        Optional<Selector> known = KEPT.get(text);
        if (known != null) return known;
        Optional<Selector> read = read(text);
        if (KEPT.size() < MOST_KEPT) KEPT.put(text, read);
        return read;
    }

    private static Optional<Selector> read(String text) {
        if (!text.startsWith("$")) return Optional.empty();
        List<String> steps = new ArrayList<>();
        int at = 1;
        while (at < text.length()) {
            if (text.charAt(at) == '.') at++;
            if (at == text.length()) return Optional.empty();
            if (text.charAt(at) == '[') {
                int end = text.indexOf(']', at);
                if (end < 0) return Optional.empty();
                String step = text.substring(at + 1, end);
                boolean quoted = step.length() >= 2 && (step.startsWith("'") || step.startsWith("\""));
                steps.add(quoted ? step.substring(1, step.length() - 1) : step);
                at = end + 1;
                continue;
            }
            int end = at;
            while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') end++;
            if (end == at) return Optional.empty();
            steps.add(text.substring(at, end));
            at = end;
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new Selector(List.copyOf(steps)));
    }

    /// What stands at the path.
    Extracted in(JsonNode root) {
        return in(root, 0);
    }

    private Extracted in(JsonNode node, int step) {
        if (step == steps.size()) return found(node);
        String name = steps.get(step);
        if (name.equals(ANY) && node.isContainer()) {
            List<Extracted> all = new ArrayList<>();
            for (JsonNode child : node) all.add(in(child, step + 1));
            return new Extracted.Many(all);
        }
        JsonNode child = node.isArray() ? element(node, name) : node.get(name);
        return child == null ? new Extracted.Missing() : in(child, step + 1);
    }

    private static @Nullable JsonNode element(JsonNode array, String index) {
        return index.matches("\\d{1,9}") ? array.get(Integer.parseInt(index)) : null;
    }

    private static Extracted found(JsonNode node) {
        if (node.isNull()) return new Extracted.Null();
        if (node.isContainer()) return new Extracted.Structure();
        return new Extracted.Scalar(node.isString() ? node.stringValue() : node.toString());
    }
}
