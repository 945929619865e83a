package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Group.Notification;
import io.windtunnel.cloud.ports.NotificationTopic;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// What topics are told of a group: that an instance was launched or terminated, or could not be.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html
final class Notifications {
    static final String LAUNCH = "autoscaling:EC2_INSTANCE_LAUNCH";
    static final String LAUNCH_ERROR = "autoscaling:EC2_INSTANCE_LAUNCH_ERROR";
    static final String TERMINATE = "autoscaling:EC2_INSTANCE_TERMINATE";
    static final String TERMINATE_ERROR = "autoscaling:EC2_INSTANCE_TERMINATE_ERROR";
    static final String TEST = "autoscaling:TEST_NOTIFICATION";

    /// As `DescribeAutoScalingNotificationTypes` lists them.
    static final List<String> TYPES = List.of(LAUNCH, LAUNCH_ERROR, TERMINATE, TERMINATE_ERROR, TEST);

    /// Topics a group may tell (user guide, quotas).
    private static final int TOPICS_PER_GROUP = 10;

    private static final JsonMapper JSON = new JsonMapper();

    private final Groups groups;

    Notifications(Groups groups) {
        this.groups = groups;
    }

    /// Adds a topic, or changes what it is told; a test message is published before anything is written.
    void put(Book book, String name, String topic, List<String> types) {
        Group group = book.group(name);
        for (String type : types)
            if (!TYPES.contains(type))
                throw AwsException.validation("\"" + type + "\" is not a valid Notification Type");
        NotificationTopic found = groups.neighbours
                .topic(topic)
                .orElseThrow(() -> AwsException.validation("Invalid SNS Topic ARN: the topic '" + topic
                        + "' was not found. Please verify that the topic exists and try again."));
        Instant now = groups.time().now();
        boolean known =
                group.notifications().stream().anyMatch(one -> one.topic().equals(topic));
        if (!known && group.notifications().size() >= TOPICS_PER_GROUP)
            throw new AwsException("LimitExceeded", "Only " + TOPICS_PER_GROUP + " SNS topics are allowed per group");
        found.publish(
                "Auto Scaling: test notification for group \"" + name + "\"",
                JSON.writeValueAsString(head(book, group, TEST, now)));
        book.change(name, current -> {
            List<Notification> all = new ArrayList<>(current.notifications());
            all.removeIf(one -> one.topic().equals(topic));
            all.add(new Notification(topic, List.copyOf(types)));
            return current.notifications(all);
        });
    }

    static void delete(Book book, String name, String topic) {
        book.group(name);
        book.change(
                name,
                current -> current.notifications(current.notifications().stream()
                        .filter(one -> !one.topic().equals(topic))
                        .toList()));
    }

    /// Publishes an activity's end to the topics that want to know. A topic that is gone is passed over.
    static void send(Book book, String name, Neighbours neighbours, Effect.Notify notify, Instant now) {
        Group group = book.find(name);
        if (group == null) return;
        String what = notify.event().startsWith(LAUNCH) ? "launch" : "termination";
        String subject = "Auto Scaling: " + (notify.event().endsWith("_ERROR") ? "failed " : "") + what
                + " for group \"" + name + "\"";
        String message = JSON.writeValueAsString(message(book, group, notify, now));
        for (Notification notification : group.notifications())
            if (notification.types().contains(notify.event()))
                neighbours.topic(notification.topic()).ifPresent(topic -> topic.publish(subject, message));
    }

    private static Map<String, Object> head(Book book, Group group, String event, Instant now) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("AccountId", book.scope.account().toString());
        head.put("RequestId", book.uuid());
        head.put("AutoScalingGroupARN", group.arn(book.scope));
        head.put("AutoScalingGroupName", group.name());
        head.put("Service", "AWS Auto Scaling");
        head.put("Event", event);
        head.put("Time", millis(now));
        return head;
    }

    private static String millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static Map<String, Object> message(Book book, Group group, Effect.Notify notify, Instant now) {
        Activity activity = notify.activity();
        boolean launch = notify.event().startsWith(LAUNCH);
        boolean warm = activity.description().contains("warm pool");
        Map<String, Object> message = head(book, group, notify.event(), now);
        message.put("ActivityId", activity.id());
        message.put("RequestId", activity.id());
        message.put("Description", activity.description());
        message.put("Cause", activity.cause());
        message.put("StartTime", millis(activity.start()));
        message.put("EndTime", millis(Objects.requireNonNullElse(activity.end(), now)));
        message.put("StatusCode", notify.event().endsWith("_ERROR") ? Activity.FAILED : Activity.IN_PROGRESS);
        message.put("StatusMessage", Objects.requireNonNullElse(activity.message(), ""));
        message.put("Progress", 50);
        message.put("EC2InstanceId", notify.instanceId());
        message.put("Details", JSON.readTree(activity.details()));
        String into = activity.description().contains("into warm pool") ? "WarmPool" : "AutoScalingGroup";
        String from = warm && into.equals("AutoScalingGroup") ? "WarmPool" : "EC2";
        message.put("Origin", launch ? from : "AutoScalingGroup");
        message.put("Destination", launch ? into : "EC2");
        return message;
    }
}
