package io.windtunnel.rehearsal.plan;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which requests a behaviour answers: a method and a path such as `GET /orders/{id}`; `*` stands for any method or, at
/// the end of the path, for the rest of it. The query string does not matter.
public record RequestPattern(String method, List<String> segments, boolean open) {
    public RequestPattern {
        if (!method.matches("\\*|[A-Z]+")) throw new IllegalArgumentException("an HTTP method in capitals, or *");
        segments = List.copyOf(segments);
    }

    /// Reads `GET /orders/{id}`, `* /static/*` or `/health` (any method).
    public static RequestPattern parse(String text) {
        String[] words = text.strip().split("\\s+");
        String path = words[words.length - 1];
        if (words.length > 2 || !path.startsWith("/"))
            throw new IllegalArgumentException("a method and a path, such as `GET /orders/{id}`");
        boolean open = path.endsWith("/*");
        String fixed = open ? path.substring(0, path.length() - 2) : path;
        if (fixed.contains("*")) throw new IllegalArgumentException("a `*` only at the end of the path");
        List<String> segments = open && fixed.isEmpty() ? List.of() : split(fixed);
        return new RequestPattern(words.length == 2 ? words[0] : "*", segments, open);
    }

    /// Whether a request is meant. `target` is the request's path, with or without a query string.
    public boolean matches(String requestMethod, String target) {
        if (!method.equals("*") && !method.equals(requestMethod)) return false;
        int query = target.indexOf('?');
        List<String> asked = split(query < 0 ? target : target.substring(0, query));
        if (open ? asked.size() < segments.size() : asked.size() != segments.size()) return false;
        for (int i = 0; i < segments.size(); i++) {
            String wanted = segments.get(i);
            if (!named(wanted) && !wanted.equals(asked.get(i))) return false;
        }
        return true;
    }

    /// The names of its segments in braces.
    public List<String> names() {
        return segments.stream()
                .filter(RequestPattern::named)
                .map(RequestPattern::name)
                .toList();
    }

    /// What a matching request has in the places of the names, percent-decoded.
    public Map<String, String> values(String target) {
        if (segments.stream().noneMatch(RequestPattern::named)) return Map.of();
        int query = target.indexOf('?');
        List<String> asked = split(query < 0 ? target : target.substring(0, query));
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size() && i < asked.size(); i++) {
            String text = asked.get(i).replace("+", "%2B");
            if (named(segments.get(i)))
                values.put(name(segments.get(i)), URLDecoder.decode(text, StandardCharsets.UTF_8));
        }
        return values;
    }

    private static boolean named(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - 1);
    }

    private static List<String> split(String path) {
        return List.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1));
    }

    @Override
    public String toString() {
        return method + " /" + String.join("/", segments) + (open ? "/*" : "");
    }
}
