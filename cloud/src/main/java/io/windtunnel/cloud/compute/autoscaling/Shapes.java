package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and answers of [AutoScalingApi], bound to AWS's model by name.
public final class Shapes {
    private Shapes() {}

    public record LaunchTemplateSpecification(
            @Nullable String launchTemplateId,
            @Nullable String launchTemplateName,
            @Nullable String version) {}

    public record Tag(
            @Nullable String resourceId,
            @Nullable String resourceType,
            String key,
            @Nullable String value,
            @Nullable Boolean propagateAtLaunch) {}

    public record TagDescription(
            String resourceId, String resourceType, String key, String value, boolean propagateAtLaunch) {}

    public record TrafficSourceIdentifier(
            String identifier, @Nullable String type) {}

    public record LifecycleHookSpecification(
            String lifecycleHookName,
            String lifecycleTransition,
            @Nullable String notificationMetadata,
            @Nullable Integer heartbeatTimeout,
            @Nullable String defaultResult) {}

    /// What a group is created with and can be told anew: null or empty where nothing is said.
    public sealed interface GroupMembers {
        @Nullable
        String launchConfigurationName();

        @Nullable
        LaunchTemplateSpecification launchTemplate();

        @Nullable
        Integer minSize();

        @Nullable
        Integer maxSize();

        @Nullable
        Integer desiredCapacity();

        @Nullable
        Integer defaultCooldown();

        List<String> availabilityZones();

        @Nullable
        String healthCheckType();

        @Nullable
        Integer healthCheckGracePeriod();

        @Nullable
        String vpcZoneIdentifier();

        List<String> terminationPolicies();

        @Nullable
        Boolean newInstancesProtectedFromScaleIn();

        @Nullable
        String serviceLinkedRoleArn();

        @Nullable
        Integer defaultInstanceWarmup();

        @Nullable
        MixedInstancesPolicy mixedInstancesPolicy();

        @Nullable
        Integer maxInstanceLifetime();

        @Nullable
        InstanceMaintenancePolicy instanceMaintenancePolicy();

        @Nullable
        AvailabilityZoneDistribution availabilityZoneDistribution();
    }

    public record InstanceMaintenancePolicy(
            @Nullable Integer minHealthyPercentage,
            @Nullable Integer maxHealthyPercentage) {}

    public record AvailabilityZoneDistribution(@Nullable String capacityDistributionStrategy) {}

    /// Not built: whoever sends it is refused.
    public record InstanceRequirements() {}

    public record LaunchTemplateOverrides(
            @Nullable String instanceType,
            @Nullable String weightedCapacity,
            @Nullable LaunchTemplateSpecification launchTemplateSpecification,
            @Nullable InstanceRequirements instanceRequirements) {}

    public record LaunchTemplate(
            @Nullable LaunchTemplateSpecification launchTemplateSpecification,
            List<LaunchTemplateOverrides> overrides) {}

    public record InstancesDistribution(
            @Nullable String onDemandAllocationStrategy,
            @Nullable Integer onDemandBaseCapacity,
            @Nullable Integer onDemandPercentageAboveBaseCapacity,
            @Nullable String spotAllocationStrategy,
            @Nullable Integer spotInstancePools) {}

    public record MixedInstancesPolicy(
            @Nullable LaunchTemplate launchTemplate,
            @Nullable InstancesDistribution instancesDistribution) {}

    public record CreateAutoScalingGroupRequest(
            String autoScalingGroupName,
            @Nullable String launchConfigurationName,
            @Nullable LaunchTemplateSpecification launchTemplate,
            Integer minSize,
            Integer maxSize,
            @Nullable Integer desiredCapacity,
            @Nullable Integer defaultCooldown,
            List<String> availabilityZones,
            @Member("TargetGroupARNs") List<String> targetGroupArns,
            @Nullable String healthCheckType,
            @Nullable Integer healthCheckGracePeriod,
            @Nullable @Member("VPCZoneIdentifier") String vpcZoneIdentifier,
            List<String> terminationPolicies,
            @Nullable Boolean newInstancesProtectedFromScaleIn,
            List<LifecycleHookSpecification> lifecycleHookSpecificationList,
            List<Tag> tags,
            @Nullable @Member("ServiceLinkedRoleARN") String serviceLinkedRoleArn,
            @Nullable Integer defaultInstanceWarmup,
            List<TrafficSourceIdentifier> trafficSources,
            @Nullable MixedInstancesPolicy mixedInstancesPolicy,
            @Nullable Integer maxInstanceLifetime,
            @Nullable InstanceMaintenancePolicy instanceMaintenancePolicy,
            @Nullable AvailabilityZoneDistribution availabilityZoneDistribution)
            implements GroupMembers {}

