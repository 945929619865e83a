package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Shapes.AccountLimitsResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ActivitiesResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ActivityResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.CompleteLifecycleActionRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.CreateAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.CreateLaunchConfigurationRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DeleteAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DeleteLifecycleHookRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingGroupsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingGroupsResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingInstancesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingInstancesResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeInstanceRefreshesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeInstanceRefreshesResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeLaunchConfigurationsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeLaunchConfigurationsResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeLifecycleHooksRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeLifecycleHooksResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeScalingActivitiesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeTagsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeTagsResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeTargetGroupsResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeTrafficSourcesResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DisableMetricsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.EnableMetricsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.Filter;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupPageRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.HeartbeatRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstanceIdsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstanceRefreshResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchConfigurationNameRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MoveInstancesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MovedResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ProcessesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.PutLifecycleHookRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ScalingActivity;
import io.windtunnel.cloud.compute.autoscaling.Shapes.SetDesiredCapacityRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.SetInstanceHealthRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.SetInstanceProtectionRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.StartInstanceRefreshRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.Tag;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TagDescription;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TagsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TargetGroupState;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TargetGroupsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TerminateInstanceRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TrafficSourceIdentifier;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TrafficSourceState;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TrafficSourcesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.UpdateAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.Policies;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyApi;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleApi;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// EC2 Auto Scaling's face.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/
public final class AutoScalingApi implements PolicyApi, ScheduleApi, FleetApi, KindsApi {
    /// Page sizes and quotas (API reference; user guide, "Quotas").
    private static final int PAGE = 50;

    private static final int LARGEST_PAGE = 100;
    private static final String TAGGED = "auto-scaling-group";

    private final Groups groups;
    private final GroupRequests groupRequests;
    private final InstanceRequests instanceRequests;
    private final HookRequests hookRequests;
    private final RefreshRequests refreshRequests;
    private final Policies policies;

    AutoScalingApi(Groups groups, Policies policies) {
        this.groups = groups;
        this.policies = policies;
        groupRequests = new GroupRequests(groups);
        instanceRequests = new InstanceRequests(groups);
        hookRequests = new HookRequests(groups);
        refreshRequests = new RefreshRequests(groups, groupRequests);
    }

    @Override
    public <T> T fleet(Call call, BiFunction<Groups, Book, T> work) {
        return work.apply(groups, book(call));
    }

    private Book book(Call call) {
        return groups.book(call.scope());
    }

    @Override
    public <T> T scaling(Call call, Function<Policies, T> work) {
        return work.apply(policies);
    }

    public void createAutoScalingGroup(Call call, CreateAutoScalingGroupRequest request) {
        groupRequests.create(book(call), request);
    }

    public void updateAutoScalingGroup(Call call, UpdateAutoScalingGroupRequest request) {
        groupRequests.update(book(call), request);
    }

    public void deleteAutoScalingGroup(Call call, DeleteAutoScalingGroupRequest request) {
        groupRequests.delete(book(call), request.autoScalingGroupName(), Boolean.TRUE.equals(request.forceDelete()));
        policies.forget(call.scope(), request.autoScalingGroupName());
    }

    public DescribeAutoScalingGroupsResult describeAutoScalingGroups(
            Call call, DescribeAutoScalingGroupsRequest request) {
        Book book = book(call);
        List<Group> found = book.groups().stream()
                .filter(group -> request.autoScalingGroupNames().isEmpty()
                        || request.autoScalingGroupNames().contains(group.name()))
                .filter(group -> request.filters().stream().allMatch(filter -> tagged(group, filter)))
                .toList();
        var page = Views.page(found, request.nextToken(), request.maxRecords(), PAGE, LARGEST_PAGE);
        return new DescribeAutoScalingGroupsResult(
                page.items().stream().map(group -> Views.group(book, group)).toList(), page.nextToken());
    }

    private static boolean tagged(Group group, Filter filter) {
        String name = Objects.requireNonNullElse(filter.name(), "");
        Stream<Group.Tag> tags = group.tags().stream();
        if (name.equals("tag-key")) return tags.anyMatch(tag -> filter.values().contains(tag.key()));
        if (name.equals("tag-value"))
            return tags.anyMatch(tag -> filter.values().contains(tag.value()));
        if (!name.startsWith("tag:"))
            throw AwsException.validation("Filter type " + name + " is not correct. Allowed Filter types are:"
                    + " tag-key, tag-value, tag:key");
        return tags.anyMatch(
                tag -> tag.key().equals(name.substring(4)) && filter.values().contains(tag.value()));
    }

