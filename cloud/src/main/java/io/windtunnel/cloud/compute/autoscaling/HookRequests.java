package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Group.Hook;
import io.windtunnel.cloud.compute.autoscaling.Instance.Wait;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LifecycleHookSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.PutLifecycleHookRequest;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Lifecycle hooks and the actions that wait for them.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html
final class HookRequests {
    static final String LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING";
    static final String TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING";

    /// Defaults and bounds of the API (API reference, `PutLifecycleHook`).
    private static final int DEFAULT_HEARTBEAT_SECONDS = 3_600;

    private static final int SHORTEST_HEARTBEAT_SECONDS = 30;
    private static final int LONGEST_HEARTBEAT_SECONDS = 7_200;

    private final Groups groups;

    HookRequests(Groups groups) {
        this.groups = groups;
    }

    static Hook hook(LifecycleHookSpecification asked) {
        return hook(
                asked.lifecycleHookName(),
                asked.lifecycleTransition(),
                asked.heartbeatTimeout(),
                asked.defaultResult(),
                asked.notificationMetadata());
    }

    private static Hook hook(
            String name,
            String transition,
            @Nullable Integer heartbeat,
            @Nullable String result,
            @Nullable String metadata) {
        if (!transition.equals(LAUNCHING) && !transition.equals(TERMINATING))
            throw AwsException.validation("Invalid lifecycle transition: " + transition);
        int seconds = Objects.requireNonNullElse(heartbeat, DEFAULT_HEARTBEAT_SECONDS);
        if (seconds < SHORTEST_HEARTBEAT_SECONDS || seconds > LONGEST_HEARTBEAT_SECONDS)
            throw AwsException.validation("Heartbeat timeout must be between %d and %d seconds"
                    .formatted(SHORTEST_HEARTBEAT_SECONDS, LONGEST_HEARTBEAT_SECONDS));
        String otherwise = Objects.requireNonNullElse(result, "ABANDON");
        checkResult(otherwise);
        return new Hook(
                name, transition.equals(LAUNCHING), seconds, otherwise.equals("CONTINUE"), null, null, metadata);
    }

    private static void checkResult(String result) {
        if (!result.equals("CONTINUE") && !result.equals("ABANDON"))
            throw AwsException.validation("Lifecycle action result must be CONTINUE or ABANDON, not " + result);
    }

    /// Adds the hook, or changes the one of that name where the request says something.
    void put(Book book, PutLifecycleHookRequest request) {
        Group group = book.group(request.autoScalingGroupName());
        Hook before = group.hooks().stream()
                .filter(hook -> hook.name().equals(request.lifecycleHookName()))
                .findFirst()
                .orElse(null);
        if (before == null && request.lifecycleTransition() == null)
            throw AwsException.validation("LifecycleTransition is required for a new lifecycle hook");
        if (before == null)
            groups.quotas()
                    .require(book.scope, Limit.HOOKS_PER_GROUP, group.hooks().size() + 1);
        Hook hook = hook(
                request.lifecycleHookName(),
                request.lifecycleTransition() != null
                        ? request.lifecycleTransition()
                        : before != null && before.launching() ? LAUNCHING : TERMINATING,
                request.heartbeatTimeout() != null || before == null
                        ? request.heartbeatTimeout()
                        : Integer.valueOf(before.heartbeatSeconds()),
                request.defaultResult() != null || before == null
                        ? request.defaultResult()
                        : before.continues() ? "CONTINUE" : "ABANDON",
                request.notificationMetadata() != null || before == null
                        ? request.notificationMetadata()
                        : before.metadata());
        book.change(
                group.name(),
                current -> current.hooks(hooks -> {
                    hooks.removeIf(one -> one.name().equals(hook.name()));
                    hooks.add(hook);
                    return hooks;
                }));
    }

    /// Deletes the hook; instances that wait for it go on.
    void delete(Book book, String group, String name) {
        if (book.group(group).hooks().stream().noneMatch(hook -> hook.name().equals(name)))
            throw AwsException.validation("No Lifecycle Hook found with name: " + name);
        book.change(
                group,
                current -> current.hooks(hooks -> {
                    hooks.removeIf(hook -> hook.name().equals(name));
                    return hooks;
                }));
        groups.kick(book.scope, group, Pace.NOTICE);
    }

    void complete(
            Book book, String group, String hook, @Nullable String token, @Nullable String instanceId, String result) {
        checkResult(result);
        synchronized (book) {
            Instance instance = waiting(book, group, hook, token, instanceId);
            Wait wait = Objects.requireNonNull(instance.waits().get(hook));
            book.put(instance.wait(
                    hook, new Wait(wait.token(), wait.deadline(), wait.last(), true, result.equals("CONTINUE"))));
        }
        groups.kick(book.scope, group, Pace.NOTICE);
    }

    /// Begins the heartbeat timeout anew, but not beyond the longest wait.
    void heartbeat(Book book, String group, String hook, @Nullable String token, @Nullable String instanceId) {
        synchronized (book) {
            Instance instance = waiting(book, group, hook, token, instanceId);
            Wait wait = Objects.requireNonNull(instance.waits().get(hook));
            int seconds = book.group(group).hooks().stream()
                    .filter(one -> one.name().equals(hook))
                    .mapToInt(Hook::heartbeatSeconds)
                    .findFirst()
                    .orElse(DEFAULT_HEARTBEAT_SECONDS);
            Instant deadline = groups.time().now().plusSeconds(seconds);
            book.put(instance.wait(
                    hook,
                    new Wait(
                            wait.token(),
                            deadline.isAfter(wait.last()) ? wait.last() : deadline,
                            wait.last(),
                            false,
                            false)));
        }
    }

    private static Instance waiting(
            Book book, String group, String hook, @Nullable String token, @Nullable String instanceId) {
        book.group(group);
        for (Instance instance : book.instances(group)) {
            Wait wait = open(instance.waits(), hook);
            if (wait == null) continue;
            if (token == null ? instance.instanceId().equals(instanceId) : token.equals(wait.token())) return instance;
        }
        if (token != null) throw AwsException.validation("No active Lifecycle Action found with token " + token);
        throw AwsException.validation("No active Lifecycle Action found with instance ID " + instanceId);
    }

    private static @Nullable Wait open(Map<String, Wait> waits, String hook) {
        Wait wait = waits.get(hook);
        return wait == null || wait.complete() ? null : wait;
    }
}
