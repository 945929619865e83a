package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Parameters;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What one stack should be: a template with its parameters' values, resolved against the resources as they come to be.
final class Provisioning {
    /// The zones of a Region where EC2 tells of no default subnet.
    private static final List<String> ZONES = List.of("a", "b", "c");

    private final Template template;
    private final Map<String, ParameterValues.Value> parameters;
    private final Scope scope;
    private final String stackName;
    private final String stackId;
    private final Outside outside;
    private final Map<String, Template.Resource> resources = new LinkedHashMap<>();
    private final Map<String, Set<String>> dependencies;
    private final Set<String> imports = new LinkedHashSet<>();

    /// The world outside of a stack that a template may ask.
    record Outside(CloudContext context, StackBook book) {
        Optional<String> parameter(String name) {
            return context.directory()
                    .find(Parameters.class)
                    .flatMap(parameters -> parameters.value(book.scope(), name));
        }

        List<String> zones(String regionCode) {
            Region region = new Region(regionCode);
            Scope scope = new Scope(book.scope().account(), region);
            Optional<Subnets> subnets = context.directory().find(Subnets.class);
            List<String> names = new ArrayList<>();
            for (String letter : ZONES) {
                Zone zone = region.zone(letter);
                if (subnets.isEmpty() || subnets.get().defaultIn(scope, zone).isPresent()) names.add(zone.name());
            }
            return names.isEmpty()
                    ? ZONES.stream().map(letter -> region.zone(letter).name()).toList()
                    : names;
        }
    }

    /// @throws AwsException `ValidationError` when the conditions leave a reference without its resource, or the graph
    /// has
    ///     a circle
    Provisioning(
            Template template,
            Map<String, ParameterValues.Value> parameters,
            String stackName,
            String stackId,
            Outside outside) {
        this.template = template;
        this.parameters = parameters;
        this.scope = outside.book().scope();
        this.stackName = stackName;
        this.stackId = stackId;
        this.outside = outside;
        Intrinsics conditions = intrinsics(Map.of());
        Map<String, Object> trees = new LinkedHashMap<>();
        for (Template.Resource each : template.resources().values())
            if (conditions.holds(each.condition())) {
                resources.put(each.logicalId(), each);
                trees.put(
                        each.logicalId(),
                        conditions.decided(List.of(each.properties(), each.creationPolicy(), each.updatePolicy())));
            }
        refuseAbsent(trees, "Resources");
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (Template.Output each : template.outputs().values())
            if (conditions.holds(each.condition())) outputs.put(each.key(), conditions.decided(each.value()));
        refuseAbsent(outputs, "Outputs");
        dependencies = TemplateReferences.dependencies(resources.values(), trees);
        Wave.refuseCircles(dependencies);
    }

    private void refuseAbsent(Map<String, Object> trees, String block) {
        Set<String> absent = new TreeSet<>();
        for (Object tree : trees.values())
            for (String name : TemplateReferences.in(tree))
                if (template.resources().containsKey(name) && !resources.containsKey(name)) absent.add(name);
        if (!absent.isEmpty())
            throw AwsException.validation("Template format error: Unresolved resource dependencies " + absent
                    + " in the " + block + " block of the template");
    }

    Template template() {
        return template;
    }

    /// The resources whose conditions hold.
    Map<String, Template.Resource> resources() {
        return resources;
    }

    /// What each resource needs before it.
    Map<String, Set<String>> dependencies() {
        return dependencies;
    }

    /// The export names resolved so far.
    Set<String> imports() {
        return Set.copyOf(imports);
    }

    /// The resource as the template wants it now that what it needs stands; its physical id is null.
    ///
    /// @throws AwsException `ValidationError` when a function cannot be resolved
    StackResource target(String id, Stack stack, Instant now) {
        Template.Resource declared = Objects.requireNonNull(resources.get(id));
        Intrinsics intrinsics = intrinsics(stack.resources());
        return resource(
                declared,
                intrinsics.properties(declared.properties()),
                intrinsics.properties(declared.metadata()),
                now);
    }

    /// The resource of which nothing could be resolved.
    StackResource shell(String id, Instant now) {
        return resource(Objects.requireNonNull(resources.get(id)), Map.of(), Map.of(), now);
    }

    private StackResource resource(
            Template.Resource declared, Map<String, Object> properties, Map<String, Object> metadata, Instant now) {
        return new StackResource(
                declared.logicalId(),
                declared.type(),
                null,
                "CREATE_IN_PROGRESS",
                null,
                now,
                properties,
                "",
                Map.of(),
                List.copyOf(dependencies.getOrDefault(declared.logicalId(), Set.of())),
                declared.deletionPolicy(),
                declared.updateReplacePolicy(),
                metadata);
    }

    Map<String, Object> creationPolicy(String id) {
        return policy(Objects.requireNonNull(resources.get(id)).creationPolicy());
    }

    Map<String, Object> updatePolicy(String id) {
        return policy(Objects.requireNonNull(resources.get(id)).updatePolicy());
    }

