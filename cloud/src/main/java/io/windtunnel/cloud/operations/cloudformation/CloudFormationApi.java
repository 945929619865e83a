package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The face of CloudFormation.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
public final class CloudFormationApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Function<Scope, Stacks> scopes;
    private final Function<String, Boolean> knowsType;

    CloudFormationApi(Function<Scope, Stacks> scopes, Function<String, Boolean> knowsType) {
        this.scopes = scopes;
        this.knowsType = knowsType;
    }

    private Stacks stacks(Call call) {
        return scopes.apply(call.scope());
    }

    // Stacks.

    public Shapes.StackId createStack(Call call, Shapes.CreateStack request) {
        refuseUrl(request.templateURL());
        Stack.OnFailure onFailure = Stack.OnFailure.ROLLBACK;
        if (Boolean.TRUE.equals(request.disableRollback())) onFailure = Stack.OnFailure.DO_NOTHING;
        if (request.onFailure() != null) {
            if (request.disableRollback() != null)
                throw AwsException.validation("You can specify either DisableRollback or OnFailure, but not both.");
            onFailure = Stack.OnFailure.valueOf(request.onFailure());
        }
        Stacks.Asked asked = new Stacks.Asked(
                request.stackName(),
                request.templateBody(),
                false,
                parameters(request.parameters()),
                Set.of(),
                tags(request.tags()),
                request.capabilities(),
                onFailure,
                request.timeoutInMinutes(),
                request.notificationArns(),
                request.roleArn(),
                request.clientRequestToken(),
                Boolean.TRUE.equals(request.enableTerminationProtection()));
        return new Shapes.StackId(stacks(call).create(asked).id());
    }

    public Shapes.StackId updateStack(Call call, Shapes.UpdateStack request) {
        refuseUrl(request.templateURL());
        Stacks.Asked asked = new Stacks.Asked(
                request.stackName(),
                request.templateBody(),
                Boolean.TRUE.equals(request.usePreviousTemplate()),
                parameters(request.parameters()),
                previous(request.parameters()),
                request.tags() == null ? null : tags(request.tags()),
                request.capabilities(),
                Boolean.TRUE.equals(request.disableRollback()) ? Stack.OnFailure.DO_NOTHING : Stack.OnFailure.ROLLBACK,
                null,
                request.notificationArns(),
                request.roleArn(),
                request.clientRequestToken(),
                false);
        return new Shapes.StackId(stacks(call).update(asked).id());
    }

    public void deleteStack(Call call, Shapes.DeleteStack request) {
        stacks(call).delete(request.stackName(), Set.copyOf(request.retainResources()));
    }

    public void cancelUpdateStack(Call call, Shapes.CancelUpdateStack request) {
        stacks(call).cancelUpdate(request.stackName());
    }

    public Shapes.StackId updateTerminationProtection(Call call, Shapes.UpdateTerminationProtection request) {
        Stacks stacks = stacks(call);
        Stack stack = stacks.require(request.stackName());
        stacks.book().change(stack.id(), each -> each.protect(request.enableTerminationProtection()));
        return new Shapes.StackId(stack.id());
    }

    public void signalResource(Call call, Shapes.SignalResource request) {
        stacks(call)
                .signal(
                        request.stackName(),
                        request.logicalResourceId(),
                        request.uniqueId(),
                        request.status().equals("SUCCESS"));
    }

    public Shapes.StackViews describeStacks(Call call, Shapes.DescribeStacks request) {
        Stacks stacks = stacks(call);
        if (request.stackName() != null)
            return new Shapes.StackViews(List.of(Views.stack(stacks.require(request.stackName()))), null);
        Page<Stack> page = Page.of(
                stacks.book().all().stream()
                        .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                        .toList(),
                request.nextToken());
        return new Shapes.StackViews(page.items().stream().map(Views::stack).toList(), page.nextToken());
    }

    public Shapes.StackSummaries listStacks(Call call, Shapes.ListStacks request) {
        List<String> wanted = request.stackStatusFilter();
        Page<Stack> page = Page.of(
                stacks(call).book().all().stream()
                        .filter(stack -> wanted.isEmpty()
                                || wanted.contains(stack.status().name()))
                        .toList(),
                request.nextToken());
        return new Shapes.StackSummaries(
                page.items().stream().map(Views::summary).toList(), page.nextToken());
    }

    public Shapes.Events describeStackEvents(Call call, Shapes.DescribeStackEvents request) {
        Stacks stacks = stacks(call);
        String name = required(request.stackName(), "StackName");
        Stack stack = stacks.book()
                .find(name)
                .orElseThrow(() -> AwsException.validation("Stack [" + name + "] does not exist"));
        List<StackEvent> events = stacks.book().events(stack.id());
        int from = 0;
        if (request.nextToken() != null)
            while (from < events.size() && !events.get(from++).eventId().equals(request.nextToken())) continue;
        int to = Math.min(events.size(), from + Page.SIZE);
        return new Shapes.Events(
                events.subList(from, to).stream().map(Views::event).toList(),
                to < events.size() ? events.get(to - 1).eventId() : null);
    }

    // Resources.

    public Shapes.ResourceDetailAnswer describeStackResource(Call call, Shapes.DescribeStackResource request) {
        Stacks stacks = stacks(call);
        Stack stack = stacks.book()
                .find(request.stackName())
                .orElseThrow(() -> AwsException.validation("Stack '" + request.stackName() + "' does not exist"));
        StackResource each = stack.resources().get(request.logicalResourceId());
        if (each == null)
            throw AwsException.validation(
                    "Resource " + request.logicalResourceId() + " does not exist for stack " + request.stackName());
        return new Shapes.ResourceDetailAnswer(new Shapes.ResourceDetail(
                stack.name(),
                stack.id(),
                each.logicalId(),
                each.physicalId(),
                each.type(),
                each.at(),
                each.status(),
                each.reason(),
                each.metadata().isEmpty() ? "{}" : JSON.writeValueAsString(each.metadata())));
    }

    public Shapes.Resources describeStackResources(Call call, Shapes.DescribeStackResources request) {
        Stacks stacks = stacks(call);
        Stack stack = request.stackName() == null
                ? holder(stacks, required(request.physicalResourceId(), "StackName or PhysicalResourceId"))
                : stacks.require(request.stackName());
        return new Shapes.Resources(stack.resources().values().stream()
                .filter(each ->
                        request.logicalResourceId() == null || each.logicalId().equals(request.logicalResourceId()))
                .map(each -> Views.resource(stack, each))
                .toList());
    }

    private static Stack holder(Stacks stacks, String physicalId) {
        return stacks.book().all().stream()
                .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                .filter(stack ->
                        stack.resources().values().stream().anyMatch(each -> physicalId.equals(each.physicalId())))
                .findFirst()
                .orElseThrow(() -> AwsException.validation("Stack for " + physicalId + " does not exist"));
    }

    public Shapes.ResourceSummaries listStackResources(Call call, Shapes.ListStackResources request) {
        Page<StackResource> page = Page.of(
                List.copyOf(
                        stacks(call).require(request.stackName()).resources().values()),
                request.nextToken());
        return new Shapes.ResourceSummaries(
                page.items().stream().map(Views::summary).toList(), page.nextToken());
    }

    // Templates.

    public Shapes.TemplateAnswer getTemplate(Call call, Shapes.GetTemplate request) {
        Stacks stacks = stacks(call);
        String body = request.changeSetName() == null
                ? stacks.require(required(request.stackName(), "StackName"))
                        .settings()
                        .templateBody()
                : stacks.requireChangeSet(request.stackName(), request.changeSetName())
                        .settings()
                        .templateBody();
        return new Shapes.TemplateAnswer(body, List.of("Original", "Processed"));
    }

    public Shapes.Validated validateTemplate(Shapes.ValidateTemplate request) {
        refuseUrl(request.templateURL());
        Template template = parse(request.templateBody());
        List<String> capabilities = Capabilities.needed(template);
        return new Shapes.Validated(
                template.parameters().values().stream()
                        .map(each -> new Shapes.TemplateParameter(
                                each.key(), each.defaultValue(), each.noEcho(), each.description()))
                        .toList(),
                template.description(),
                capabilities,
                capabilities.isEmpty() ? null : Capabilities.reason(template),
                template.transforms());
    }

    public Shapes.Summary getTemplateSummary(Call call, Shapes.GetTemplateSummary request) {
        refuseUrl(request.templateURL());
        Template template = parse(
                request.stackName() == null
                        ? request.templateBody()
                        : stacks(call).require(request.stackName()).settings().templateBody());
        List<String> capabilities = Capabilities.needed(template);
        Set<String> types = new TreeSet<>();
        template.resources().values().forEach(each -> types.add(each.type()));
        List<String> unknown =
                types.stream().filter(type -> !knowsType.apply(type)).toList();
        return new Shapes.Summary(
                template.parameters().values().stream()
                        .map(each -> new Shapes.ParameterDeclaration(
                                each.key(),
                                each.defaultValue(),
                                each.type(),
                                each.noEcho(),
                                each.description(),
                                new Shapes.Constraints(each.allowedValues())))
                        .toList(),
                template.description(),
                capabilities,
                capabilities.isEmpty() ? null : Capabilities.reason(template),
                List.copyOf(types),
                template.version(),
                template.metadata().isEmpty() ? null : JSON.writeValueAsString(template.metadata()),
                template.transforms(),
                unknown.isEmpty() ? null : new Shapes.Warnings(unknown));
    }

    private static Template parse(@Nullable String body) {
        if (body == null || body.isEmpty())
            throw AwsException.validation("Either Template URL or Template Body must be specified.");
        return TemplateParser.parse(body);
    }

    // Change sets.

    public Shapes.ChangeSetCreated createChangeSet(Call call, Shapes.CreateChangeSet request) {
        refuseUrl(request.templateURL());
        if ("IMPORT".equals(request.changeSetType()))
            throw AwsException.notBuilt("cloudformation", "CreateChangeSet", "ChangeSetType IMPORT");
        Stacks.Asked asked = new Stacks.Asked(
                request.stackName(),
                request.templateBody(),
                Boolean.TRUE.equals(request.usePreviousTemplate()),
                parameters(request.parameters()),
                previous(request.parameters()),
                request.tags() == null ? null : tags(request.tags()),
                request.capabilities(),
                request.onStackFailure() == null
                        ? Stack.OnFailure.ROLLBACK
                        : Stack.OnFailure.valueOf(request.onStackFailure()),
                null,
                request.notificationArns(),
                request.roleArn(),
                null,
                false);
        ChangeSet proposed = stacks(call)
                .propose(
                        asked,
                        request.changeSetName(),
                        "CREATE".equals(request.changeSetType()),
                        request.description());
        return new Shapes.ChangeSetCreated(proposed.id(), proposed.stackId());
    }

    public Shapes.ChangeSetView describeChangeSet(Call call, Shapes.DescribeChangeSet request) {
        return Views.changeSet(stacks(call).requireChangeSet(request.stackName(), request.changeSetName()));
    }

    public Shapes.Nothing executeChangeSet(Call call, Shapes.ExecuteChangeSet request) {
        stacks(call)
                .execute(
                        request.stackName(),
                        request.changeSetName(),
                        Boolean.TRUE.equals(request.disableRollback()),
                        request.clientRequestToken());
        return new Shapes.Nothing();
    }

    public Shapes.Nothing deleteChangeSet(Call call, Shapes.DeleteChangeSet request) {
        stacks(call).discard(request.stackName(), request.changeSetName());
        return new Shapes.Nothing();
    }

    public Shapes.ChangeSetSummaries listChangeSets(Call call, Shapes.ListChangeSets request) {
        Stacks stacks = stacks(call);
        Stack stack = stacks.require(request.stackName());
        Page<ChangeSet> page = Page.of(
                stacks.book().changeSets().values().stream()
                        .filter(each -> each.stackId().equals(stack.id()))
                        .toList(),
                request.nextToken());
        return new Shapes.ChangeSetSummaries(
                page.items().stream().map(Views::summary).toList(), page.nextToken());
    }

    // Exports.

    public Shapes.Exports listExports(Call call, Shapes.ListExports request) {
        List<Shapes.Export> exports = stacks(call).book().all().stream()
                .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                .flatMap(stack -> stack.outputs().stream()
                        .filter(output -> output.exportName() != null)
                        .map(output ->
                                new Shapes.Export(stack.id(), String.valueOf(output.exportName()), output.value())))
                .toList();
        Page<Shapes.Export> page = Page.of(exports, request.nextToken());
        return new Shapes.Exports(page.items(), page.nextToken());
    }

    public Shapes.Imports listImports(Call call, Shapes.ListImports request) {
        List<String> importers = stacks(call).book().importers(request.exportName());
        if (importers.isEmpty())
            throw AwsException.validation("Export '" + request.exportName() + "' is not imported by any stack.");
        Page<String> page = Page.of(importers, request.nextToken());
        return new Shapes.Imports(page.items(), page.nextToken());
    }

    private static void refuseUrl(@Nullable String url) {
        if (url != null) throw AwsException.notBuilt("cloudformation", "TemplateURL", "a template in S3 (TemplateURL)");
    }

    private static String required(@Nullable String value, String member) {
        if (value == null || value.isEmpty()) throw AwsException.validation(member + " must be specified");
        return value;
    }

    private static Map<String, String> parameters(List<Shapes.Parameter> given) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Shapes.Parameter each : given)
            if (!Boolean.TRUE.equals(each.usePreviousValue()) && each.parameterValue() != null)
                parameters.put(required(each.parameterKey(), "ParameterKey"), each.parameterValue());
        return parameters;
    }

    private static Set<String> previous(List<Shapes.Parameter> given) {
        Set<String> keys = new LinkedHashSet<>();
        for (Shapes.Parameter each : given)
            if (Boolean.TRUE.equals(each.usePreviousValue())) keys.add(required(each.parameterKey(), "ParameterKey"));
        return keys;
    }

    private static Map<String, String> tags(List<Shapes.Tag> given) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Shapes.Tag each : given) {
            if (each.key().startsWith("aws:"))
                throw AwsException.validation("Tag keys beginning with aws: are reserved for AWS");
            tags.put(each.key(), each.value());
        }
        return tags;
    }
}
