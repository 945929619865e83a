package io.windtunnel.wire.protocol;

import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.codec.Form;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.MemberShape.Location;
import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.Structure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The path templates of a REST service's operations: which operation a method, path and query string name. Where
/// several share a template, as S3's do, the parameters and headers they require tell them apart: what demands most of
/// what was sent is meant.
///
/// Thread safety: immutable.
///
/// Source: https://smithy.io/2.0/spec/http-bindings.html#uri-and-pattern-conflicts
public final class RestRoutes {
    private static final String LABEL = "{}";
    private static final String GREEDY = "{+}";

    private final Map<String, List<Template>> byMethod = new HashMap<>();

    /// A path cut at its slashes, labels without their names, and the operations that stand at it.
    private record Template(List<String> segments, String order, List<Route> routes) {}

    /// One operation.
    ///
    /// @param labels the names of the labels, in the path's order
    /// @param query the names and values that its template demands of the query string
    /// @param parameters the parameters its request requires
    /// @param headers the headers its request requires
    private record Route(
            Operation operation,
            List<String> labels,
            Map<String, List<String>> query,
            List<String> parameters,
            List<String> headers) {
        int demands() {
            return parameters.size() + headers.size();
        }

        boolean isOfQuery() {
            return !query.isEmpty() || !parameters.isEmpty();
        }
    }

    private RestRoutes() {}

    public static RestRoutes of(ServiceModel model) {
        RestRoutes routes = new RestRoutes();
        for (String name : model.operations()) {
            Operation operation = model.operation(name);
            if (operation != null) routes.add(operation);
        }
        // Literals win over labels, labels over greedy labels, a template with a query over one without.
        Comparator<Route> order = Comparator.comparingInt((Route route) -> -route.query.size())
                .thenComparing(route -> route.query.toString())
                .thenComparingInt(route -> -route.demands());
        for (List<Template> templates : routes.byMethod.values()) {
            templates.sort(Comparator.comparing(Template::order));
            for (Template template : templates) template.routes.sort(order);
        }
        return routes;
    }

    private void add(Operation operation) {
        String uri = operation.uri();
        int question = uri.indexOf('?');
        List<String> segments = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        StringBuilder order = new StringBuilder();
        for (String segment : segments(question < 0 ? uri : uri.substring(0, question))) {
            boolean label = segment.startsWith("{");
            boolean greedy = segment.endsWith("+}");
            if (label) labels.add(segment.substring(1, segment.length() - (greedy ? 2 : 1)));
            segments.add(greedy ? GREEDY : label ? LABEL : segment);
            order.append(greedy ? 'c' : label ? 'b' : 'a');
        }
        Form query = Form.parse(question < 0 ? "" : uri.substring(question + 1));
        List<Template> templates = byMethod.computeIfAbsent(operation.method(), _ -> new ArrayList<>());
        Template template = templates.stream()
                .filter(known -> known.segments.equals(segments))
                .findFirst()
                .orElse(null);
        if (template == null) {
            template = new Template(segments, order.append('~').toString(), new ArrayList<>());
            templates.add(template);
        }
        template.routes.add(new Route(
                operation,
                labels,
                query.all(),
                required(operation.input(), Location.QUERY_STRING),
                required(operation.input(), Location.HEADER)));
    }

    private static List<String> required(@Nullable Structure input, Location location) {
        if (input == null) return List.of();
        return input.members().stream()
                .filter(member -> member.traits().required() && member.traits().location() == location)
                .map(MemberShape::locationName)
                .toList();
    }

    /// The operation `request` is for, whose labels it is given; null when there is none.
    public @Nullable Operation match(Incoming request) {
        List<Template> templates = byMethod.get(request.method());
        if (templates == null) return null;
        String path = request.path();
        for (Template template : templates) {
            List<String> values = new ArrayList<>(2);
            if (!matches(template.segments, path, values)) continue;
            Route route = route(template.routes, request);
            if (route == null) continue;
            Map<String, String> labels = HashMap.newHashMap(values.size());
            for (int i = 0; i < values.size(); i++) labels.put(route.labels.get(i), values.get(i));
            request.labels(labels);
            return route.operation;
        }
        return null;
    }

    private static @Nullable Route route(List<Route> routes, Incoming request) {
        boolean without = request.rawQuery().isEmpty();
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            boolean last = i + 1 == routes.size() || !routes.get(i + 1).query.equals(route.query);
            if (without && (!route.query.isEmpty() || !last && route.isOfQuery())) continue;
            if (hasQuery(route, request) && (last || meets(route, request))) return route;
        }
        return null;
    }

    private static boolean hasQuery(Route route, Incoming request) {
        if (route.query.isEmpty()) return true;
        for (Map.Entry<String, List<String>> wanted : route.query.entrySet())
            for (String value : wanted.getValue()) if (!request.query().has(wanted.getKey(), value)) return false;
        return true;
    }

    private static boolean meets(Route route, Incoming request) {
        for (String name : route.parameters) if (request.query().first(name) == null) return false;
        for (String name : route.headers) if (request.headers().first(name) == null) return false;
        return true;
    }

    /// Whether `path` is of this form; then `values` is given what stands for each label. A label at the end that may
    /// hold slashes also holds the last of them, and those that follow each other.
    private static boolean matches(List<String> segments, String path, List<String> values) {
        int at = path.startsWith("/") ? 1 : 0;
        int end = path.length();
        boolean open = !segments.isEmpty() && segments.getLast().equals(GREEDY);
        if (!open && end > at && path.charAt(end - 1) == '/') end--;
        if (segments.isEmpty()) return at >= end;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean greedy = segment.equals(GREEDY);
            int stop = greedy ? beforeLast(path, end, segments.size() - i - 1) : nextSlash(path, at, end);
            if (at > end || stop < at) return false;
            boolean label = greedy || segment.equals(LABEL);
            if (label && stop == at) return false;
            if (label) values.add(path.substring(at, stop));
            else if (stop - at != segment.length() || !path.startsWith(segment, at)) return false;
            at = stop + 1;
        }
        return at == end + 1;
    }

    private static int nextSlash(String path, int from, int end) {
        int slash = path.indexOf('/', from);
        return slash < 0 || slash > end ? end : slash;
    }

    /// Where the last `segments` segments begin, with the slash before them.
    private static int beforeLast(String path, int end, int segments) {
        int at = end;
        for (int rest = segments; rest > 0 && at >= 0; rest--) at = path.lastIndexOf('/', at - 1);
        return at;
    }

    /// The parts of a path between slashes, without the emptiness before the first and after the last.
    private static List<String> segments(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.length();
        if (end > start && path.charAt(end - 1) == '/') end--;
        return end <= start ? List.of() : List.of(path.substring(start, end).split("/", -1));
    }
}