    public DescribeAutoScalingInstancesResult describeAutoScalingInstances(
            Call call, DescribeAutoScalingInstancesRequest request) {
        Book book = book(call);
        List<Instance> found = book.instances().stream()
                .filter(instance ->
                        request.instanceIds().isEmpty() || request.instanceIds().contains(instance.instanceId()))
                .toList();
        var page = Views.page(found, request.nextToken(), request.maxRecords(), PAGE, PAGE);
        return new DescribeAutoScalingInstancesResult(
                page.items().stream()
                        .map(instance -> Views.details(book.group(instance.group()), instance))
                        .toList(),
                page.nextToken());
    }

    public ActivitiesResult describeScalingActivities(Call call, DescribeScalingActivitiesRequest request) {
        Book book = book(call);
        String name = request.autoScalingGroupName();
        boolean deleted = Boolean.TRUE.equals(request.includeDeletedGroups());
        if (name != null && !deleted) book.group(name);
        List<ScalingActivity> found = book.activities().stream()
                .filter(activity -> name == null || activity.group().equals(name))
                .filter(activity ->
                        request.activityIds().isEmpty() || request.activityIds().contains(activity.id()))
                .map(activity -> Views.activity(book, activity))
                .filter(activity -> deleted || activity.autoScalingGroupState() == null)
                .toList();
        var page = Views.page(found, request.nextToken(), request.maxRecords(), LARGEST_PAGE, LARGEST_PAGE);
        return new ActivitiesResult(page.items(), page.nextToken());
    }

    public void setDesiredCapacity(Call call, SetDesiredCapacityRequest request) {
        groupRequests.setDesired(book(call), request.autoScalingGroupName(), request.desiredCapacity());
    }

    public ActivityResult terminateInstanceInAutoScalingGroup(Call call, TerminateInstanceRequest request) {
        Book book = book(call);
        Activity activity =
                instanceRequests.terminate(book, request.instanceId(), request.shouldDecrementDesiredCapacity());
        return new ActivityResult(Views.activity(book, activity));
    }

    public void attachInstances(Call call, InstanceIdsRequest request) {
        instanceRequests.attach(book(call), request.autoScalingGroupName(), request.instanceIds());
    }

    public MovedResult detachInstances(Call call, MoveInstancesRequest request) {
        return moved(
                call,
                instanceRequests.detach(
                        book(call),
                        request.autoScalingGroupName(),
                        request.instanceIds(),
                        request.shouldDecrementDesiredCapacity()));
    }

    public MovedResult enterStandby(Call call, MoveInstancesRequest request) {
        return moved(
                call,
                instanceRequests.enterStandby(
                        book(call),
                        request.autoScalingGroupName(),
                        request.instanceIds(),
                        request.shouldDecrementDesiredCapacity()));
    }

    public MovedResult exitStandby(Call call, InstanceIdsRequest request) {
        return moved(
                call, instanceRequests.exitStandby(book(call), request.autoScalingGroupName(), request.instanceIds()));
    }

    private MovedResult moved(Call call, List<Activity> activities) {
        Book book = book(call);
        return new MovedResult(activities.stream()
                .map(activity -> Views.activity(book, activity))
                .toList());
    }

    public void setInstanceHealth(Call call, SetInstanceHealthRequest request) {
        instanceRequests.setHealth(
                book(call),
                request.instanceId(),
                request.healthStatus(),
                !Boolean.FALSE.equals(request.shouldRespectGracePeriod()));
    }

    public void setInstanceProtection(Call call, SetInstanceProtectionRequest request) {
        instanceRequests.protect(
                book(call), request.autoScalingGroupName(), request.instanceIds(), request.protectedFromScaleIn());
    }

    public void suspendProcesses(Call call, ProcessesRequest request) {
        instanceRequests.suspend(book(call), request.autoScalingGroupName(), request.scalingProcesses());
    }

    public void resumeProcesses(Call call, ProcessesRequest request) {
        instanceRequests.resume(book(call), request.autoScalingGroupName(), request.scalingProcesses());
    }

    public void attachLoadBalancerTargetGroups(Call call, TargetGroupsRequest request) {
        groupRequests.attachTargetGroups(book(call), request.autoScalingGroupName(), request.targetGroupArns());
    }

    public void detachLoadBalancerTargetGroups(Call call, TargetGroupsRequest request) {
        groupRequests.detachTargetGroups(book(call), request.autoScalingGroupName(), request.targetGroupArns());
    }

