package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchDeleteScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchDeleteScheduledActionResult;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchPutScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchPutScheduledActionResult;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.DescribeScheduledActionsRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.DescribeScheduledActionsResult;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.FailedScheduledAction;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.PutScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.ScheduledActionPart;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries out the requests on scheduled actions.
public final class ScheduleRequests {
    /// Of a group (quotas page, "Scheduled actions per Auto Scaling group").
    private static final int MOST_ACTIONS = 125;

    /// Of a batch (quotas page, "Auto Scaling group API operations").
    private static final int LARGEST_BATCH = 50;

    /// Page sizes (API reference, `DescribeScheduledActions`).
    private static final int PAGE = 50;

    private static final int LARGEST_PAGE = 100;

    private final Policies policies;

    ScheduleRequests(Policies policies) {
        this.policies = policies;
    }

    private void checkGroup(Scope scope, String name) {
        if (policies.groups.find(scope, name).isEmpty())
            throw AwsException.validation(
                    "AutoScalingGroup name not found - AutoScalingGroup '" + name + "' not found");
    }

    @Nullable
    Void put(Scope scope, PutScheduledActionRequest request) {
        checkGroup(scope, request.autoScalingGroupName());
        if (request.time() != null
                && request.startTime() != null
                && !request.time().equals(request.startTime()))
            throw AwsException.validation("Time and StartTime must be the same when both are specified.");
        put(
                scope,
                request.autoScalingGroupName(),
                new ScheduledActionPart(
                        request.scheduledActionName(),
                        request.startTime() != null ? request.startTime() : request.time(),
                        request.endTime(),
                        request.recurrence(),
                        request.minSize(),
                        request.maxSize(),
                        request.desiredCapacity(),
                        request.timeZone()));
        policies.schedules.arm();
        return null;
    }

    private void put(Scope scope, String group, ScheduledActionPart part) {
        Instant next = checked(part);
        PolicyBook book = policies.book(scope);
        synchronized (book) {
            ScheduledAction before = book.schedule(group, part.scheduledActionName());
            List<ScheduledAction> others = book.schedules(group).stream()
                    .filter(action -> !action.name().equals(part.scheduledActionName()))
                    .toList();
            if (others.size() >= MOST_ACTIONS)
                throw new AwsException(
                        "LimitExceeded", "You can have at most " + MOST_ACTIONS + " scheduled actions for each group.");
            if (part.startTime() != null
                    && others.stream().anyMatch(action -> action.next().equals(next)))
                throw new AwsException(
                        "AlreadyExists", "A scheduled action with this scheduled start time already exists");
            book.put(new ScheduledAction(
                    group,
                    part.scheduledActionName(),
                    before == null ? policies.uuid() : before.id(),
                    before == null ? book.nextNumber() : before.number(),
                    next,
                    part.endTime(),
                    part.recurrence(),
                    part.recurrence() == null ? null : part.timeZone(),
                    part.minSize(),
                    part.maxSize(),
                    part.desiredCapacity()));
        }
    }

    /// When the action runs first.
    private Instant checked(ScheduledActionPart part) {
        checkSizes(part);
        Instant now = policies.groups.time().now();
        Instant start = part.startTime();
        Instant end = part.endTime();
        if (start != null && start.isBefore(now)) throw AwsException.validation("Given start time is in the past");
        if (end != null && end.isBefore(now)) throw AwsException.validation("Given end time is in the past");
        if (start != null && end != null && !start.isBefore(end))
            throw AwsException.validation("Given end time must be later than the start time");
        if (part.recurrence() == null) {
            if (part.timeZone() != null)
                throw AwsException.validation("TimeZone can only be specified together with Recurrence");
            if (start == null) throw AwsException.validation("Either StartTime or Recurrence must be specified");
            return start;
        }
        Instant first = recurring(part.recurrence(), part.timeZone(), now);
        if (start != null) return start;
        if (end != null && !first.isBefore(end))
            throw AwsException.validation("The recurrence never occurs before the given end time");
        return first;
    }

