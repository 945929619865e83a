package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.wire.AwsException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Gives a template's parameters their values: checks what was sent against the declarations, fills in defaults, and
/// asks
/// Systems Manager for those that are named there.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
final class ParameterValues {
    private static final String SSM = "AWS::SSM::Parameter::Value<";

    private static final Set<String> AWS_TYPES = Set.of(
            "AWS::EC2::AvailabilityZone::Name",
            "AWS::EC2::Image::Id",
            "AWS::EC2::Instance::Id",
            "AWS::EC2::KeyPair::KeyName",
            "AWS::EC2::SecurityGroup::GroupName",
            "AWS::EC2::SecurityGroup::Id",
            "AWS::EC2::Subnet::Id",
            "AWS::EC2::Volume::Id",
            "AWS::EC2::VPC::Id",
            "AWS::Route53::HostedZone::Id");

    /// A parameter of a stack. `resolved` is what Systems Manager gave for `value`, null for other parameters.
    record Value(String key, String value, @Nullable String resolved, boolean list) {
        /// What `Ref` gives.
        Object reference() {
            String text = resolved == null ? value : resolved;
            if (!list) return text;
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        }
    }

    private ParameterValues() {}

    static boolean knowsType(String type) {
        if (type.startsWith(SSM) && type.endsWith(">")) {
            String inner = type.substring(SSM.length(), type.length() - 1);
            return inner.equals("List<String>") || knowsType(inner);
        }
        if (type.equals("String") || type.equals("Number") || type.equals("CommaDelimitedList")) return true;
        if (type.equals("AWS::SSM::Parameter::Name") || AWS_TYPES.contains(type)) return true;
        return type.startsWith("List<")
                && type.endsWith(">")
                && (type.equals("List<Number>") || AWS_TYPES.contains(type.substring(5, type.length() - 1)));
    }

    /// The values of the declared parameters, in their order.
    ///
    /// @param given what the client sent, by key
    /// @param ssm asks Systems Manager for a parameter's value
    /// @throws AwsException `ValidationError`
    static Map<String, Value> resolve(
            Map<String, Template.Parameter> declared,
            Map<String, String> given,
            Function<String, Optional<String>> ssm) {
        Set<String> strangers = new TreeSet<>(given.keySet());
        strangers.removeAll(declared.keySet());
        if (!strangers.isEmpty())
            throw AwsException.validation("Parameters: " + strangers + " do not exist in the template");
        List<String> missing = new ArrayList<>();
        Map<String, Value> values = new LinkedHashMap<>();
        declared.forEach((key, parameter) -> {
            String value = given.containsKey(key) ? given.get(key) : parameter.defaultValue();
            if (value == null) missing.add(key);
            else values.put(key, value(parameter, value, ssm));
        });
        if (!missing.isEmpty()) throw AwsException.validation("Parameters: " + missing + " must have values");
        return values;
    }

    private static Value value(Template.Parameter parameter, String value, Function<String, Optional<String>> ssm) {
        String type = parameter.type();
        boolean list = type.contains("List<") || type.contains("CommaDelimitedList");
        check(parameter, value, list);
        if (!type.startsWith(SSM)) return new Value(parameter.key(), value, null, list);
        String resolved = ssm.apply(value)
                .orElseThrow(() -> AwsException.validation(
                        "Unable to fetch parameters [" + value + "] from parameter store for this account."));
        return new Value(parameter.key(), value, resolved, list);
    }

    private static void check(Template.Parameter parameter, String value, boolean list) {
        List<String> each = list && !value.isEmpty() ? List.of(value.split(",", -1)) : List.of(value);
        for (String one : each) {
            String text = list ? one.strip() : one;
            if (!parameter.allowedValues().isEmpty()
                    && !parameter.allowedValues().contains(text))
                throw refused(parameter, "Parameter '" + parameter.key() + "' must be one of AllowedValues");
            if (parameter.allowedPattern() != null && !text.matches(parameter.allowedPattern()))
                throw refused(
                        parameter,
                        "Parameter '" + parameter.key() + "' must match pattern " + parameter.allowedPattern());
            checkNumber(parameter, text);
        }
        checkLength(parameter, value);
    }

    private static void checkNumber(Template.Parameter parameter, String text) {
        if (!parameter.type().endsWith("Number") && !parameter.type().endsWith("<Number>")) return;
        String named = "Parameter '" + parameter.key() + "' must be a number";
        BigDecimal number;
        try {
            number = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw refused(parameter, named);
        }
        if (parameter.minValue() != null && number.compareTo(new BigDecimal(parameter.minValue())) < 0)
            throw refused(parameter, named + " not less than " + parameter.minValue());
        if (parameter.maxValue() != null && number.compareTo(new BigDecimal(parameter.maxValue())) > 0)
            throw refused(parameter, named + " not greater than " + parameter.maxValue());
    }

    private static void checkLength(Template.Parameter parameter, String value) {
        String named = "Parameter '" + parameter.key() + "' must contain at ";
        if (parameter.minLength() != null && value.length() < Integer.parseInt(parameter.minLength()))
            throw refused(parameter, named + "least " + parameter.minLength() + " characters");
        if (parameter.maxLength() != null && value.length() > Integer.parseInt(parameter.maxLength()))
            throw refused(parameter, named + "most " + parameter.maxLength() + " characters");
    }

    private static AwsException refused(Template.Parameter parameter, String otherwise) {
        String described = parameter.constraintDescription();
        return AwsException.validation(
                described == null
                        ? otherwise
                        : "Parameter " + parameter.key() + " failed to satisfy constraint: " + described);
    }
}
