package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Resolves the functions in a template's trees for one stack.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
///
/// Thread safety: one thread at a time.
final class Intrinsics {
    /// What stands for a value that only exists once its resource does, while a change is compared and nothing made.
    private static final char UNKNOWN = '\u0001';

    private static final Object NO_VALUE = new Object();

    private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:([a-z-]+):([^}]*)}}");

    /// Where values outside of the template come from.
    interface Lookup {
        /// What `Ref` gives for a resource.
        Object reference(String logicalId);

        /// What `Fn::GetAtt` gives.
        Object attribute(String logicalId, String attribute);

        Optional<String> export(String name);

        List<String> zones(String region);

        Optional<String> parameter(String name);

        /// The same outside world, where the resources are not known yet: their values become marks that compare equal
        /// to
        /// themselves.
        default Lookup unknowing() {
            Lookup known = this;
            return new Lookup() {
                @Override
                public Object reference(String logicalId) {
                    return UNKNOWN + "{Ref:" + logicalId + "}";
                }

                @Override
                public Object attribute(String logicalId, String attribute) {
                    return UNKNOWN + "{GetAtt:" + logicalId + "." + attribute + "}";
                }

                @Override
                public Optional<String> export(String name) {
                    return known.export(name);
                }

                @Override
                public List<String> zones(String region) {
                    return known.zones(region);
                }

                @Override
                public Optional<String> parameter(String name) {
                    return known.parameter(name);
                }
            };
        }
    }

    private final Template template;
    private final Map<String, ParameterValues.Value> parameters;
    private final Scope scope;
    private final String stackName;
    private final String stackId;
    private final Lookup lookup;
    private final Map<String, Boolean> conditions = new HashMap<>();
    private final Set<String> conditionsUnderWay = new HashSet<>();

    Intrinsics(
            Template template,
            Map<String, ParameterValues.Value> parameters,
            Scope scope,
            String stackName,
            String stackId,
            Lookup lookup) {
        this.template = template;
        this.parameters = parameters;
        this.scope = scope;
        this.stackName = stackName;
        this.stackId = stackId;
        this.lookup = lookup;
    }

    /// The tree with every function resolved and every `AWS::NoValue` gone.
    ///
    /// @throws AwsException `ValidationError` in CloudFormation's words
    Map<String, Object> properties(Map<String, Object> tree) {
        Object resolved = resolve(tree);
        if (!(resolved instanceof Map<?, ?> map)) return Map.of();
        Map<String, Object> typed = new LinkedHashMap<>();
        map.forEach((key, value) -> typed.put((String) key, value));
        return typed;
    }

    /// One value; empty for `AWS::NoValue`.
    Optional<Object> value(Object tree) {
        Object resolved = resolve(tree);
        return resolved == NO_VALUE ? Optional.empty() : Optional.of(resolved);
    }

    /// Whether something with this condition exists in the stack; null is always true.
    boolean holds(@Nullable String condition) {
        if (condition == null) return true;
        Boolean known = conditions.get(condition);
        if (known != null) return known;
        Object tree = template.conditions().get(condition);
        if (tree == null)
            throw AwsException.validation("Template format error: Unresolved condition dependency " + condition
                    + " in the Conditions block of the template");
        if (!conditionsUnderWay.add(condition))
            throw AwsException.validation(
                    "Template format error: Circular dependency between conditions: " + condition);
        boolean holds = truth(tree);
        conditionsUnderWay.remove(condition);
        conditions.put(condition, holds);
        return holds;
    }

    /// The tree with only its `Fn::If`s decided: what is left names the resources it needs.
    Object decided(Object tree) {
        if (tree instanceof List<?> list)
            return list.stream().map(this::decided).toList();
        if (!(tree instanceof Map<?, ?> map)) return tree;
        if (map.size() == 1 && map.get("Fn::If") instanceof List<?> choice && choice.size() == 3)
            return decided(choice.get(holds(String.valueOf(choice.get(0))) ? 1 : 2));
        Map<String, Object> decided = new LinkedHashMap<>();
        map.forEach((key, value) -> decided.put((String) key, decided(value)));
        return decided;
    }

    private Object resolve(@Nullable Object tree) {
        return switch (tree) {
            case null -> NO_VALUE;
            case List<?> list -> {
                List<Object> resolved = new ArrayList<>();
                for (Object each : list) {
                    Object value = resolve(each);
                    if (value != NO_VALUE) resolved.add(value);
                }
                yield resolved;
            }
            case Map<?, ?> map -> map(map);
            case String text -> dynamic(text);
            default -> tree;
        };
    }

    private Object map(Map<?, ?> map) {
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            String name = (String) only.getKey();
            if (name.equals("Ref") || name.startsWith("Fn::")) return function(name, only.getValue());
        }
        Map<String, Object> resolved = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object each = resolve(value);
            if (each != NO_VALUE) resolved.put((String) key, each);
        });
        return resolved;
    }

    private Object function(String name, @Nullable Object argument) {
        return switch (name) {
            case "Ref" -> reference(String.valueOf(argument));
            case "Fn::If" -> {
                List<?> choice = arguments(name, argument, 3);
                yield resolve(choice.get(holds(String.valueOf(choice.get(0))) ? 1 : 2));
            }
            case "Fn::GetAtt" -> attribute(argument);
            case "Fn::Sub" -> substitute(argument);
            case "Fn::Join" -> join(argument);
            case "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals" ->
                truth(Map.of(name, Optional.ofNullable(argument).orElse("")));
            default -> {
                Object resolved = resolve(argument);
                if (resolved == NO_VALUE) throw malformed(name);
                yield unknown(resolved) ? UNKNOWN + "{" + name + ":" + resolved + "}" : call(name, resolved);
            }
        };
    }

    /// The functions whose arguments are all resolved before.
    private Object call(String name, Object argument) {
        return switch (name) {
            case "Fn::Base64" ->
                Base64.getEncoder().encodeToString(text(argument).getBytes(StandardCharsets.UTF_8));
            case "Fn::Split" -> {
                List<?> given = arguments(name, argument, 2);
                yield Arrays.<Object>asList((Object[]) text(given.get(1)).split(Pattern.quote(text(given.get(0))), -1));
            }
            case "Fn::Select" -> select(arguments(name, argument, 2));
            case "Fn::FindInMap" -> find(arguments(name, argument, 3));
            case "Fn::ImportValue" ->
                lookup.export(text(argument))
                        .orElseThrow(() -> AwsException.validation("No export named " + text(argument) + " found."));
            case "Fn::GetAZs" -> {
                String region = argument instanceof String text ? text : "";
                yield lookup.zones(region.isEmpty() ? scope.region().code() : region);
            }
            case "Fn::Cidr" -> {
                if (!(argument instanceof List<?> given) || given.size() < 2) throw malformed(name);
                Object block = given.getFirst();
                yield CidrBlocks.cut(text(block), number(given.get(1)), given.size() > 2 ? number(given.get(2)) : 8);
            }
            default ->
                throw AwsException.validation(
                        "Template error: the function " + name + " is not one CloudFormation has");
        };
    }

    private Object reference(String name) {
        return switch (name) {
            case "AWS::AccountId" -> scope.account().digits();
            case "AWS::Region" -> scope.region().code();
            case "AWS::StackName" -> stackName;
            case "AWS::StackId" -> stackId;
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::NotificationARNs" -> List.of();
            case "AWS::NoValue" -> NO_VALUE;
            default -> {
                ParameterValues.Value parameter = parameters.get(name);
                if (parameter != null) yield parameter.reference();
                if (!template.resources().containsKey(name))
                    throw AwsException.validation("Template format error: Unresolved resource dependencies [" + name
                            + "] in the Resources block of the template");
                yield lookup.reference(name);
            }
        };
    }

    private Object attribute(@Nullable Object argument) {
        if (argument instanceof String text && text.indexOf('.') > 0) {
            String[] parts = text.split("\\.", 2);
            return lookup.attribute(parts[0], parts[1]);
        }
        if (!(argument instanceof List<?> list) || list.size() < 2) throw malformed("Fn::GetAtt");
        List<String> rest = new ArrayList<>();
        for (Object each : list.subList(1, list.size())) rest.add(text(resolve(each)));
        return lookup.attribute(String.valueOf(list.getFirst()), String.join(".", rest));
    }

    private String substitute(@Nullable Object argument) {
        Map<String, Object> own = new HashMap<>();
        String text;
        if (argument instanceof List<?> list && list.size() == 2 && list.get(1) instanceof Map<?, ?> map) {
            text = String.valueOf(list.getFirst());
            map.forEach((key, value) -> own.put((String) key, resolve(value)));
        } else if (argument instanceof String plain) text = plain;
        else throw malformed("Fn::Sub");
        Matcher matcher = TemplateReferences.SUBSTITUTION.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(2).strip();
            String value = matcher.group(1).isEmpty() ? substituted(name, own) : "${" + name + "}";
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return dynamic(matcher.appendTail(filled).toString());
    }

    private String substituted(String name, Map<String, Object> own) {
        Object value = own.get(name);
        if (value != null) return text(value);
        int dot = name.indexOf('.');
        return text(dot > 0 ? lookup.attribute(name.substring(0, dot), name.substring(dot + 1)) : reference(name));
    }

    private Object join(@Nullable Object argument) {
        if (!(argument instanceof List<?> given) || given.size() != 2) throw joinRefused();
        Object parts = resolve(given.get(1));
        if (parts instanceof String text && !text.isEmpty() && text.charAt(0) == UNKNOWN)
            return UNKNOWN + "{Join:" + parts + "}";
        if (!(parts instanceof List<?> list)) throw joinRefused();
        return dynamic(String.join(
                String.valueOf(given.getFirst()),
                list.stream().map(Intrinsics::text).toList()));
    }

    private static AwsException joinRefused() {
        return AwsException.validation("Template error: every Fn::Join object requires two parameters, (1) a string "
                + "delimiter and (2) a list of strings to be joined or a function that returns a list of strings "
                + "(such as Fn::GetAZs) to be joined.");
    }

    private static Object select(List<?> given) {
        int index = number(given.get(0));
        if (!(given.get(1) instanceof List<?> list)) throw malformed("Fn::Select");
        if (index < 0 || index >= list.size())
            throw AwsException.validation(
                    "Template error: Fn::Select cannot select nonexistent value at index " + index);
        return list.get(index);
    }

    private Object find(List<?> given) {
        String name = text(given.get(0));
        Map<String, Map<String, Object>> mapping = template.mappings().get(name);
        if (mapping == null)
            throw AwsException.validation("Template error: Mapping named '" + name
                    + "' is not present in the 'Mappings' section of template.");
        Map<String, Object> top = mapping.get(text(given.get(1)));
        Object value = top == null ? null : top.get(text(given.get(2)));
        if (value == null)
            throw AwsException.validation("Template error: Unable to get mapping for " + name + "::"
                    + text(given.get(1)) + "::" + text(given.get(2)));
        return value;
    }

    private boolean truth(Object tree) {
        if (!(tree instanceof Map<?, ?> map) || map.size() != 1)
            throw AwsException.validation("Template format error: Every Conditions member must be a function.");
        Map.Entry<?, ?> call = map.entrySet().iterator().next();
        String name = (String) call.getKey();
        if (name.equals("Condition")) return holds(String.valueOf(call.getValue()));
        List<?> given = call.getValue() instanceof List<?> list ? list : List.of();
        return switch (name) {
            case "Fn::Equals" -> {
                if (given.size() != 2) throw malformed(name);
                yield plain(given.get(0)).equals(plain(given.get(1)));
            }
            case "Fn::Not" -> {
                if (given.size() != 1) throw malformed(name);
                yield !truth(given.getFirst());
            }
            case "Fn::And" -> several(name, given).stream().allMatch(this::truth);
            case "Fn::Or" -> several(name, given).stream().anyMatch(this::truth);
            default -> throw AwsException.validation("Template format error: " + name + " is not a condition function");
        };
    }

    /// A value to be compared: scalars as text, for `1` equals `"1"`.
    private Object plain(Object tree) {
        Object value = resolve(tree);
        return value instanceof Map || value instanceof List || value == NO_VALUE ? value : text(value);
    }

    private static List<?> several(String name, List<?> given) {
        if (given.size() < 2 || given.size() > 10)
            throw AwsException.validation("Template error: every " + name
                    + " object requires a list of at least 2 and at most 10 boolean parameters.");
        return given;
    }

    private String dynamic(String text) {
        if (!text.contains("{{resolve:")) return text;
        Matcher matcher = DYNAMIC.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            if (!matcher.group(1).equals("ssm"))
                throw AwsException.validation(
                        "Windtunnel has not built this yet: the dynamic reference " + matcher.group(1));
            String name = matcher.group(2);
            String value = lookup.parameter(name)
                    .orElseThrow(() -> AwsException.validation(
                            "Unable to fetch parameters [" + name + "] from parameter store for this account."));
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }

    private static boolean unknown(Object value) {
        return switch (value) {
            case String text -> text.indexOf(UNKNOWN) >= 0;
            case List<?> list -> list.stream().anyMatch(Intrinsics::unknown);
            case Map<?, ?> map -> map.values().stream().anyMatch(Intrinsics::unknown);
            default -> false;
        };
    }

    private static List<?> arguments(String name, @Nullable Object argument, int count) {
        if (argument instanceof List<?> list && list.size() == count) return list;
        throw malformed(name);
    }

    private static int number(Object value) {
        try {
            return Integer.parseInt(text(value));
        } catch (NumberFormatException e) {
            throw AwsException.validation("Template error: " + text(value) + " is not a whole number");
        }
    }

    private static String text(Object value) {
        if (value instanceof List<?> list)
            return String.join(",", list.stream().map(Intrinsics::text).toList());
        return value == NO_VALUE ? "" : PropertyBinder.text(value);
    }

    private static AwsException malformed(String name) {
        return AwsException.validation("Template error: the arguments of " + name + " are not what it takes");
    }
}
