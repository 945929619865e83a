package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.FleetApi.DeleteNotificationRequest;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.PutNotificationRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.AutoScalingGroup;
import io.windtunnel.cloud.compute.autoscaling.Shapes.AvailabilityZoneDistribution;
import io.windtunnel.cloud.compute.autoscaling.Shapes.CreateAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DeleteAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingGroupsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeInstanceRefreshesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeScalingActivitiesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DisableMetricsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.EnableMetricsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstanceMaintenancePolicy;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstanceRefresh;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LifecycleHookSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MixedInstancesPolicy;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ScalingActivity;
import io.windtunnel.cloud.compute.autoscaling.Shapes.StartInstanceRefreshRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.Tag;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TagsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TargetGroupsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.UpdateAutoScalingGroupRequest;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::AutoScaling::AutoScalingGroup`: created when its capacity is in service, deleted when its instances are gone.
final class GroupType implements ResourceType<GroupType.Properties> {
    /// How often it is asked, and how long a group whose launches fail is waited for.
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    record GroupTag(String key, String value, @Nullable Boolean propagateAtLaunch) {}

    record MetricsCollection(String granularity, List<String> metrics) {}

    record Properties(
            @Nullable String autoScalingGroupName,
            @Nullable String launchConfigurationName,
            @Nullable LaunchTemplateSpecification launchTemplate,
            Integer minSize,
            Integer maxSize,
            @Nullable Integer desiredCapacity,
            @Nullable Integer cooldown,
            List<String> availabilityZones,
            List<String> targetGroupARNs,
            @Nullable String healthCheckType,
            @Nullable Integer healthCheckGracePeriod,
            List<String> vPCZoneIdentifier,
            List<String> terminationPolicies,
            @Nullable Boolean newInstancesProtectedFromScaleIn,
            List<LifecycleHookSpecification> lifecycleHookSpecificationList,
            List<MetricsCollection> metricsCollection,
            List<GroupTag> tags,
            @Nullable String serviceLinkedRoleARN,
            @Nullable Integer defaultInstanceWarmup,
            @Nullable MixedInstancesPolicy mixedInstancesPolicy,
            @Nullable Integer maxInstanceLifetime,
            @Nullable InstanceMaintenancePolicy instanceMaintenancePolicy,
            @Nullable AvailabilityZoneDistribution availabilityZoneDistribution,
            List<NotificationConfiguration> notificationConfigurations) {}

    record NotificationConfiguration(String topicARN, List<String> notificationTypes) {}

    private final AutoScalingApi api;
    private final Ids ids;
    private final Time time;

    GroupType(AutoScalingApi api, Ids ids, Time time) {
        this.api = api;
        this.ids = ids;
        this.time = time;
    }

    @Override
    public String name() {
        return "AWS::AutoScaling::AutoScalingGroup";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("AutoScalingGroupName");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties asked = request.properties();
        String name = asked.autoScalingGroupName() != null
                ? asked.autoScalingGroupName()
                : request.generatedName(ids.upper(12), AutoScalingResources.LONGEST_NAME);
        Call call = Call.internal(request.scope());
        return AutoScalingResources.attempt("", () -> {
            api.createAutoScalingGroup(call, creation(name, request));
            return AutoScalingResources.attempt(name, () -> {
                collectMetrics(call, name, asked);
                notify(call, name, List.of(), asked.notificationConfigurations());
                return stabilized(request.scope(), name, time.now());
            });
        });
    }

    private static CreateAutoScalingGroupRequest creation(String name, Request<Properties> request) {
        Properties asked = request.properties();
        return new CreateAutoScalingGroupRequest(
                name,
                asked.launchConfigurationName(),
                asked.launchTemplate(),
                asked.minSize(),
                asked.maxSize(),
                asked.desiredCapacity(),
                asked.cooldown(),
                asked.availabilityZones(),
                asked.targetGroupARNs(),
                asked.healthCheckType(),
                asked.healthCheckGracePeriod(),
                subnets(asked),
                asked.terminationPolicies(),
                asked.newInstancesProtectedFromScaleIn(),
                asked.lifecycleHookSpecificationList(),
                tags(name, request),
                asked.serviceLinkedRoleARN(),
                asked.defaultInstanceWarmup(),
                List.of(),
                asked.mixedInstancesPolicy(),
                asked.maxInstanceLifetime(),
                asked.instanceMaintenancePolicy(),
                asked.availabilityZoneDistribution());
    }

    private static @Nullable String subnets(Properties asked) {
        return asked.vPCZoneIdentifier().isEmpty() ? null : String.join(",", asked.vPCZoneIdentifier());
    }

    /// The template's tags, and the stack's, which reach the instances too.
    private static List<Tag> tags(String name, Request<Properties> request) {
        List<Tag> tags = new ArrayList<>();
        request.tags().forEach((key, value) -> tags.add(new Tag(name, "auto-scaling-group", key, value, true)));
        for (GroupTag tag : request.properties().tags())
            tags.add(new Tag(name, "auto-scaling-group", tag.key(), tag.value(), tag.propagateAtLaunch()));
        return tags;
    }

    private void collectMetrics(Call call, String name, Properties asked) {
        for (MetricsCollection collection : asked.metricsCollection())
            api.enableMetricsCollection(
                    call, new EnableMetricsRequest(name, collection.metrics(), collection.granularity()));
    }

    private void notify(
            Call call, String name, List<NotificationConfiguration> before, List<NotificationConfiguration> after) {
        if (before.equals(after)) return;
        for (NotificationConfiguration one : before)
            api.deleteNotificationConfiguration(call, new DeleteNotificationRequest(name, one.topicARN()));
        for (NotificationConfiguration one : after)
            api.putNotificationConfiguration(
                    call, new PutNotificationRequest(name, one.topicARN(), one.notificationTypes()));
    }

    private Optional<AutoScalingGroup> find(Scope scope, String name) {
        return api
                .describeAutoScalingGroups(
                        Call.internal(scope),
                        new DescribeAutoScalingGroupsRequest(List.of(name), null, null, List.of()))
                .autoScalingGroups()
                .stream()
                .findFirst();
    }

    /// Done when as much capacity as desired is in service.
    private Progress stabilized(Scope scope, String name, Instant since) {
        AutoScalingGroup group = find(scope, name).orElse(null);
        if (group == null) return new Progress.Failed(name, "The group " + name + " is gone.");
        long serving = group.instances().stream()
                .filter(instance -> instance.lifecycleState().equals("InService"))
                .mapToInt(instance ->
                        instance.weightedCapacity() == null ? 1 : Integer.parseInt(instance.weightedCapacity()))
                .sum();
        if (serving >= group.desiredCapacity()) return done(group);
        ScalingActivity last = api
                .describeScalingActivities(
                        Call.internal(scope), new DescribeScalingActivitiesRequest(List.of(), name, null, 1, null))
                .activities()
                .stream()
                .findFirst()
                .orElse(null);
        if (last != null
                && last.statusCode().equals(Activity.FAILED)
                && !time.now().isBefore(since.plus(PATIENCE)))
            return new Progress.Failed(
                    name,
                    ("Group did not stabilize. {current/minSize/maxSize} group size = {%d/%d/%d}."
                                    + " Last scaling activity: %s")
                            .formatted(
                                    serving,
                                    group.minSize(),
                                    group.maxSize(),
                                    Objects.requireNonNullElse(last.statusMessage(), "")));
        return new Progress.Pending(name, AGAIN, () -> stabilized(scope, name, since));
    }

    private static Progress done(AutoScalingGroup group) {
        return new Progress.Done(
                group.autoScalingGroupName(), Map.of("AutoScalingGroupARN", group.autoScalingGroupArn()));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Properties asked = request.properties();
        String name = request.id();
        Call call = Call.internal(request.scope());
        return AutoScalingResources.attempt(name, () -> {
            Optional<RollingUpdate> rolling = RollingUpdate.of(request.updatePolicy());
            api.updateAutoScalingGroup(call, change(name, asked));
            retarget(call, name, asked, before);
            retag(call, name, request, before);
            notify(call, name, before.notificationConfigurations(), asked.notificationConfigurations());
            if (!before.metricsCollection().equals(asked.metricsCollection())) {
                api.disableMetricsCollection(call, new DisableMetricsRequest(name, List.of()));
                collectMetrics(call, name, asked);
            }
            boolean relaunched = !Objects.equals(asked.launchTemplate(), before.launchTemplate())
                    || !Objects.equals(asked.mixedInstancesPolicy(), before.mixedInstancesPolicy())
                    || !Objects.equals(asked.launchConfigurationName(), before.launchConfigurationName());
            if (rolling.isPresent() && relaunched) return roll(request.scope(), name, rolling.get());
            return stabilized(request.scope(), name, time.now());
        });
    }

    private static UpdateAutoScalingGroupRequest change(String name, Properties asked) {
        return new UpdateAutoScalingGroupRequest(
                name,
                asked.launchConfigurationName(),
                asked.launchTemplate(),
                asked.minSize(),
                asked.maxSize(),
                asked.desiredCapacity(),
                asked.cooldown(),
                asked.availabilityZones(),
                asked.healthCheckType(),
                asked.healthCheckGracePeriod(),
                subnets(asked),
                asked.terminationPolicies(),
                asked.newInstancesProtectedFromScaleIn(),
                asked.serviceLinkedRoleARN(),
                asked.defaultInstanceWarmup(),
                asked.mixedInstancesPolicy(),
                asked.maxInstanceLifetime(),
                asked.instanceMaintenancePolicy(),
                asked.availabilityZoneDistribution());
    }

    private void retarget(Call call, String name, Properties asked, Properties before) {
        List<String> added = new ArrayList<>(asked.targetGroupARNs());
        added.removeAll(before.targetGroupARNs());
        List<String> removed = new ArrayList<>(before.targetGroupARNs());
        removed.removeAll(asked.targetGroupARNs());
        if (!added.isEmpty()) api.attachLoadBalancerTargetGroups(call, new TargetGroupsRequest(name, added));
        if (!removed.isEmpty()) api.detachLoadBalancerTargetGroups(call, new TargetGroupsRequest(name, removed));
    }

    private void retag(Call call, String name, Request<Properties> request, Properties before) {
        List<Tag> tags = tags(name, request);
        List<Tag> gone = before.tags().stream()
                .filter(old -> tags.stream().noneMatch(tag -> tag.key().equals(old.key())))
                .map(old -> new Tag(name, "auto-scaling-group", old.key(), null, null))
                .toList();
        if (!gone.isEmpty()) api.deleteTags(call, new TagsRequest(gone));
        if (!tags.isEmpty()) api.createOrUpdateTags(call, new TagsRequest(tags));
    }

    private Progress roll(Scope scope, String name, RollingUpdate rolling) {
        AutoScalingGroup group = find(scope, name).orElseThrow();
        String refresh = api.startInstanceRefresh(
                        Call.internal(scope),
                        new StartInstanceRefreshRequest(
                                name, null, rolling.preferences(group.desiredCapacity(), group.maxSize())))
                .instanceRefreshId();
        return rolled(scope, name, refresh);
    }

    private Progress rolled(Scope scope, String name, String refreshId) {
        InstanceRefresh refresh = api.describeInstanceRefreshes(
                        Call.internal(scope),
                        new DescribeInstanceRefreshesRequest(name, List.of(refreshId), null, null))
                .instanceRefreshes()
                .getFirst();
        if (refresh.endTime() == null) return new Progress.Pending(name, AGAIN, () -> rolled(scope, name, refreshId));
        if (!refresh.status().equals(Refresh.SUCCESSFUL))
            return new Progress.Failed(name, "The rolling update of " + name + " was " + refresh.status());
        return stabilized(scope, name, time.now());
    }

    @Override
    public Progress delete(Request<Properties> request) {
        Call call = Call.internal(request.scope());
        if (find(request.scope(), request.id()).isEmpty()) return new Progress.Done(request.id(), Map.of());
        return AutoScalingResources.attempt(request.id(), () -> {
            api.deleteAutoScalingGroup(call, new DeleteAutoScalingGroupRequest(request.id(), true));
            return gone(request.scope(), request.id());
        });
    }

    private Progress gone(Scope scope, String name) {
        if (find(scope, name).isEmpty()) return new Progress.Done(name, Map.of());
        return new Progress.Pending(name, AGAIN, () -> gone(scope, name));
    }
}
