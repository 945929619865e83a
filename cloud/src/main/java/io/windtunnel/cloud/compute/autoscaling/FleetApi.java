package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.wire.Call;
import io.windtunnel.wire.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
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
            String autoScalingGroupName, @Member("TopicARN") String topicArn, List<String> notificationTypes) {}

    record DeleteNotificationRequest(
            String autoScalingGroupName, @Member("TopicARN") String topicArn) {}

    record DescribeNotificationsRequest(
            List<String> autoScalingGroupNames,
            @Nullable Integer maxRecords,
            @Nullable String nextToken) {}

    record NotificationConfiguration(
            String autoScalingGroupName, @Member("TopicARN") String topicArn, String notificationType) {}

    record DescribeNotificationsResult(
            List<NotificationConfiguration> notificationConfigurations,
            @Nullable String nextToken) {}

    record NotificationTypesResult(List<String> autoScalingNotificationTypes) {}

    <T> T fleet(Call call, BiFunction<Groups, Book, T> work);

    default void putWarmPool(Call call, PutWarmPoolRequest request) {
        fleet(call, (groups, book) -> {
            new WarmPoolRequests(groups).put(book, request);
            return request;
        });
    }

    default DescribeWarmPoolResult describeWarmPool(Call call, DescribeWarmPoolRequest request) {
        return fleet(call, (_, book) -> pool(book, request));
    }

    private static DescribeWarmPoolResult pool(Book book, DescribeWarmPoolRequest request) {
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
        fleet(call, (groups, book) -> {
            boolean force = Boolean.TRUE.equals(request.forceDelete());
            new WarmPoolRequests(groups).delete(book, request.autoScalingGroupName(), force);
            return request;
        });
    }

    default void putNotificationConfiguration(Call call, PutNotificationRequest request) {
        fleet(call, (groups, book) -> {
            new Notifications(groups)
                    .put(book, request.autoScalingGroupName(), request.topicArn(), request.notificationTypes());
            return request;
        });
    }

    default void deleteNotificationConfiguration(Call call, DeleteNotificationRequest request) {
        fleet(call, (_, book) -> {
            Notifications.delete(book, request.autoScalingGroupName(), request.topicArn());
            return request;
        });
    }

    default DescribeNotificationsResult describeNotificationConfigurations(
            Call call, DescribeNotificationsRequest request) {
        return fleet(call, (_, book) -> notified(book, request));
    }

    private static DescribeNotificationsResult notified(Book book, DescribeNotificationsRequest request) {
        for (String name : request.autoScalingGroupNames()) book.group(name);
        List<NotificationConfiguration> all = new ArrayList<>();
        for (Group group : book.groups()) {
            if (!request.autoScalingGroupNames().isEmpty()
                    && !request.autoScalingGroupNames().contains(group.name())) continue;
            for (Group.Notification one : group.notifications())
                for (String type : one.types()) all.add(new NotificationConfiguration(group.name(), one.topic(), type));
        }
        var page = Views.page(all, request.nextToken(), request.maxRecords(), Views.PAGE, 100);
        return new DescribeNotificationsResult(page.items(), page.nextToken());
    }

    default NotificationTypesResult describeAutoScalingNotificationTypes() {
        return new NotificationTypesResult(Notifications.TYPES);
    }
}
