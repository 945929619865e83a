package io.windtunnel.cloud.operations.cloudformation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Stacks, events and change sets as the API shows them.
final class Views {
    private static final Shapes.Drift UNCHECKED = new Shapes.Drift("NOT_CHECKED");

    private Views() {}

    static Shapes.StackView stack(Stack stack) {
        Stack.Settings settings = stack.settings();
        Template template = settings.templateBody().isEmpty() ? null : TemplateParser.parse(settings.templateBody());
        boolean reviewed = stack.status() == StackStatus.REVIEW_IN_PROGRESS;
        return new Shapes.StackView(
                stack.id(),
                stack.name(),
                stack.changeSetId(),
                template == null || reviewed ? null : template.description(),
                parameters(settings, template),
                stack.created(),
                stack.deleted(),
                stack.updated(),
                stack.status().name(),
                stack.reason(),
                settings.onFailure() == Stack.OnFailure.DO_NOTHING,
                settings.notificationArns(),
                settings.timeoutInMinutes(),
                settings.capabilities(),
                stack.outputs().stream()
                        .map(each -> new Shapes.Output(each.key(), each.value(), each.description(), each.exportName()))
                        .toList(),
                settings.roleArn(),
                tags(settings.tags()),
                stack.terminationProtection(),
                UNCHECKED);
    }

    static List<Shapes.Parameter> parameters(Stack.Settings settings, @Nullable Template template) {
        List<Shapes.Parameter> parameters = new ArrayList<>();
        for (ParameterValues.Value each : settings.parameters().values()) {
            Template.Parameter declared =
                    template == null ? null : template.parameters().get(each.key());
            boolean hidden = declared != null && declared.noEcho();
            parameters.add(new Shapes.Parameter(
                    each.key(), hidden ? "****" : each.value(), null, hidden ? null : each.resolved()));
        }
        return parameters;
    }

    static List<Shapes.Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(each -> new Shapes.Tag(each.getKey(), each.getValue()))
                .toList();
    }

    static Shapes.StackSummary summary(Stack stack) {
        return new Shapes.StackSummary(
                stack.id(),
                stack.name(),
                stack(stack).description(),
                stack.created(),
                stack.updated(),
                stack.deleted(),
                stack.status().name(),
                stack.reason(),
                UNCHECKED);
    }

    static Shapes.Event event(StackEvent event) {
        return new Shapes.Event(
                event.stackId(),
                event.eventId(),
                event.stackName(),
                event.logicalId(),
                event.physicalId(),
                event.type(),
                event.at(),
                event.status(),
                event.reason(),
                event.properties(),
                event.token());
    }

    static Shapes.Resource resource(Stack stack, StackResource each) {
        return new Shapes.Resource(
                stack.name(),
                stack.id(),
                each.logicalId(),
                each.physicalId(),
                each.type(),
                each.at(),
                each.status(),
                each.reason());
    }

    static Shapes.ResourceSummary summary(StackResource each) {
        return new Shapes.ResourceSummary(
                each.logicalId(), each.physicalId(), each.type(), each.at(), each.status(), each.reason());
    }

    static Shapes.ChangeSetView changeSet(ChangeSet each) {
        Template template = TemplateParser.parse(each.settings().templateBody());
        return new Shapes.ChangeSetView(
                each.name(),
                each.id(),
                each.stackId(),
                each.stackName(),
                each.description(),
                parameters(each.settings(), template),
                each.created(),
                each.executionStatus(),
                each.status(),
                each.reason(),
                each.settings().notificationArns(),
                each.settings().capabilities(),
                tags(each.settings().tags()),
                each.changes().stream().map(Views::change).toList(),
                false);
    }

    private static Shapes.Change change(ChangeSet.Change change) {
        List<String> scope = change.details().stream()
                .map(ChangeSet.Detail::attribute)
                .distinct()
                .toList();
        List<Shapes.Detail> details = change.details().stream()
                .map(each -> new Shapes.Detail(
                        new Shapes.Target(each.attribute(), each.name(), each.recreation()),
                        each.evaluation(),
                        each.changeSource(),
                        each.causingEntity()))
                .toList();
        return new Shapes.Change(
                "Resource",
                new Shapes.ResourceChange(
                        change.action(),
                        change.logicalId(),
                        change.physicalId(),
                        change.type(),
                        change.replacement(),
                        scope,
                        details));
    }

    static Shapes.ChangeSetSummary summary(ChangeSet each) {
        return new Shapes.ChangeSetSummary(
                each.stackId(),
                each.stackName(),
                each.id(),
                each.name(),
                each.executionStatus(),
                each.status(),
                each.reason(),
                each.created(),
                each.description());
    }
}
