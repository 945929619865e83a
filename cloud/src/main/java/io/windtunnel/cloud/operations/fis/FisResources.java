package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.cloud.operations.fis.Parts.StopCondition;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `AWS::FIS::ExperimentTemplate`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-fis-experimenttemplate.html
final class FisResources implements ResourceType<FisResources.Properties> {
    record Properties(
            String description,
            String roleArn,
            List<StopConditionProperty> stopConditions,
            Map<String, TargetProperty> targets,
            Map<String, ActionProperty> actions,
            Map<String, String> tags,
            @Nullable OptionsProperty experimentOptions) {}

    record StopConditionProperty(String source, @Nullable String value) {}

    record FilterProperty(String path, List<String> values) {}

    record TargetProperty(
            String resourceType,
            List<String> resourceArns,
            Map<String, String> resourceTags,
            List<FilterProperty> filters,
            String selectionMode,
            Map<String, String> parameters) {}

    record ActionProperty(
            String actionId,
            @Nullable String description,
            Map<String, String> parameters,
            Map<String, String> targets,
            List<String> startAfter) {}

    record OptionsProperty(
            @Nullable String accountTargeting, @Nullable String emptyTargetResolutionMode) {}

    private final FisApi api;
    private final Ids ids;

    FisResources(FisApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::FIS::ExperimentTemplate";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of();
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties wanted = request.properties();
        OptionsProperty options = wanted.experimentOptions();
        Map<String, String> tags = new TreeMap<>(request.tags());
        tags.putAll(wanted.tags());
        String id = api.createExperimentTemplate(
                        Call.internal(request.scope()),
                        new Shapes.CreateTemplate(
                                ids.uuid(),
                                wanted.description(),
                                stopConditions(wanted),
                                targets(wanted),
                                actions(wanted),
                                wanted.roleArn(),
                                tags,
                                options == null
                                        ? null
                                        : new Shapes.TemplateOptions(
                                                options.accountTargeting(), options.emptyTargetResolutionMode())))
                .experimentTemplate()
                .id();
        return done(id);
    }

    private static Progress done(String id) {
        return new Progress.Done(id, Map.of("Id", id));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Properties wanted = request.properties();
        OptionsProperty options = wanted.experimentOptions();
        Map<String, Shapes.ChangedAction> actions = new LinkedHashMap<>();
        wanted.actions()
                .forEach((name, action) -> actions.put(
                        name,
                        new Shapes.ChangedAction(
                                action.actionId(),
                                action.description(),
                                action.parameters(),
                                action.targets(),
                                action.startAfter())));
        Call call = Call.internal(request.scope());
        String arn = api.updateExperimentTemplate(
                        call,
                        new Shapes.UpdateTemplate(
                                request.id(),
                                wanted.description(),
                                stopConditions(wanted),
                                targets(wanted),
                                actions,
                                wanted.roleArn(),
                                options == null
                                        ? null
                                        : new Shapes.ChangedOptions(options.emptyTargetResolutionMode())))
                .experimentTemplate()
                .arn();
        List<String> gone = before.tags().keySet().stream()
                .filter(key -> !wanted.tags().containsKey(key))
                .toList();
        api.untagResource(call, new Shapes.UntagResource(arn, gone));
        api.tagResource(call, new Shapes.TagResource(arn, wanted.tags()));
        return done(request.id());
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteExperimentTemplate(Call.internal(request.scope()), new Shapes.ById(request.id()));
        } catch (AwsException gone) {
            if (!gone.code().equals("ResourceNotFoundException")) throw gone;
        }
        return new Progress.Done(request.id(), Map.of());
    }

    private static List<StopCondition> stopConditions(Properties properties) {
        return properties.stopConditions().stream()
                .map(each -> new StopCondition(each.source(), each.value()))
                .toList();
    }

    private static Map<String, Target> targets(Properties properties) {
        Map<String, Target> targets = new LinkedHashMap<>();
        properties
                .targets()
                .forEach((name, each) -> targets.put(
                        name,
                        new Target(
                                each.resourceType(),
                                each.resourceArns(),
                                each.resourceTags(),
                                each.filters().stream()
                                        .map(filter -> new Parts.Filter(filter.path(), filter.values()))
                                        .toList(),
                                each.selectionMode(),
                                each.parameters())));
        return targets;
    }

    private static Map<String, Action> actions(Properties properties) {
        Map<String, Action> actions = new LinkedHashMap<>();
        properties
                .actions()
                .forEach((name, each) -> actions.put(
                        name,
                        new Action(
                                each.actionId(),
                                each.description(),
                                each.parameters(),
                                each.targets(),
                                each.startAfter())));
        return actions;
    }
}