    public record UpdateAutoScalingGroupRequest(
            String autoScalingGroupName,
            @Nullable String launchConfigurationName,
            @Nullable LaunchTemplateSpecification launchTemplate,
            @Nullable Integer minSize,
            @Nullable Integer maxSize,
            @Nullable Integer desiredCapacity,
            @Nullable Integer defaultCooldown,
            List<String> availabilityZones,
            @Nullable String healthCheckType,
            @Nullable Integer healthCheckGracePeriod,
            @Nullable @Member("VPCZoneIdentifier") String vpcZoneIdentifier,
            List<String> terminationPolicies,
            @Nullable Boolean newInstancesProtectedFromScaleIn,
            @Nullable @Member("ServiceLinkedRoleARN") String serviceLinkedRoleArn,
            @Nullable Integer defaultInstanceWarmup,
            @Nullable MixedInstancesPolicy mixedInstancesPolicy,
            @Nullable Integer maxInstanceLifetime,
            @Nullable InstanceMaintenancePolicy instanceMaintenancePolicy,
            @Nullable AvailabilityZoneDistribution availabilityZoneDistribution)
            implements GroupMembers {}

    public record DeleteAutoScalingGroupRequest(
            String autoScalingGroupName, @Nullable Boolean forceDelete) {}

    public record Filter(@Nullable String name, List<String> values) {}

    public record DescribeAutoScalingGroupsRequest(
            List<String> autoScalingGroupNames,
            @Nullable String nextToken,
            @Nullable Integer maxRecords,
            List<Filter> filters) {}

    public record DescribeAutoScalingGroupsResult(
            List<AutoScalingGroup> autoScalingGroups,
            @Nullable String nextToken) {}

    public record SuspendedProcess(String processName, String suspensionReason) {}

    public record EnabledMetric(String metric, String granularity) {}

    public record AutoScalingGroup(
            String autoScalingGroupName,
            @Member("AutoScalingGroupARN") String autoScalingGroupArn,
            @Nullable String launchConfigurationName,
            @Nullable LaunchTemplateSpecification launchTemplate,
            int minSize,
            int maxSize,
            int desiredCapacity,
            int defaultCooldown,
            List<String> availabilityZones,
            List<String> loadBalancerNames,
            @Member("TargetGroupARNs") List<String> targetGroupArns,
            String healthCheckType,
            int healthCheckGracePeriod,
            List<GroupInstance> instances,
            Instant createdTime,
            List<SuspendedProcess> suspendedProcesses,
            @Nullable @Member("VPCZoneIdentifier") String vpcZoneIdentifier,
            List<EnabledMetric> enabledMetrics,
            @Nullable String status,
            List<TagDescription> tags,
            List<String> terminationPolicies,
            boolean newInstancesProtectedFromScaleIn,
            @Member("ServiceLinkedRoleARN") String serviceLinkedRoleArn,
            @Nullable Integer defaultInstanceWarmup,
            List<TrafficSourceIdentifier> trafficSources,
            @Nullable MixedInstancesPolicy mixedInstancesPolicy,
            @Nullable Integer maxInstanceLifetime,
            @Nullable InstanceMaintenancePolicy instanceMaintenancePolicy,
            @Nullable AvailabilityZoneDistribution availabilityZoneDistribution,
            FleetApi.@Nullable WarmPoolConfiguration warmPoolConfiguration,
            @Nullable Integer warmPoolSize) {}

    public record GroupInstance(
            String instanceId,
            String instanceType,
            String availabilityZone,
            String lifecycleState,
            String healthStatus,
            @Nullable String launchConfigurationName,
            @Nullable LaunchTemplateSpecification launchTemplate,
            boolean protectedFromScaleIn,
            @Nullable String weightedCapacity) {}