    public DescribeTargetGroupsResult describeLoadBalancerTargetGroups(Call call, GroupPageRequest request) {
        Book book = book(call);
        Group group = book.group(request.autoScalingGroupName());
        var page =
                Views.page(group.targetGroups(), request.nextToken(), request.maxRecords(), LARGEST_PAGE, LARGEST_PAGE);
        return new DescribeTargetGroupsResult(
                page.items().stream()
                        .map(arn -> new TargetGroupState(arn, groups.attachment(book, group, arn)))
                        .toList(),
                page.nextToken());
    }

    public void attachTrafficSources(Call call, TrafficSourcesRequest request) {
        groupRequests.attachTargetGroups(book(call), request.autoScalingGroupName(), targetGroups(request));
    }

    public void detachTrafficSources(Call call, TrafficSourcesRequest request) {
        groupRequests.detachTargetGroups(book(call), request.autoScalingGroupName(), targetGroups(request));
    }

    private static List<String> targetGroups(TrafficSourcesRequest request) {
        for (TrafficSourceIdentifier source : request.trafficSources())
            if (source.type() != null && !source.type().equals("elbv2"))
                throw AwsException.notBuilt("autoscaling", "AttachTrafficSources", "the type " + source.type());
        return request.trafficSources().stream()
                .map(TrafficSourceIdentifier::identifier)
                .toList();
    }

    public DescribeTrafficSourcesResult describeTrafficSources(Call call, GroupPageRequest request) {
        DescribeTargetGroupsResult found = describeLoadBalancerTargetGroups(call, request);
        return new DescribeTrafficSourcesResult(
                found.loadBalancerTargetGroups().stream()
                        .map(state -> new TrafficSourceState(
                                state.loadBalancerTargetGroupArn(),
                                "elbv2",
                                state.loadBalancerTargetGroupArn(),
                                state.state()))
                        .toList(),
                found.nextToken());
    }

    public void createOrUpdateTags(Call call, TagsRequest request) {
        Book book = book(call);
        for (Tag tag : request.tags()) book.group(resource(tag));
        for (Tag tag : request.tags()) change(book, resource(tag), tag.key(), Optional.of(tag));
    }

    public void deleteTags(Call call, TagsRequest request) {
        Book book = book(call);
        for (Tag tag : request.tags()) book.group(resource(tag));
        for (Tag tag : request.tags()) change(book, resource(tag), tag.key(), Optional.empty());
    }

    private static String resource(Tag tag) {
        if (tag.resourceId() == null
                || (tag.resourceType() != null && !tag.resourceType().equals(TAGGED)))
            throw AwsException.validation("A tag needs a ResourceId and the ResourceType " + TAGGED + ".");
        return tag.resourceId();
    }

    private static void change(Book book, String group, String key, Optional<Tag> tag) {
        book.change(group, current -> {
            Map<String, Group.Tag> tags = new LinkedHashMap<>();
            current.tags().forEach(one -> tags.put(one.key(), one));
            tags.remove(key);
            tag.ifPresent(one -> tags.put(key, GroupRequests.tags(List.of(one)).getFirst()));
            return current.tags(List.copyOf(tags.values()));
        });
    }

    public DescribeTagsResult describeTags(Call call, DescribeTagsRequest request) {
        List<TagDescription> found = book(call).groups().stream()
                .flatMap(group -> Views.tags(group).stream())
                .filter(tag -> request.filters().stream().allMatch(filter -> matches(tag, filter)))
                .toList();
        var page = Views.page(found, request.nextToken(), request.maxRecords(), PAGE, LARGEST_PAGE);
        return new DescribeTagsResult(page.items(), page.nextToken());
    }

    private static boolean matches(TagDescription tag, Filter filter) {
        String value = switch (Objects.requireNonNullElse(filter.name(), "")) {
            case "auto-scaling-group" -> tag.resourceId();
            case "key" -> tag.key();
            case "value" -> tag.value();
            case "propagate-at-launch" -> Boolean.toString(tag.propagateAtLaunch());
            default -> throw AwsException.validation("Filter type " + filter.name() + " is not correct.");
        };
        return filter.values().contains(value);
    }

    public void enableMetricsCollection(Call call, EnableMetricsRequest request) {
        if (!request.granularity().equals("1Minute"))
            throw AwsException.validation("Granularity must be 1Minute, not " + request.granularity());
        List<String> asked = metrics(request.metrics());
        Book book = book(call);
        book.group(request.autoScalingGroupName());
        book.change(
                request.autoScalingGroupName(),
                group -> group.metrics(Stream.concat(group.metrics().stream(), asked.stream())
                        .distinct()
                        .toList()));
    }

