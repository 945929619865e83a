package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.Parts.AccountConfiguration;
import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.cloud.operations.fis.Parts.Options;
import io.windtunnel.cloud.operations.fis.Parts.StopCondition;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and answers of FIS's API: the members that are honoured.
final class Shapes {
    private Shapes() {}

    record ActionParameter(String description, boolean required) {}

    record ActionTarget(String resourceType) {}

    record ActionDescription(
            String id,
            String arn,
            String description,
            @Nullable Map<String, ActionParameter> parameters,
            Map<String, ActionTarget> targets,
            Map<String, String> tags) {}

    record ActionSummary(
            String id, String arn, String description, Map<String, ActionTarget> targets, Map<String, String> tags) {}

    record ById(String id) {}

    record OneAction(ActionDescription action) {}

    record Listing(@Nullable Integer maxResults, @Nullable String nextToken) {}

    record Actions(List<ActionSummary> actions, @Nullable String nextToken) {}

    record ResourceType(String resourceType, String description, Map<String, ActionParameter> parameters) {}

    record ResourceTypeSummary(String resourceType, String description) {}

    record GetResourceType(String resourceType) {}

    record OneResourceType(ResourceType targetResourceType) {}

    record ResourceTypes(
            List<ResourceTypeSummary> targetResourceTypes,
            @Nullable String nextToken) {}

    record TemplateOptions(
            @Nullable String accountTargeting, @Nullable String emptyTargetResolutionMode) {}

    record CreateTemplate(
            String clientToken,
            String description,
            List<StopCondition> stopConditions,
            Map<String, Target> targets,
            Map<String, Action> actions,
            String roleArn,
            Map<String, String> tags,
            @Nullable TemplateOptions experimentOptions) {}

    record ChangedOptions(@Nullable String emptyTargetResolutionMode) {}

    record UpdateTemplate(
            String id,
            @Nullable String description,
            @Nullable List<StopCondition> stopConditions,
            @Nullable Map<String, Target> targets,
            @Nullable Map<String, ChangedAction> actions,
            @Nullable String roleArn,
            @Nullable ChangedOptions experimentOptions) {}

    /// As [Action], but that the model lets an update leave the id away.
    record ChangedAction(
            @Nullable String actionId,
            @Nullable String description,
            Map<String, String> parameters,
            Map<String, String> targets,
            List<String> startAfter) {}

    record TemplateDescription(
            String id,
            String arn,
            String description,
            Map<String, Target> targets,
            Map<String, Action> actions,
            List<StopCondition> stopConditions,
            Instant creationTime,
            Instant lastUpdateTime,
            String roleArn,
            Map<String, String> tags,
            TemplateOptions experimentOptions,
            long targetAccountConfigurationsCount) {
        static TemplateDescription of(Template template) {
            Template.Design design = template.design();
            return new TemplateDescription(
                    template.id(),
                    template.arn(),
                    design.description(),
                    design.targets(),
                    design.actions(),
                    design.stopConditions(),
                    template.created(),
                    template.updated(),
                    design.roleArn(),
                    template.tags(),
                    new TemplateOptions(
                            design.options().accountTargeting(),
                            design.options().emptyTargetResolutionMode()),
                    template.accounts().size());
        }
    }

    record OneTemplate(TemplateDescription experimentTemplate) {}

    record TemplateSummary(
            String id,
            String arn,
            String description,
            Instant creationTime,
            Instant lastUpdateTime,
            Map<String, String> tags) {}

    record Templates(
            List<TemplateSummary> experimentTemplates,
            @Nullable String nextToken) {}

    record StartOptions(@Nullable String actionsMode) {}

    record StartExperiment(
            String clientToken,
            String experimentTemplateId,
            @Nullable StartOptions experimentOptions,
            Map<String, String> tags) {}

    record State(String status, String reason) {}

    record ExperimentError(String accountId, String code, String location) {}

    record ExperimentState(
            String status, String reason, @Nullable ExperimentError error) {}

    record ExperimentAction(
            String actionId,
            @Nullable String description,
            Map<String, String> parameters,
            Map<String, String> targets,
            List<String> startAfter,
            State state,
            @Nullable Instant startTime,
            @Nullable Instant endTime) {}

    record ExperimentDescription(
            String id,
            String arn,
            String experimentTemplateId,
            String roleArn,
            ExperimentState state,
            Map<String, Target> targets,
            Map<String, ExperimentAction> actions,
            List<StopCondition> stopConditions,
            Instant creationTime,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            Map<String, String> tags,
            Options experimentOptions,
            long targetAccountConfigurationsCount) {}

    record OneExperiment(ExperimentDescription experiment) {}

    record ListExperiments(
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable String experimentTemplateId) {}

    record ExperimentSummary(
            String id,
            String arn,
            String experimentTemplateId,
            ExperimentState state,
            Instant creationTime,
            Map<String, String> tags,
            Options experimentOptions) {}

    record ExperimentPage(
            List<ExperimentSummary> experiments, @Nullable String nextToken) {}

    record ListResolvedTargets(
            String experimentId,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable String targetName) {}

    record ResolvedTarget(String resourceType, String targetName, Map<String, String> targetInformation) {}

    record ResolvedTargets(
            List<ResolvedTarget> resolvedTargets, @Nullable String nextToken) {}

    record PutAccount(
            @Nullable String clientToken,
            String experimentTemplateId,
            String accountId,
            String roleArn,
            @Nullable String description) {}

    record ChangeAccount(
            String experimentTemplateId,
            String accountId,
            @Nullable String roleArn,
            @Nullable String description) {}

    record AccountOfTemplate(String experimentTemplateId, String accountId) {}

    record AccountOfExperiment(String experimentId, String accountId) {}

    record OneAccount(AccountConfiguration targetAccountConfiguration) {}

    record ListAccounts(
            String experimentTemplateId,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ListExperimentAccounts(
            String experimentId, @Nullable String nextToken) {}

    record AccountPage(
            List<AccountConfiguration> targetAccountConfigurations,
            @Nullable String nextToken) {}

    record LeverState(String status, String reason) {}

    record Lever(String id, String arn, LeverState state) {}

    record OneLever(Lever safetyLever) {}

    record PullLever(String id, LeverState state) {}

    record TagResource(String resourceArn, Map<String, String> tags) {}

    record UntagResource(String resourceArn, List<String> tagKeys) {}

    record ListTags(String resourceArn) {}

    record Tags(Map<String, String> tags) {}

    record Done() {}
}
