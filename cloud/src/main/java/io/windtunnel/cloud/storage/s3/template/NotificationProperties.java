package io.windtunnel.cloud.storage.s3.template;

import io.windtunnel.cloud.storage.s3.settings.Notifications;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `NotificationConfiguration`.
public record NotificationProperties(
        List<ToFunction> lambdaConfigurations,
        List<ToQueue> queueConfigurations,
        List<ToTopic> topicConfigurations,
        @Nullable ToEventBridge eventBridgeConfiguration) {
    public record KeyFilter(List<Notifications.FilterRule> rules) {}

    public record Filter(KeyFilter s3Key) {
        Notifications.Filter filter() {
            return new Notifications.Filter(new Notifications.KeyFilter(s3Key.rules()));
        }
    }

    public record ToFunction(
            String event, String function, @Nullable Filter filter) {}

    public record ToQueue(
            String event, String queue, @Nullable Filter filter) {}

    public record ToTopic(
            String event, String topic, @Nullable Filter filter) {}

    public record ToEventBridge(@Nullable Boolean eventBridgeEnabled) {}

    private static Notifications.@Nullable Filter of(@Nullable Filter filter) {
        return filter == null ? null : filter.filter();
    }

    public Notifications notifications() {
        boolean bridge = eventBridgeConfiguration != null
                && !Boolean.FALSE.equals(eventBridgeConfiguration.eventBridgeEnabled());
        return new Notifications(
                topicConfigurations.stream()
                        .map(each ->
                                new Notifications.Topic(null, each.topic(), List.of(each.event()), of(each.filter())))
                        .toList(),
                queueConfigurations.stream()
                        .map(each ->
                                new Notifications.Queue(null, each.queue(), List.of(each.event()), of(each.filter())))
                        .toList(),
                lambdaConfigurations.stream()
                        .map(each -> new Notifications.Function(
                                null, each.function(), List.of(each.event()), of(each.filter())))
                        .toList(),
                bridge ? new Notifications.EventBridge() : null);
    }
}
