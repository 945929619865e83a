package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Condition;
import io.windtunnel.cloud.edge.elbv2.Shapes.HeaderValues;
import io.windtunnel.cloud.edge.elbv2.Shapes.KeyValue;
import io.windtunnel.cloud.edge.elbv2.Shapes.QueryValues;
import io.windtunnel.cloud.edge.elbv2.Shapes.Values;
import io.windtunnel.wire.AwsException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which requests a rule is for: checked, and put into the full form in which AWS describes it.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
final class Conditions {
    /// Values of one rule, and characters of one value.
    private static final int MOST_VALUES = 5;

    private static final int LONGEST_VALUE = 128;
    private static final int LONGEST_HEADER_NAME = 40;

    /// Wildcard characters of one rule. Source: the page above.
    private static final int MOST_WILDCARDS = 5;

    private Conditions() {}

    /// The conditions in full, or AWS's refusal.
    static List<Condition> complete(List<Condition> conditions) {
        if (conditions.isEmpty()) throw Refusals.invalid("A condition must be specified");
        List<Condition> full = conditions.stream().map(Conditions::complete).toList();
        Set<String> once = new HashSet<>();
        int values = 0;
        int wildcards = 0;
        for (Condition condition : full) {
            String field = String.valueOf(condition.field());
            if (!field.equals("http-header") && !field.equals("query-string") && !once.add(field))
                throw Refusals.invalid("Condition '" + field + "' can be specified only once");
            values += count(condition);
            wildcards += wildcards(condition);
        }
        if (values > MOST_VALUES) throw Refusals.invalid("Rules cannot have more than '5' condition values");
        if (wildcards > MOST_WILDCARDS)
            throw Refusals.invalid("Rules cannot have more than '5' wildcard characters in their condition values");
        return full;
    }

    private static Condition complete(Condition condition) {
        String field = condition.field();
        if (field == null) throw Refusals.invalid("A condition field must be specified");
        return switch (field) {
            case "host-header" -> {
                Values values = values(field, condition.hostHeaderConfig(), condition.values());
                yield new Condition(field, values.values(), values, null, null, null, null, null);
            }
            case "path-pattern" -> {
                Values values = values(field, condition.pathPatternConfig(), condition.values());
                yield new Condition(field, values.values(), null, values, null, null, null, null);
            }
            case "http-request-method" -> {
                Values values = values(field, condition.httpRequestMethodConfig(), null);
                yield new Condition(field, null, null, null, null, null, values, null);
            }
            case "source-ip" -> {
                Values values = values(field, condition.sourceIpConfig(), null);
                values.values().forEach(Conditions::requireCidr);
                yield new Condition(field, null, null, null, null, null, null, values);
            }
            case "http-header" -> header(condition.httpHeaderConfig());
            case "query-string" -> query(condition.queryStringConfig());
            default ->
                throw Refusals.invalid("Condition field '" + field + "' must be one of [path-pattern, "
                        + "host-header, http-header, http-request-method, query-string, source-ip]");
        };
    }

    private static Values values(String field, @Nullable Values config, @Nullable List<String> old) {
        List<String> values = config != null ? config.values() : old == null ? List.of() : old;
        if (values.isEmpty()) throw Refusals.invalid("A condition value must be specified for '" + field + "'");
        for (String value : values)
            if (value.isEmpty() || value.length() > LONGEST_VALUE)
                throw Refusals.invalid("Condition value '" + value + "' must have a length between '1' and '128'");
        return new Values(List.copyOf(values));
    }

    private static Condition header(@Nullable HeaderValues config) {
        if (config == null
                || config.httpHeaderName() == null
                || config.httpHeaderName().isEmpty())
            throw Refusals.invalid("A header name must be specified for condition 'http-header'");
        if (config.httpHeaderName().length() > LONGEST_HEADER_NAME)
            throw Refusals.invalid("The header name must have a length between '1' and '40'");
        if (config.httpHeaderName().equalsIgnoreCase("host"))
            throw Refusals.invalid("The header name 'host' is not supported: use a host-header condition");
        Values values = values("http-header", new Values(config.values()), null);
        HeaderValues full = new HeaderValues(config.httpHeaderName(), values.values());
        return new Condition("http-header", null, null, null, full, null, null, null);
    }

    private static Condition query(@Nullable QueryValues config) {
        if (config == null || config.values().isEmpty())
            throw Refusals.invalid("A condition value must be specified for 'query-string'");
        for (KeyValue pair : config.values())
            if (pair.value() == null || pair.value().isEmpty() || pair.value().length() > LONGEST_VALUE)
                throw Refusals.invalid("A query string value must have a length between '1' and '128'");
        return new Condition("query-string", null, null, null, null, config, null, null);
    }

    private static void requireCidr(String cidr) {
        if (Cidr.parse(cidr) == null) throw Refusals.invalid("The IP address '" + cidr + "' is not in CIDR format");
    }

    private static List<String> all(Condition condition) {
        if (condition.httpHeaderConfig() != null)
            return condition.httpHeaderConfig().values();
        if (condition.queryStringConfig() != null)
            return condition.queryStringConfig().values().stream()
                    .map(pair -> String.valueOf(pair.value()))
                    .toList();
        if (condition.httpRequestMethodConfig() != null)
            return condition.httpRequestMethodConfig().values();
        if (condition.sourceIpConfig() != null)
            return condition.sourceIpConfig().values();
        return condition.values() == null ? List.of() : condition.values();
    }

    private static int count(Condition condition) {
        return all(condition).size();
    }

    private static int wildcards(Condition condition) {
        int found = 0;
        for (String value : all(condition))
            for (int i = 0; i < value.length(); i++) if (value.charAt(i) == '*' || value.charAt(i) == '?') found++;
        return found;
    }

    /// The refusal of a priority that another rule of the listener has.
    static AwsException priorityInUse(int priority) {
        return new AwsException("PriorityInUse", "Priority '" + priority + "' is currently in use");
    }
}