    public void disableMetricsCollection(Call call, DisableMetricsRequest request) {
        List<String> asked = metrics(request.metrics());
        Book book = book(call);
        book.group(request.autoScalingGroupName());
        book.change(
                request.autoScalingGroupName(),
                group -> group.metrics(group.metrics().stream()
                        .filter(metric -> !asked.contains(metric))
                        .toList()));
    }

    private static List<String> metrics(List<String> asked) {
        for (String metric : asked)
            if (!GroupMetrics.ALL.contains(metric)) throw AwsException.validation("Invalid metric: " + metric);
        return asked.isEmpty() ? GroupMetrics.ALL : asked;
    }

    public AccountLimitsResult describeAccountLimits(Call call) {
        Book book = book(call);
        return new AccountLimitsResult(
                most(call, Limit.GROUPS),
                most(call, Limit.CONFIGURATIONS),
                book.groups().size(),
                book.configurations().size());
    }

    private int most(Call call, Limit limit) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, groups.quotas().most(call.scope(), limit)));
    }

    public void putLifecycleHook(Call call, PutLifecycleHookRequest request) {
        hookRequests.put(book(call), request);
    }

    public void deleteLifecycleHook(Call call, DeleteLifecycleHookRequest request) {
        hookRequests.delete(book(call), request.autoScalingGroupName(), request.lifecycleHookName());
    }

    public DescribeLifecycleHooksResult describeLifecycleHooks(Call call, DescribeLifecycleHooksRequest request) {
        Group group = book(call).group(request.autoScalingGroupName());
        return new DescribeLifecycleHooksResult(group.hooks().stream()
                .filter(hook -> request.lifecycleHookNames().isEmpty()
                        || request.lifecycleHookNames().contains(hook.name()))
                .map(hook -> Views.hook(group, hook))
                .toList());
    }

    public void completeLifecycleAction(Call call, CompleteLifecycleActionRequest request) {
        hookRequests.complete(
                book(call),
                request.autoScalingGroupName(),
                request.lifecycleHookName(),
                request.lifecycleActionToken(),
                request.instanceId(),
                request.lifecycleActionResult());
    }

    public void recordLifecycleActionHeartbeat(Call call, HeartbeatRequest request) {
        hookRequests.heartbeat(
                book(call),
                request.autoScalingGroupName(),
                request.lifecycleHookName(),
                request.lifecycleActionToken(),
                request.instanceId());
    }

    public InstanceRefreshResult startInstanceRefresh(Call call, StartInstanceRefreshRequest request) {
        return new InstanceRefreshResult(refreshRequests.start(book(call), request));
    }

    public InstanceRefreshResult cancelInstanceRefresh(Call call, GroupRequest request) {
        return new InstanceRefreshResult(refreshRequests.cancel(book(call), request.autoScalingGroupName()));
    }

    public InstanceRefreshResult rollbackInstanceRefresh(Call call, GroupRequest request) {
        return new InstanceRefreshResult(refreshRequests.rollback(book(call), request.autoScalingGroupName()));
    }

    public DescribeInstanceRefreshesResult describeInstanceRefreshes(
            Call call, DescribeInstanceRefreshesRequest request) {
        Book book = book(call);
        book.group(request.autoScalingGroupName());
        List<Refresh> found = book.refreshes(request.autoScalingGroupName()).stream()
                .filter(refresh -> request.instanceRefreshIds().isEmpty()
                        || request.instanceRefreshIds().contains(refresh.id()))
                .toList();
        var page = Views.page(found, request.nextToken(), request.maxRecords(), PAGE, LARGEST_PAGE);
        return new DescribeInstanceRefreshesResult(
                page.items().stream()
                        .map(refresh -> Views.refresh(book, refresh))
                        .toList(),
                page.nextToken());
    }

    public void createLaunchConfiguration(Call call, CreateLaunchConfigurationRequest request) {
        ConfigurationRequests.create(
                book(call), request, groups.quotas(), groups.time().now());
    }

    public void deleteLaunchConfiguration(Call call, LaunchConfigurationNameRequest request) {
        ConfigurationRequests.delete(book(call), request.launchConfigurationName());
    }

    public DescribeLaunchConfigurationsResult describeLaunchConfigurations(
            Call call, DescribeLaunchConfigurationsRequest request) {
        Book book = book(call);
        List<Configuration> found = book.configurations().stream()
                .filter(one -> request.launchConfigurationNames().isEmpty()
                        || request.launchConfigurationNames().contains(one.name()))
                .toList();
        var page = Views.page(found, request.nextToken(), request.maxRecords(), PAGE, LARGEST_PAGE);
        return new DescribeLaunchConfigurationsResult(
                page.items().stream().map(one -> Views.configuration(book, one)).toList(), page.nextToken());
    }
}
