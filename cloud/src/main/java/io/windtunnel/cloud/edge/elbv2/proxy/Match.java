package io.windtunnel.cloud.edge.elbv2.proxy;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One condition of a rule. Its values are alternatives; the conditions of a rule must all hold.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
public sealed interface Match {
    boolean holds(RequestView request);

    /// The host, without regard to case.
    record Host(List<Wildcard> patterns) implements Match {
        @Override
        public boolean holds(RequestView request) {
            return any(patterns, request.host());
        }
    }

    /// The path, with regard to case.
    record Path(List<Wildcard> patterns) implements Match {
        @Override
        public boolean holds(RequestView request) {
            return any(patterns, request.path());
        }
    }

    /// The method, exactly.
    record Method(List<String> methods) implements Match {
        @Override
        public boolean holds(RequestView request) {
            return methods.contains(request.method());
        }
    }

    /// Any value of a header, without regard to case.
    record Header(String name, List<Wildcard> patterns) implements Match {
        @Override
        public boolean holds(RequestView request) {
            for (String value : request.headers().getAll(name)) if (any(patterns, value)) return true;
            return false;
        }
    }

    /// A parameter of the query, without regard to case.
    record Query(List<Parameter> parameters) implements Match {
        @Override
        public boolean holds(RequestView request) {
            for (String pair : request.query().split("&")) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                for (Parameter parameter : parameters) if (parameter.holds(key, value)) return true;
            }
            return false;
        }
    }

    /// A pair of the query; without a key, any key will do.
    record Parameter(@Nullable Wildcard key, Wildcard value) {
        boolean holds(String sentKey, String sentValue) {
            return (key == null || key.matches(sentKey)) && value.matches(sentValue);
        }
    }

    /// The address of whoever connected.
    record Source(List<Predicate<String>> blocks) implements Match {
        @Override
        public boolean holds(RequestView request) {
            for (Predicate<String> block : blocks) if (block.test(request.sourceIp())) return true;
            return false;
        }
    }

    private static boolean any(List<Wildcard> patterns, String text) {
        for (Wildcard pattern : patterns) if (pattern.matches(text)) return true;
        return false;
    }
}
