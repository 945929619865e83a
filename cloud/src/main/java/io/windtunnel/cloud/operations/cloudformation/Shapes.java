package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and answers of CloudFormation's API: the members that are honoured.
final class Shapes {
    private Shapes() {}

    record Parameter(
            @Nullable String parameterKey,
            @Nullable String parameterValue,
            @Nullable Boolean usePreviousValue,
            @Nullable String resolvedValue) {}

    record Tag(String key, String value) {}

    record CreateStack(
            String stackName,
            @Nullable String templateBody,
            @Nullable String templateURL,
            List<Parameter> parameters,
            @Nullable Boolean disableRollback,
            @Nullable Integer timeoutInMinutes,
            @Member("NotificationARNs") List<String> notificationArns,
            List<String> capabilities,
            @Member("RoleARN") @Nullable String roleArn,
            @Nullable String onFailure,
            List<Tag> tags,
            @Nullable String clientRequestToken,
            @Nullable Boolean enableTerminationProtection) {}

    record StackId(String stackId) {}

    record UpdateStack(
            String stackName,
            @Nullable String templateBody,
            @Nullable String templateURL,
            @Nullable Boolean usePreviousTemplate,
            List<Parameter> parameters,
            @Nullable Boolean disableRollback,
            @Member("NotificationARNs") List<String> notificationArns,
            List<String> capabilities,
            @Member("RoleARN") @Nullable String roleArn,
            @Nullable List<Tag> tags,
            @Nullable String clientRequestToken) {}

    record DeleteStack(
            String stackName,
            List<String> retainResources,
            @Member("RoleARN") @Nullable String roleArn,
            @Nullable String clientRequestToken) {}

    record CancelUpdateStack(String stackName) {}

    record UpdateTerminationProtection(Boolean enableTerminationProtection, String stackName) {}

    record SignalResource(String stackName, String logicalResourceId, String uniqueId, String status) {}

    record DescribeStacks(
            @Nullable String stackName, @Nullable String nextToken) {}

    record Output(
            String outputKey,
            String outputValue,
            @Nullable String description,
            @Nullable String exportName) {}

    record Drift(String stackDriftStatus) {}

    record StackView(
            String stackId,
            String stackName,
            @Nullable String changeSetId,
            @Nullable String description,
            List<Parameter> parameters,
            Instant creationTime,
            @Nullable Instant deletionTime,
            @Nullable Instant lastUpdatedTime,
            String stackStatus,
            @Nullable String stackStatusReason,
            boolean disableRollback,
            @Member("NotificationARNs") List<String> notificationArns,
            @Nullable Integer timeoutInMinutes,
            List<String> capabilities,
            List<Output> outputs,
            @Member("RoleARN") @Nullable String roleArn,
            List<Tag> tags,
            boolean enableTerminationProtection,
            Drift driftInformation) {}

    record StackViews(List<StackView> stacks, @Nullable String nextToken) {}

    record ListStacks(@Nullable String nextToken, List<String> stackStatusFilter) {}

    record StackSummary(
            String stackId,
            String stackName,
            @Nullable String templateDescription,
            Instant creationTime,
            @Nullable Instant lastUpdatedTime,
            @Nullable Instant deletionTime,
            String stackStatus,
            @Nullable String stackStatusReason,
            Drift driftInformation) {}

    record StackSummaries(
            List<StackSummary> stackSummaries, @Nullable String nextToken) {}

    record DescribeStackEvents(
            @Nullable String stackName, @Nullable String nextToken) {}

    record Event(
            String stackId,
            String eventId,
            String stackName,
            String logicalResourceId,
            @Nullable String physicalResourceId,
            String resourceType,
            Instant timestamp,
            String resourceStatus,
            @Nullable String resourceStatusReason,
            @Nullable String resourceProperties,
            @Nullable String clientRequestToken) {}

    record Events(List<Event> stackEvents, @Nullable String nextToken) {}

    record DescribeStackResource(String stackName, String logicalResourceId) {}

    record ResourceDetail(
            String stackName,
            String stackId,
            String logicalResourceId,
            @Nullable String physicalResourceId,
            String resourceType,
            Instant lastUpdatedTimestamp,
            String resourceStatus,
            @Nullable String resourceStatusReason,
            @Nullable String metadata) {}

    record ResourceDetailAnswer(ResourceDetail stackResourceDetail) {}

    record DescribeStackResources(
            @Nullable String stackName,
            @Nullable String logicalResourceId,
            @Nullable String physicalResourceId) {}

    record Resource(
            String stackName,
            String stackId,
            String logicalResourceId,
            @Nullable String physicalResourceId,
            String resourceType,
            Instant timestamp,
            String resourceStatus,
            @Nullable String resourceStatusReason) {}

