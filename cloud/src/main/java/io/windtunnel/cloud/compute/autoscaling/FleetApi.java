package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.wire.Call;
import io.windtunnel.wire.Member;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Auto Scaling's operations on warm pools and on who is told of a group.
public interface FleetApi {
    record InstanceReusePolicy(@Nullable Boolean reuseOnScaleIn) {}

    record PutWarmPoolRequest(
            String autoScalingGroupName,
            @Nullable Integer maxGroupPreparedCapacity,
            @Nullable Integer minSize,
            @Nullable String poolState,
            @Nullable InstanceReusePolicy instanceReusePolicy) {}

    record DescribeWarmPoolRequest(
            String autoScalingGroupName,
            @Nullable Integer maxRecords,
            @Nullable String nextToken) {}

    record WarmPoolConfiguration(
            @Nullable Integer maxGroupPreparedCapacity,
            int minSize,
            String poolState,
            @Nullable String status,
            @Nullable InstanceReusePolicy instanceReusePolicy) {}

    record DescribeWarmPoolResult(
            @Nullable WarmPoolConfiguration warmPoolConfiguration,
            List<Shapes.GroupInstance> instances,
            @Nullable String nextToken) {}

    record DeleteWarmPoolRequest(
            String autoScalingGroupName, @Nullable Boolean forceDelete) {}

    record PutNotificationRequest(
            String autoScalingGroupName,
            @Member("TopicARN") String topicArn,
            List<String> notificationTypes) {}

    record DeleteNotificationRequest(
            String autoScalingGroupName, @Member("TopicARN") String topicArn) {}

    record DescribeNotificationsRequest(
            List<String> autoScalingGroupNames,
            @Nullable Integer maxRecords,
            @Nullable String nextToken) {}

    record NotificationConfiguration(
            String autoScalingGroupName,
            @Member("TopicARN") String topicArn,
            String notificationType) {}

    record DescribeNotificationsResult(
            List<NotificationConfiguration> notificationConfigurations,
            @Nullable String nextToken) {}

    record NotificationTypesResult(List<String> autoScalingNotificationTypes) {}

    /// The groups of the cloud.
    Groups groups();

    private Book book(Call call) {
        return groups().book(call.scope());
    }

    default void putWarmPool(Call call, PutWarmPoolRequest request) {
        new WarmPoolRequests(groups()).put(book(call), request);
    }

    default DescribeWarmPoolResult describeWarmPool(Call call, DescribeWarmPoolRequest request) {
        Book book = book(call);
        Group group = book.group(request.autoScalingGroupName());
        List<Instance> pooled = book.instances(group.name()).stream()
                .filter(instance -> instance.state().pooled())
                .toList();
        var page = Views.page(pooled, request.nextToken(), request.maxRecords(), Views.PAGE, Views.PAGE);
        return new DescribeWarmPoolResult(
                Views.pool(group),
                page.items().stream()
                        .map(instance -> Views.instance(group, instance))
                        .toList(),
                page.nextToken());
    }

    default void deleteWarmPool(Call call, DeleteWarmPoolRequest request) {
        new WarmPoolRequests(groups())
                .delete(book(call), request.autoScalingGroupName(), Boolean.TRUE.equals(request.forceDelete()));
    }

    default void putNotificationConfiguration(Call call, PutNotificationRequest request) {
        new Notifications(groups())
                .put(book(call), request.autoScalingGroupName(), request.topicArn(), request.notificationTypes());
    }

    default void deleteNotificationConfiguration(Call call, DeleteNotificationRequest request) {
        Notifications.delete(book(call), request.autoScalingGroupName(), request.topicArn());
    }

    default DescribeNotificationsResult describeNotificationConfigurations(
            Call call, DescribeNotificationsRequest request) {
        Book book = book(call);
        for (String name : request.autoScalingGroupNames()) book.group(name);
        List<NotificationConfiguration> all = new ArrayList<>();
        for (Group group : book.groups()) {
            if (!request.autoScalingGroupNames().isEmpty()
                    && !request.autoScalingGroupNames().contains(group.name())) continue;
            for (Group.Notification one : group.notifications())
                for (String type : one.types())
                    all.add(new NotificationConfiguration(group.name(), one.topic(), type));
        }
        var page = Views.page(all, request.nextToken(), request.maxRecords(), Views.PAGE, 100);
        return new DescribeNotificationsResult(page.items(), page.nextToken());
    }

    default NotificationTypesResult describeAutoScalingNotificationTypes() {
        return new NotificationTypesResult(Notifications.TYPES);
    }
}