    /// Policies speak of parameters and mappings, not of resources.
    private Map<String, Object> policy(Map<String, Object> tree) {
        return tree.isEmpty() ? tree : intrinsics(Map.of()).properties(tree);
    }

    /// The properties with marks where a resource's value would stand: equal for two templates that ask for the same.
    Map<String, Object> comparable(Template.Resource declared) {
        return new Intrinsics(
                        template,
                        parameters,
                        scope,
                        stackName,
                        stackId,
                        lookup(Map.of()).unknowing())
                .properties(declared.properties());
    }

    /// The outputs, in comparable form: for a change that changes nothing else.
    Map<String, Object> comparableOutputs() {
        Intrinsics unknowing = new Intrinsics(
                template,
                parameters,
                scope,
                stackName,
                stackId,
                lookup(Map.of()).unknowing());
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (Template.Output each : template.outputs().values())
            if (unknowing.holds(each.condition()))
                outputs.put(
                        each.key(),
                        List.of(
                                unknowing.value(each.value()).orElse(""),
                                Optional.ofNullable(each.export())
                                        .flatMap(unknowing::value)
                                        .orElse(""),
                                Optional.ofNullable(each.description()).orElse("")));
        return outputs;
    }

    /// The outputs of the stack whose resources all stand.
    ///
    /// @throws AwsException `ValidationError` when one cannot be resolved, or its export's name is another stack's
    List<Stack.Output> outputs(Stack stack, StackBook book) {
        Intrinsics intrinsics = intrinsics(stack.resources());
        List<Stack.Output> outputs = new ArrayList<>();
        for (Template.Output each : template.outputs().values()) {
            if (!intrinsics.holds(each.condition())) continue;
            String value = text(intrinsics.value(each.value()).orElse(""), each.key());
            String export = each.export() == null
                    ? null
                    : text(intrinsics.value(each.export()).orElse(""), each.key());
            if (export != null)
                book.exporter(export)
                        .filter(other -> !other.id().equals(stackId))
                        .ifPresent(other -> {
                            throw AwsException.validation("Export with name " + export
                                    + " is already exported by stack " + other.name() + ".");
                        });
            outputs.add(new Stack.Output(each.key(), value, each.description(), export));
        }
        refuseLostExports(stack, outputs, book);
        return outputs;
    }

    private static void refuseLostExports(Stack stack, List<Stack.Output> outputs, StackBook book) {
        for (Stack.Output old : stack.outputs()) {
            if (old.exportName() == null) continue;
            boolean same = outputs.stream()
                    .anyMatch(each -> old.exportName().equals(each.exportName())
                            && old.value().equals(each.value()));
            List<String> importers = same ? List.of() : book.importers(old.exportName());
            if (!importers.isEmpty())
                throw AwsException.validation("Export " + old.exportName() + " cannot be updated as it is in use by "
                        + String.join(", ", importers) + ".");
        }
    }

    private static String text(Object value, String key) {
        if (value instanceof Map || value instanceof List)
            throw AwsException.validation(
                    "Template format error: The Value field of output " + key + " must evaluate to a string.");
        return io.windtunnel.cloud.template.PropertyBinder.text(value);
    }

    private Intrinsics intrinsics(Map<String, StackResource> known) {
        return new Intrinsics(template, parameters, scope, stackName, stackId, lookup(known));
    }

    private Intrinsics.Lookup lookup(Map<String, StackResource> known) {
        return new Intrinsics.Lookup() {
            @Override
            public Object reference(String logicalId) {
                return resource(logicalId).reference();
            }

            @Override
            public Object attribute(String logicalId, String attribute) {
                Object value = resource(logicalId).attributes().get(attribute);
                if (value == null)
                    throw AwsException.validation("Template error: resource " + logicalId
                            + " does not support attribute type " + attribute + " in Fn::GetAtt");
                return value;
            }

            private StackResource resource(String logicalId) {
                StackResource resource = known.get(logicalId);
                if (resource == null)
                    throw AwsException.validation("Template format error: Unresolved resource dependencies ["
                            + logicalId + "] in the Resources block of the template");
                return resource;
            }

            @Override
            public Optional<String> export(String name) {
                imports.add(name);
                return outside.book().export(name);
            }

            @Override
            public List<String> zones(String region) {
                return outside.zones(region);
            }

            @Override
            public Optional<String> parameter(String name) {
                return outside.parameter(name);
            }
        };
    }

    /// The names of the properties on which two trees differ.
    static Set<String> changed(@Nullable Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> old = before == null ? Map.of() : before;
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> same(old.get(name), after.get(name)));
        return names;
    }

    /// Whether two values say the same: scalars by their text, for a stored number may come back as another type.
    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) return a == b;
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y)
            return x.keySet().equals(y.keySet()) && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key)));
        if (a instanceof List<?> x && b instanceof List<?> y) {
            if (x.size() != y.size()) return false;
            for (int i = 0; i < x.size(); i++) if (!same(x.get(i), y.get(i))) return false;
            return true;
        }
        return !(a instanceof Map || a instanceof List || b instanceof Map || b instanceof List)
                && a.toString().equals(b.toString());
    }
}