    record Resources(List<Resource> stackResources) {}

    record ListStackResources(String stackName, @Nullable String nextToken) {}

    record ResourceSummary(
            String logicalResourceId,
            @Nullable String physicalResourceId,
            String resourceType,
            Instant lastUpdatedTimestamp,
            String resourceStatus,
            @Nullable String resourceStatusReason) {}

    record ResourceSummaries(
            List<ResourceSummary> stackResourceSummaries,
            @Nullable String nextToken) {}

    record GetTemplate(
            @Nullable String stackName,
            @Nullable String changeSetName,
            @Nullable String templateStage) {}

    record TemplateAnswer(String templateBody, List<String> stagesAvailable) {}

    record ValidateTemplate(
            @Nullable String templateBody, @Nullable String templateURL) {}

    record TemplateParameter(
            String parameterKey,
            @Nullable String defaultValue,
            boolean noEcho,
            @Nullable String description) {}

    record Validated(
            List<TemplateParameter> parameters,
            @Nullable String description,
            List<String> capabilities,
            @Nullable String capabilitiesReason,
            List<String> declaredTransforms) {}

    record GetTemplateSummary(
            @Nullable String templateBody,
            @Nullable String templateURL,
            @Nullable String stackName) {}

    record Constraints(List<String> allowedValues) {}

    record ParameterDeclaration(
            String parameterKey,
            @Nullable String defaultValue,
            String parameterType,
            boolean noEcho,
            @Nullable String description,
            Constraints parameterConstraints) {}

    record Warnings(List<String> unrecognizedResourceTypes) {}

    record Summary(
            List<ParameterDeclaration> parameters,
            @Nullable String description,
            List<String> capabilities,
            @Nullable String capabilitiesReason,
            List<String> resourceTypes,
            @Nullable String version,
            @Nullable String metadata,
            List<String> declaredTransforms,
            @Nullable Warnings warnings) {}

    record CreateChangeSet(
            String stackName,
            @Nullable String templateBody,
            @Nullable String templateURL,
            @Nullable Boolean usePreviousTemplate,
            List<Parameter> parameters,
            List<String> capabilities,
            @Member("RoleARN") @Nullable String roleArn,
            @Member("NotificationARNs") List<String> notificationArns,
            @Nullable List<Tag> tags,
            String changeSetName,
            @Nullable String clientToken,
            @Nullable String description,
            @Nullable String changeSetType,
            @Nullable String onStackFailure) {}

    record ChangeSetCreated(String id, String stackId) {}

    record DescribeChangeSet(
            String changeSetName,
            @Nullable String stackName,
            @Nullable String nextToken) {}

    record Target(String attribute, @Nullable String name, String requiresRecreation) {}

    record Detail(
            Target target,
            String evaluation,
            @Nullable String changeSource,
            @Nullable String causingEntity) {}

    record ResourceChange(
            String action,
            String logicalResourceId,
            @Nullable String physicalResourceId,
            String resourceType,
            @Nullable String replacement,
            List<String> scope,
            List<Detail> details) {}

    record Change(String type, ResourceChange resourceChange) {}

    record ChangeSetView(
            String changeSetName,
            String changeSetId,
            String stackId,
            String stackName,
            @Nullable String description,
            List<Parameter> parameters,
            Instant creationTime,
            String executionStatus,
            String status,
            @Nullable String statusReason,
            @Member("NotificationARNs") List<String> notificationArns,
            List<String> capabilities,
            List<Tag> tags,
            List<Change> changes,
            boolean includeNestedStacks) {}

    record ExecuteChangeSet(
            String changeSetName,
            @Nullable String stackName,
            @Nullable String clientRequestToken,
            @Nullable Boolean disableRollback) {}

    record Nothing() {}

    record DeleteChangeSet(String changeSetName, @Nullable String stackName) {}

    record ListChangeSets(String stackName, @Nullable String nextToken) {}

    record ChangeSetSummary(
            String stackId,
            String stackName,
            String changeSetId,
            String changeSetName,
            String executionStatus,
            String status,
            @Nullable String statusReason,
            Instant creationTime,
            @Nullable String description) {}

    record ChangeSetSummaries(
            List<ChangeSetSummary> summaries, @Nullable String nextToken) {}

    record ListExports(@Nullable String nextToken) {}

    record Export(String exportingStackId, String name, String value) {}

    record Exports(List<Export> exports, @Nullable String nextToken) {}

    record ListImports(String exportName, @Nullable String nextToken) {}

    record Imports(List<String> imports, @Nullable String nextToken) {}
}