    public record InstanceDetails(
            String instanceId,
            String instanceType,
            String autoScalingGroupName,
            String availabilityZone,
            String lifecycleState,
            String healthStatus,
            @Nullable String launchConfigurationName,
            @Nullable LaunchTemplateSpecification launchTemplate,
            boolean protectedFromScaleIn,
            @Nullable String weightedCapacity) {}

    public record DescribeAutoScalingInstancesRequest(
            List<String> instanceIds,
            @Nullable Integer maxRecords,
            @Nullable String nextToken) {}

    public record DescribeAutoScalingInstancesResult(
            List<InstanceDetails> autoScalingInstances,
            @Nullable String nextToken) {}

    public record ScalingActivity(
            String activityId,
            String autoScalingGroupName,
            String description,
            String cause,
            Instant startTime,
            @Nullable Instant endTime,
            String statusCode,
            @Nullable String statusMessage,
            int progress,
            String details,
            @Nullable String autoScalingGroupState,
            @Member("AutoScalingGroupARN") String autoScalingGroupArn) {}

    public record DescribeScalingActivitiesRequest(
            List<String> activityIds,
            @Nullable String autoScalingGroupName,
            @Nullable Boolean includeDeletedGroups,
            @Nullable Integer maxRecords,
            @Nullable String nextToken) {}

    public record ActivitiesResult(
            List<ScalingActivity> activities, @Nullable String nextToken) {}

    /// The activities of instances that were moved in or out.
    public record MovedResult(List<ScalingActivity> activities) {}

    public record ActivityResult(ScalingActivity activity) {}

    public record SetDesiredCapacityRequest(String autoScalingGroupName, int desiredCapacity) {}

    public record TerminateInstanceRequest(String instanceId, boolean shouldDecrementDesiredCapacity) {}

    public record InstanceIdsRequest(List<String> instanceIds, String autoScalingGroupName) {}

    public record MoveInstancesRequest(
            List<String> instanceIds, String autoScalingGroupName, boolean shouldDecrementDesiredCapacity) {}

    public record SetInstanceHealthRequest(
            String instanceId,
            String healthStatus,
            @Nullable Boolean shouldRespectGracePeriod) {}

    public record SetInstanceProtectionRequest(
            List<String> instanceIds, String autoScalingGroupName, boolean protectedFromScaleIn) {}

    public record TargetGroupsRequest(
            String autoScalingGroupName,
            @Member("TargetGroupARNs") List<String> targetGroupArns) {}

    public record TrafficSourcesRequest(String autoScalingGroupName, List<TrafficSourceIdentifier> trafficSources) {}

    public record GroupPageRequest(
            String autoScalingGroupName,
            @Nullable String nextToken,
            @Nullable Integer maxRecords) {}

    public record TargetGroupState(
            @Member("LoadBalancerTargetGroupARN") String loadBalancerTargetGroupArn, String state) {}

    public record DescribeTargetGroupsResult(
            List<TargetGroupState> loadBalancerTargetGroups,
            @Nullable String nextToken) {}

    public record TrafficSourceState(String identifier, String type, String trafficSource, String state) {}

    public record DescribeTrafficSourcesResult(
            List<TrafficSourceState> trafficSources,
            @Nullable String nextToken) {}

    public record ProcessesRequest(String autoScalingGroupName, List<String> scalingProcesses) {}

    public record ProcessType(String processName) {}

    public record ProcessTypesResult(List<ProcessType> processes) {}

    public record TagsRequest(List<Tag> tags) {}

    public record DescribeTagsRequest(
            List<Filter> filters,
            @Nullable String nextToken,
            @Nullable Integer maxRecords) {}

    public record DescribeTagsResult(
            List<TagDescription> tags, @Nullable String nextToken) {}

    public record EnableMetricsRequest(String autoScalingGroupName, List<String> metrics, String granularity) {}

    public record DisableMetricsRequest(String autoScalingGroupName, List<String> metrics) {}

    public record MetricType(String metric) {}

    public record GranularityType(String granularity) {}

    public record MetricTypesResult(List<MetricType> metrics, List<GranularityType> granularities) {}

    public record PolicyTypesResult(List<String> terminationPolicyTypes) {}

    public record HookTypesResult(List<String> lifecycleHookTypes) {}

