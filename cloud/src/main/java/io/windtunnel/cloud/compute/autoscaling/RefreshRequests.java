package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Refresh.Preferences;
import io.windtunnel.cloud.compute.autoscaling.Shapes.RefreshPreferences;
import io.windtunnel.cloud.compute.autoscaling.Shapes.StartInstanceRefreshRequest;
import io.windtunnel.kernel.scaling.Maintenance;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Begins and ends instance refreshes.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
final class RefreshRequests {
    /// Defaults of the API (API reference, `RefreshPreferences`).
    private static final int DEFAULT_MINIMUM_PERCENT = 90;

    private static final int DEFAULT_MAXIMUM_PERCENT = 100;
    private static final int DEFAULT_CHECKPOINT_DELAY_SECONDS = 3_600;

    private final Groups groups;
    private final GroupRequests groupRequests;

    RefreshRequests(Groups groups, GroupRequests groupRequests) {
        this.groups = groups;
        this.groupRequests = groupRequests;
    }

    String start(Book book, StartInstanceRefreshRequest request) {
        Group group = book.group(request.autoScalingGroupName());
        LaunchSource desired = request.desiredConfiguration() == null
                        || request.desiredConfiguration().launchTemplate() == null
                ? null
                : groupRequests.source(book, request.desiredConfiguration().launchTemplate(), null);
        Preferences preferences = preferences(group, request.preferences());
        Refresh refresh;
        synchronized (book) {
            if (book.activeRefresh(group.name()) != null)
                throw new AwsException(
                        "InstanceRefreshInProgress",
                        "An Instance Refresh is already in progress and blocks the execution of this Instance"
                                + " Refresh.");
            LaunchSource source = desired == null ? group.settings().launch() : desired;
            refresh = new Refresh(
                    book.nextRefresh(),
                    book.uuid(),
                    group.name(),
                    Refresh.PENDING,
                    null,
                    groups.time().now(),
                    null,
                    preferences,
                    desired,
                    group.settings().launch(),
                    targets(book, group.name(), preferences.skipMatching() ? source : null),
                    0,
                    null,
                    0,
                    null);
            book.put(refresh);
        }
        groups.kick(book.scope, group.name(), Pace.REACTION);
        return refresh.id();
    }

    private Set<String> targets(Book book, String group, @Nullable LaunchSource matching) {
        return book.instances(group).stream()
                .filter(instance ->
                        instance.state().counts() || instance.state().warmed())
                .filter(instance -> matching == null || !matches(book, instance, matching))
                .map(Instance::instanceId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean matches(Book book, Instance instance, LaunchSource source) {
        if (source.templateId() == null)
            return Objects.equals(source.configuration(), instance.source().configuration());
        return source.templateId().equals(instance.source().templateId())
                && groups.neighbours
                        .launchTemplates()
                        .find(book.scope, source.templateId())
                        .map(template -> template.number(source.version()) == instance.version())
                        .orElse(false);
    }

    private static Preferences preferences(Group group, @Nullable RefreshPreferences asked) {
        Integer warmup = group.terms().warmupSeconds();
        int usual = warmup == null ? group.terms().gracePeriodSeconds() : warmup;
        Maintenance own = Objects.requireNonNullElse(
                group.terms().maintenance(), new Maintenance(DEFAULT_MINIMUM_PERCENT, DEFAULT_MAXIMUM_PERCENT));
        if (asked == null)
            return new Preferences(
                    own.minimumHealthyPercent(),
                    own.maximumHealthyPercent(),
                    usual,
                    List.of(),
                    DEFAULT_CHECKPOINT_DELAY_SECONDS,
                    false);
        int minimum = Objects.requireNonNullElse(asked.minHealthyPercentage(), own.minimumHealthyPercent());
        int maximum = Objects.requireNonNullElse(asked.maxHealthyPercentage(), own.maximumHealthyPercent());
        if (maximum - minimum > 100)
            throw AwsException.validation(
                    "The difference between MaxHealthyPercentage and MinHealthyPercentage must not exceed 100.");
        for (int i = 1; i < asked.checkpointPercentages().size(); i++)
            if (asked.checkpointPercentages().get(i - 1)
                    >= asked.checkpointPercentages().get(i))
                throw AwsException.validation("CheckpointPercentages must be in ascending order.");
        return new Preferences(
                minimum,
                maximum,
                Objects.requireNonNullElse(asked.instanceWarmup(), usual),
                asked.checkpointPercentages(),
                Objects.requireNonNullElse(asked.checkpointDelay(), DEFAULT_CHECKPOINT_DELAY_SECONDS),
                Boolean.TRUE.equals(asked.skipMatching()));
    }

    String cancel(Book book, String group) {
        synchronized (book) {
            Refresh active = active(book, group);
            book.put(active.ended(
                    Refresh.CANCELLED, "Cancelled by user.", groups.time().now()));
            return active.id();
        }
    }

    /// Replaces what the refresh has launched by instances of the configuration before it.
    String rollback(Book book, String group) {
        String id;
        synchronized (book) {
            Refresh active = active(book, group);
            if (active.desired() == null)
                throw new AwsException(
                        "IrreversibleInstanceRefresh",
                        "The instance refresh has no desired configuration and cannot be rolled back.");
            Set<String> launched = book.instances(group).stream()
                    .filter(instance ->
                            instance.state().counts() && instance.since().isAfter(active.start()))
                    .map(Instance::instanceId)
                    .collect(Collectors.toUnmodifiableSet());
            book.put(active.rollback(launched, groups.time().now()));
            id = active.id();
        }
        groups.kick(book.scope, group, Pace.NOTICE);
        return id;
    }

    private static Refresh active(Book book, String group) {
        book.group(group);
        Refresh active = book.activeRefresh(group);
        if (active == null)
            throw new AwsException(
                    "ActiveInstanceRefreshNotFound",
                    "No in progress or pending Instance Refresh found for Auto Scaling group " + group);
        return active;
    }
}