    private static Instant recurring(String recurrence, @Nullable String timeZone, Instant now) {
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone))
            throw AwsException.validation("The time zone " + timeZone + " is invalid");
        try {
            return ScheduledAction.following(recurrence, timeZone, now)
                    .orElseThrow(() -> AwsException.validation(
                            "Given recurrence string: " + recurrence + " is invalid: it never occurs"));
        } catch (IllegalArgumentException noCron) {
            throw AwsException.validation(
                    "Given recurrence string: " + recurrence + " is invalid: " + noCron.getMessage());
        }
    }

    private static void checkSizes(ScheduledActionPart part) {
        Integer least = part.minSize();
        Integer most = part.maxSize();
        Integer desired = part.desiredCapacity();
        if (least == null && most == null && desired == null)
            throw AwsException.validation("At least one of MinSize, MaxSize and DesiredCapacity must be specified");
        if ((least != null && least < 0) || (most != null && most < 0) || (desired != null && desired < 0))
            throw AwsException.validation("MinSize, MaxSize and DesiredCapacity must not be negative");
        if (least != null && most != null && least > most)
            throw AwsException.validation("Max size must be greater than or equal to min size");
        if (least != null && desired != null && desired < least)
            throw AwsException.validation("Desired capacity must be greater than or equal to min size");
        if (most != null && desired != null && desired > most)
            throw AwsException.validation("Desired capacity must be less than or equal to max size");
    }

    BatchPutScheduledActionResult putAll(Scope scope, BatchPutScheduledActionRequest request) {
        checkGroup(scope, request.autoScalingGroupName());
        checkBatch(request.scheduledUpdateGroupActions().size());
        List<FailedScheduledAction> failed = new ArrayList<>();
        for (ScheduledActionPart part : request.scheduledUpdateGroupActions()) {
            try {
                put(scope, request.autoScalingGroupName(), part);
            } catch (AwsException refusal) {
                failed.add(failure(part.scheduledActionName(), refusal));
            }
        }
        policies.schedules.arm();
        return new BatchPutScheduledActionResult(failed);
    }

    private static void checkBatch(int size) {
        if (size > LARGEST_BATCH)
            throw AwsException.validation("A batch can have at most " + LARGEST_BATCH + " scheduled actions.");
    }

    private static FailedScheduledAction failure(String name, AwsException refusal) {
        String code = refusal.code().equals(AwsException.VALIDATION) ? "ValidationError" : refusal.code();
        return new FailedScheduledAction(name, code, refusal.message());
    }

    @Nullable
    Void delete(Scope scope, String group, String name) {
        checkGroup(scope, group);
        PolicyBook book = policies.book(scope);
        synchronized (book) {
            ScheduledAction action = book.schedule(group, name);
            if (action == null) throw AwsException.validation("Scheduled action name not found");
            book.remove(action);
        }
        return null;
    }

    BatchDeleteScheduledActionResult deleteAll(Scope scope, BatchDeleteScheduledActionRequest request) {
        checkGroup(scope, request.autoScalingGroupName());
        checkBatch(request.scheduledActionNames().size());
        List<FailedScheduledAction> failed = new ArrayList<>();
        for (String name : request.scheduledActionNames()) {
            try {
                delete(scope, request.autoScalingGroupName(), name);
            } catch (AwsException refusal) {
                failed.add(failure(name, refusal));
            }
        }
        return new BatchDeleteScheduledActionResult(failed);
    }

    DescribeScheduledActionsResult describe(Scope scope, DescribeScheduledActionsRequest request) {
        String group = request.autoScalingGroupName();
        if (group != null) checkGroup(scope, group);
        List<String> names = request.scheduledActionNames();
        Instant from = names.isEmpty() ? request.startTime() : null;
        Instant to = names.isEmpty() ? request.endTime() : null;
        List<ScheduledAction> found = policies.book(scope).schedules().stream()
                .filter(action -> group == null || action.group().equals(group))
                .filter(action -> names.isEmpty() || names.contains(action.name()))
                .filter(action -> from == null || !action.next().isBefore(from))
                .filter(action -> to == null || !action.next().isAfter(to))
                .toList();
        var page = policies.pages.page(found, request.nextToken(), request.maxRecords(), PAGE, LARGEST_PAGE);
        return new DescribeScheduledActionsResult(
                page.items().stream()
                        .map(action -> PolicyViews.action(scope, action))
                        .toList(),
                page.nextToken());
    }
}