    public record AccountLimitsResult(
            int maxNumberOfAutoScalingGroups,
            int maxNumberOfLaunchConfigurations,
            int numberOfAutoScalingGroups,
            int numberOfLaunchConfigurations) {}

    public record PutLifecycleHookRequest(
            String lifecycleHookName,
            String autoScalingGroupName,
            @Nullable String lifecycleTransition,
            @Nullable String notificationMetadata,
            @Nullable Integer heartbeatTimeout,
            @Nullable String defaultResult) {}

    public record DeleteLifecycleHookRequest(String lifecycleHookName, String autoScalingGroupName) {}

    public record DescribeLifecycleHooksRequest(String autoScalingGroupName, List<String> lifecycleHookNames) {}

    public record LifecycleHook(
            String lifecycleHookName,
            String autoScalingGroupName,
            String lifecycleTransition,
            @Nullable String notificationMetadata,
            int heartbeatTimeout,
            int globalTimeout,
            String defaultResult) {}

    public record DescribeLifecycleHooksResult(List<LifecycleHook> lifecycleHooks) {}

    public record CompleteLifecycleActionRequest(
            String lifecycleHookName,
            String autoScalingGroupName,
            @Nullable String lifecycleActionToken,
            String lifecycleActionResult,
            @Nullable String instanceId) {}

    public record HeartbeatRequest(
            String lifecycleHookName,
            String autoScalingGroupName,
            @Nullable String lifecycleActionToken,
            @Nullable String instanceId) {}

    public record DesiredConfiguration(@Nullable LaunchTemplateSpecification launchTemplate) {}

    public record RefreshPreferences(
            @Nullable Integer minHealthyPercentage,
            @Nullable Integer maxHealthyPercentage,
            @Nullable Integer instanceWarmup,
            List<Integer> checkpointPercentages,
            @Nullable Integer checkpointDelay,
            @Nullable Boolean skipMatching) {}

    public record StartInstanceRefreshRequest(
            String autoScalingGroupName,
            @Nullable DesiredConfiguration desiredConfiguration,
            @Nullable RefreshPreferences preferences) {}

    public record GroupRequest(String autoScalingGroupName) {}

    public record InstanceRefreshResult(String instanceRefreshId) {}

    public record DescribeInstanceRefreshesRequest(
            String autoScalingGroupName,
            List<String> instanceRefreshIds,
            @Nullable String nextToken,
            @Nullable Integer maxRecords) {}

    public record RollbackDetails(String rollbackReason, Instant rollbackStartTime) {}

    public record InstanceRefresh(
            String instanceRefreshId,
            String autoScalingGroupName,
            String status,
            @Nullable String statusReason,
            Instant startTime,
            @Nullable Instant endTime,
            int percentageComplete,
            int instancesToUpdate,
            RefreshPreferences preferences,
            @Nullable DesiredConfiguration desiredConfiguration,
            @Nullable RollbackDetails rollbackDetails) {}

    public record DescribeInstanceRefreshesResult(
            List<InstanceRefresh> instanceRefreshes,
            @Nullable String nextToken) {}

    public record CreateLaunchConfigurationRequest(
            String launchConfigurationName,
            @Nullable String imageId,
            @Nullable String keyName,
            List<String> securityGroups,
            @Nullable String userData,
            @Nullable String instanceType,
            @Nullable String iamInstanceProfile,
            @Nullable Boolean associatePublicIpAddress) {}

    public record LaunchConfigurationNameRequest(String launchConfigurationName) {}

    public record DescribeLaunchConfigurationsRequest(
            List<String> launchConfigurationNames,
            @Nullable String nextToken,
            @Nullable Integer maxRecords) {}

    public record LaunchConfiguration(
            String launchConfigurationName,
            @Member("LaunchConfigurationARN") String launchConfigurationArn,
            String imageId,
            @Nullable String keyName,
            List<String> securityGroups,
            @Nullable String userData,
            String instanceType,
            @Nullable String iamInstanceProfile,
            @Nullable Boolean associatePublicIpAddress,
            Instant createdTime) {}

    public record DescribeLaunchConfigurationsResult(
            List<LaunchConfiguration> launchConfigurations,
            @Nullable String nextToken) {}
}
