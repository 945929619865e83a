package io.windtunnel.rehearsal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A request that traffic sends: its method, its path with key draws in braces, its headers and body; how often it is
/// chosen among others is its `weight`.
public record RequestTemplate(String method, List<Part> path, Map<String, String> headers, String body, double weight) {
    /// A piece of the path.
    public sealed interface Part {}

    /// Text that is always the same.
    public record Text(String text) implements Part {}

    /// A key drawn for each request.
    public record Key(KeyDraw draw) implements Part {}

    public RequestTemplate {
        if (!method.matches("[A-Z]+")) throw new IllegalArgumentException("an HTTP method in capitals, such as GET");
        if (!(weight > 0)) throw new IllegalArgumentException("a weight above zero");
        path = List.copyOf(path);
        headers = Map.copyOf(headers);
    }

    /// Reads `GET /orders/{zipf 1..100000}`; a path alone is a GET.
    public static RequestTemplate parse(String text, Map<String, String> headers, String body, double weight) {
        String said = text.strip();
        int slash = said.indexOf('/');
        if (slash < 0) throw new IllegalArgumentException("a method and a path, such as `GET /`");
        String method = slash == 0 ? "GET" : said.substring(0, slash).strip();
        return new RequestTemplate(method, parts(said.substring(slash)), headers, body, weight);
    }

    private static List<Part> parts(String path) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', from)) {
            int close = path.indexOf('}', open);
            if (close < 0) throw new IllegalArgumentException("a closing `}`");
            if (open > from) parts.add(new Text(path.substring(from, open)));
            parts.add(new Key(KeyDraw.parse(path.substring(open + 1, close))));
            from = close + 1;
        }
        if (from < path.length()) parts.add(new Text(path.substring(from)));
        for (Part part : parts)
            if (part instanceof Text text && text.text().matches(".*\\s.*"))
                throw new IllegalArgumentException("a path without spaces");
        return parts;
    }

    /// Paths to send, one after the other; belongs to one thread.
    public Supplier<String> paths(RandomGenerator random) {
        if (path.size() == 1 && path.getFirst() instanceof Text text) return text::text;
        List<Supplier<String>> pieces = new ArrayList<>();
        for (Part part : path) {
            switch (part) {
                case Text text -> pieces.add(text::text);
                case Key key -> {
                    LongSupplier keys = key.draw().keys(random);
                    pieces.add(() -> Long.toString(keys.getAsLong()));
                }
            }
        }
        return () -> {
            StringBuilder whole = new StringBuilder();
            for (Supplier<String> piece : pieces) whole.append(piece.get());
            return whole.toString();
        };
    }
}
