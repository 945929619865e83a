package io.windtunnel.wire.protocol;

import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.codec.Form;
import io.windtunnel.wire.model.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The path templates of a REST service's operations: which operation a method, path and query string name.
///
/// Thread safety: immutable.
///
/// Source: https://smithy.io/2.0/spec/http-bindings.html#uri-and-pattern-conflicts
public final class RestRoutes {
    private final Map<String, List<Route>> byMethod = new HashMap<>();

    /// One operation's template, cut at its slashes.
    private record Route(Operation operation, List<String> segments, Map<String, List<String>> query, String order) {}

    private RestRoutes() {}

    public static RestRoutes of(ServiceModel model) {
        RestRoutes routes = new RestRoutes();
        for (String name : model.operations()) {
            Operation operation = model.operation(name);
            if (operation != null) routes.add(operation);
        }
        // Literals win over labels, labels over greedy labels, a template with a query over one without.
        for (List<Route> list : routes.byMethod.values()) list.sort((one, other) -> one.order.compareTo(other.order));
        return routes;
    }

    private void add(Operation operation) {
        String uri = operation.uri();
        int question = uri.indexOf('?');
        List<String> segments = segments(question < 0 ? uri : uri.substring(0, question));
        Form query = Form.parse(question < 0 ? "" : uri.substring(question + 1));
        StringBuilder order = new StringBuilder();
        for (String segment : segments) order.append(!isLabel(segment) ? 'a' : isGreedy(segment) ? 'c' : 'b');
        order.append(Character.toChars(0x7e - Math.min(query.all().size(), 9)));
        byMethod.computeIfAbsent(operation.method(), method -> new ArrayList<>())
                .add(new Route(operation, segments, query.all(), order.toString()));
    }

    /// The operation `request` is for, whose labels it is given; null when there is none.
    public @Nullable Operation match(Incoming request) {
        List<String> path = segments(request.rawPath());
        for (Route route : byMethod.getOrDefault(request.method(), List.of())) {
            Map<String, String> labels = labels(route, path);
            if (labels == null || !hasQuery(route, request)) continue;
            request.labels(labels);
            return route.operation;
        }
        return null;
    }

    private static boolean hasQuery(Route route, Incoming request) {
        if (route.query.isEmpty()) return true;
        Map<String, List<String>> sent = request.query().all();
        return route.query.entrySet().stream()
                .allMatch(
                        wanted -> sent.getOrDefault(wanted.getKey(), List.of()).containsAll(wanted.getValue()));
    }

    private static @Nullable Map<String, String> labels(Route route, List<String> path) {
        List<String> segments = route.segments;
        Map<String, String> labels = new HashMap<>();
        int at = 0;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isGreedy(segment)) {
                int end = path.size() - (segments.size() - i - 1);
                if (end <= at) return null;
                labels.put(segment.substring(1, segment.length() - 2), String.join("/", path.subList(at, end)));
                at = end;
            } else if (at >= path.size()) {
                return null;
            } else if (isLabel(segment)) {
                if (path.get(at).isEmpty()) return null;
                labels.put(segment.substring(1, segment.length() - 1), path.get(at++));
            } else if (!segment.equals(path.get(at++))) {
                return null;
            }
        }
        return at == path.size() ? labels : null;
    }

    private static boolean isLabel(String segment) {
        return segment.startsWith("{");
    }

    private static boolean isGreedy(String segment) {
        return segment.endsWith("+}");
    }

    /// The parts of a path between slashes, without the emptiness before the first and after the last.
    private static List<String> segments(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.length();
        if (end > start && path.charAt(end - 1) == '/') end--;
        return end <= start
                ? List.of()
                : Arrays.asList(path.substring(start, end).split("/", -1));
    }
}
