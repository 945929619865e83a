package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.schedule.AwsSchedule;
import io.windtunnel.wire.AwsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Carries out what changes targets, policies and scheduled actions: everything is checked before
/// anything is written.
final class Requests {
    private static final String TRACKING = "TargetTrackingScaling";
    private static final String STEPS = "StepScaling";

    private final Books books;
    private final Scaler scaler;
    private final Schedules schedules;
    private final Reactions reactions;

    Requests(Books books, Scaler scaler, Schedules schedules, Reactions reactions) {
        this.books = books;
        this.scaler = scaler;
        this.schedules = schedules;
        this.reactions = reactions;
    }

    /// @throws AwsException `ValidationException`, when the dimension is not one of the namespace
    static Target.Key key(String namespace, String resourceId, String dimension) {
        if (!dimension.startsWith(namespace.equals("custom-resource") ? "custom-resource:" : namespace + ":"))
            throw Refusals.unsupported();
        return new Target.Key(namespace, resourceId, dimension);
    }

    Target register(Scope scope, Shapes.RegisterScalableTarget request) {
        Target.Key key = key(request.serviceNamespace(), request.resourceId(), request.scalableDimension());
        Book book = books.of(scope);
        ScalableTargets scaled = books.scaled(scope, key).orElseThrow(() -> Refusals.nobodyScales(key.namespace()));
        refuseWhatIsKnown(scaled, new ScalableTargets.Target(scope, key.resourceId(), key.dimension()));
        Optional<Target> before = book.find(key);
        if (before.isPresent() && !request.tags().isEmpty())
            throw AwsException.validation("Tags can only be given when a scalable target is registered first.");
        Target target = before.map(old -> changed(old, request)).orElseGet(() -> fresh(scope, key, request));
        if (target.minimum() < 0 || target.maximum() < 0)
            throw AwsException.validation("Minimum and maximum capacity must not be negative");
        if (target.maximum() < target.minimum())
            throw AwsException.validation("Maximum capacity cannot be less than minimum capacity");
        if (before.isEmpty()) requireRoom(book, key);
        book.put(target);
        scaler.enforce(scope, key);
        return target;
    }

    /// A resource that is known at once not to be there, or not to be scaled so, is refused.
    private static void refuseWhatIsKnown(ScalableTargets scaled, ScalableTargets.Target target) {
        CompletableFuture<ScalableTargets.Capacity> asked =
                scaled.capacity(target).toCompletableFuture();
        if (!asked.isCompletedExceptionally()) return;
        try {
            asked.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof AwsException refusal) throw refusal;
            throw failure;
        }
    }

    private void requireRoom(Book book, Target.Key key) {
        long there = book.targets().stream()
                .filter(other -> other.key().namespace().equals(key.namespace()))
                .count();
        Limit.ofTargets(key.namespace()).ifPresent(limit -> books.quotas().require(book.scope, limit, there + 1));
    }

    private static Target changed(Target old, Shapes.RegisterScalableTarget request) {
        Shapes.SuspendedState asked =
                Objects.requireNonNullElse(request.suspendedState(), Shapes.SuspendedState.NOTHING);
        Shapes.SuspendedState state = request.suspendedState() == null ? old.suspended() : asked.over(old.suspended());
        return old.bounds(
                        Objects.requireNonNullElse(request.minCapacity(), old.minimum()),
                        Objects.requireNonNullElse(request.maxCapacity(), old.maximum()))
                .with(Objects.requireNonNullElse(request.roleArn(), old.roleArn()), state);
    }

    private Target fresh(Scope scope, Target.Key key, Shapes.RegisterScalableTarget request) {
        if (request.minCapacity() == null || request.maxCapacity() == null)
            throw AwsException.validation("Both MinCapacity and MaxCapacity must be specified when a scalable target is"
                    + " registered first.");
        Shapes.SuspendedState asked =
                Objects.requireNonNullElse(request.suspendedState(), Shapes.SuspendedState.NOTHING);
        return new Target(
                key,
                "0" + books.fabric.ids().hex(33),
                request.minCapacity(),
                request.maxCapacity(),
                Objects.requireNonNullElse(request.roleArn(), serviceLinkedRole(scope, key.namespace())),
                asked.over(Shapes.SuspendedState.NOTHING),
                request.tags(),
                books.now());
    }

    /// The role AWS makes for a namespace: its name ends in the service's, such as `ECSService`.
    private static String serviceLinkedRole(Scope scope, String namespace) {
        Map<String, String> names = Map.of(
                "ecs", "ECSService",
                "dynamodb", "DynamoDBTable",
                "rds", "RDSCluster",
                "lambda", "LambdaConcurrency",
                "ec2", "EC2SpotFleetRequest",
                "custom-resource", "CustomResource",
                "cassandra", "CassandraTable",
                "kafka", "KafkaCluster",
                "elasticache", "ElastiCacheRG",
                "neptune", "NeptuneCluster");
        return "arn:aws:iam::" + scope.account() + ":role/aws-service-role/" + namespace
                + ".application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_"
                + names.getOrDefault(namespace, namespace);
    }

    /// Takes the target out, with its policies, their alarms, and its scheduled actions.
    void deregister(Scope scope, Target.Key key) {
        Book book = books.of(scope);
        book.target(key);
        for (Policy policy : book.policies(key)) remove(book, policy);
        for (ScheduledAction action : book.actions(key)) book.remove(action);
        book.remove(key);
        reactions.forget(scope, key);
    }

    private void remove(Book book, Policy policy) {
        books.findAlarms().ifPresent(alarms -> alarms.delete(book.scope, policy.alarms()));
        book.remove(policy);
    }

    Policy put(Scope scope, Shapes.PutScalingPolicy request) {
        Target.Key key = key(request.serviceNamespace(), request.resourceId(), request.scalableDimension());
        Book book = books.of(scope);
        book.target(key);
        Optional<Policy> before = book.policy(key, request.policyName());
        Policy.Rule rule = rule(book, request, before);
        Policy policy = new Policy(
                key,
                request.policyName(),
                before.map(Policy::id).orElseGet(() -> books.fabric.ids().uuid()),
                rule,
                before.map(Policy::alarms).orElse(List.of()),
                before.map(Policy::created).orElseGet(() -> books.now()));
        Policy kept = switch (rule) {
            case Policy.Tracking(Shapes.TargetTracking tracking) -> {
                TrackedMetric metric = TrackedMetric.of(
                        scope,
                        key,
                        tracking,
                        books.scaled(scope, key).orElseThrow(() -> Refusals.nobodyScales(key.namespace())));
                Alarms alarms = books.alarms();
                requireRoom(book, key, before);
                yield policy.keeping(alarms(alarms, scope, policy, tracking, metric));
            }
            case Policy.Steps _ -> {
                requireRoom(book, key, before);
                yield policy;
            }
        };
        book.put(kept);
        return kept;
    }

    private void requireRoom(Book book, Target.Key key, Optional<Policy> before) {
        if (before.isEmpty())
            books.quotas()
                    .require(
                            book.scope,
                            Limit.POLICIES_PER_TARGET,
                            book.policies(key).size() + 1);
    }

    private Policy.Rule rule(Book book, Shapes.PutScalingPolicy request, Optional<Policy> before) {
        String known = before.map(policy -> policy.rule().apiName()).orElse(null);
        String type = Objects.requireNonNullElse(request.policyType(), Objects.requireNonNullElse(known, STEPS));
        if (known != null && !known.equals(type))
            throw AwsException.validation("The type of a scaling policy cannot be changed: it is " + known);
        return switch (type) {
            case TRACKING -> {
                Shapes.TargetTracking asked = request.targetTrackingScalingPolicyConfiguration();
                if (asked == null || request.stepScalingPolicyConfiguration() != null)
                    throw AwsException.validation(
                            "TargetTrackingScalingPolicyConfiguration, and no other configuration,"
                                    + " must be specified for the policy type " + TRACKING);
                if (!(asked.targetValue() > 0)) throw AwsException.validation("TargetValue must be greater than 0.");
                requireCooldown(asked.scaleInCooldown());
                requireCooldown(asked.scaleOutCooldown());
                yield new Policy.Tracking(asked);
            }
            case STEPS -> {
                Shapes.StepScaling asked = request.stepScalingPolicyConfiguration();
                if (asked == null || request.targetTrackingScalingPolicyConfiguration() != null)
                    throw AwsException.validation("StepScalingPolicyConfiguration, and no other configuration, must be"
                            + " specified for the policy type " + STEPS);
                requireCooldown(asked.cooldown());
                yield steps(book, asked);
            }
            default -> throw AwsException.notBuilt("application-autoscaling", "PutScalingPolicy", type);
        };
    }

    private static void requireCooldown(@Nullable Integer seconds) {
        if (seconds != null && seconds < 0) throw AwsException.validation("A cooldown must not be negative.");
    }

    private Policy.Rule steps(Book book, Shapes.StepScaling asked) {
        if (asked.adjustmentType() == null) throw AwsException.validation("AdjustmentType must be specified.");
        books.quotas()
                .require(
                        book.scope,
                        Limit.STEPS_PER_POLICY,
                        asked.stepAdjustments().size());
        Policy.Steps steps = new Policy.Steps(asked);
        steps.decision().flaw().ifPresent(flaw -> {
            throw AwsException.validation(
                    switch (flaw) {
                        case NO_STEP -> "At least one step adjustment must be specified.";
                        case TOO_MANY -> "There are too many step adjustments.";
                        case NO_BOUND ->
                            "At least one of MetricIntervalLowerBound and MetricIntervalUpperBound must"
                                    + " be specified for a step adjustment.";
                        case EMPTY_RANGE -> "The lower bound of a step adjustment must be less than its upper bound.";
                        case OVERLAP -> "Step adjustment intervals can't overlap.";
                        case GAP -> "Step adjustment intervals can't have a gap between them.";
                        case NO_LOWEST ->
                            "There must be a step adjustment with an unspecified lower bound when there"
                                    + " is one with a negative lower bound.";
                        case NO_HIGHEST ->
                            "There must be a step adjustment with an unspecified upper bound when there"
                                    + " is one with a positive upper bound.";
                        case NEGATIVE_CAPACITY -> "An exact capacity must not be negative.";
                    });
        });
        return steps;
    }

    /// Makes a target tracking policy's alarms, or changes those it has; without scale-in there is no
    /// low one.
    private List<String> alarms(
            Alarms alarms, Scope scope, Policy policy, Shapes.TargetTracking tracking, TrackedMetric metric) {
        String stem = "TargetTracking-" + policy.target().resourceId() + "-Alarm";
        List<String> names = new ArrayList<>();
        String high = named(policy, stem + "High-");
        alarms.put(scope, metric.pair().high(high, tracking.targetValue(), policy.arn(scope)));
        names.add(high);
        String low = named(policy, stem + "Low-");
        if (Boolean.TRUE.equals(tracking.disableScaleIn())) alarms.delete(scope, List.of(low));
        else {
            alarms.put(scope, metric.pair().low(low, tracking.targetValue(), policy.arn(scope)));
            names.add(low);
        }
        return names;
    }

    private String named(Policy policy, String stem) {
        return policy.alarms().stream()
                .filter(name -> name.startsWith(stem))
                .findFirst()
                .orElseGet(() -> stem + books.fabric.ids().uuid());
    }

    void delete(Scope scope, Shapes.PolicyNamed request) {
        Target.Key key = key(request.serviceNamespace(), request.resourceId(), request.scalableDimension());
        Book book = books.of(scope);
        remove(
                book,
                book.policy(key, request.policyName())
                        .orElseThrow(() -> Refusals.notFound("scaling policy", key, request.policyName())));
    }

    void put(Scope scope, Shapes.PutScheduledAction request) {
        Target.Key key = key(request.serviceNamespace(), request.resourceId(), request.scalableDimension());
        Book book = books.of(scope);
        book.target(key);
        Optional<ScheduledAction> before = book.action(key, request.scheduledActionName());
        Instant now = books.now();
        ScheduledAction action = new ScheduledAction(
                key,
                request.scheduledActionName(),
                before.map(ScheduledAction::id)
                        .orElseGet(() -> books.fabric.ids().uuid()),
                schedule(request, before),
                request.timezone() == null
                        ? before.map(ScheduledAction::timezone).orElse(null)
                        : request.timezone(),
                request.startTime() == null ? before.map(ScheduledAction::start).orElse(null) : request.startTime(),
                request.endTime() == null ? before.map(ScheduledAction::end).orElse(null) : request.endTime(),
                request.scalableTargetAction() == null
                        ? before.map(ScheduledAction::bounds).orElse(null)
                        : request.scalableTargetAction(),
                before.map(ScheduledAction::created).orElse(now));
        check(action, now);
        if (before.isEmpty())
            books.quotas()
                    .require(scope, Limit.ACTIONS_PER_TARGET, book.actions(key).size() + 1);
        book.put(action);
        schedules.arm(book, action);
    }

    private static String schedule(Shapes.PutScheduledAction request, Optional<ScheduledAction> before) {
        if (request.schedule() != null) return request.schedule();
        return before.map(ScheduledAction::schedule)
                .orElseThrow(() -> AwsException.validation("Schedule must be specified for a new scheduled action."));
    }

    private static void check(ScheduledAction action, Instant now) {
        AwsSchedule schedule;
        try {
            schedule = AwsSchedule.parse(action.schedule());
            if (action.timezone() != null) ZoneId.of(action.timezone());
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw AwsException.validation("The schedule or its time zone is invalid: " + wrong.getMessage());
        }
        Shapes.Bounds bounds = action.bounds();
        if (bounds == null || (bounds.minCapacity() == null && bounds.maxCapacity() == null))
            throw AwsException.validation("At least one of MinCapacity and MaxCapacity must be specified.");
        if (bounds.minCapacity() != null && bounds.maxCapacity() != null && bounds.maxCapacity() < bounds.minCapacity())
            throw AwsException.validation("Maximum capacity cannot be less than minimum capacity");
        if (action.start() != null && action.end() != null && !action.start().isBefore(action.end()))
            throw AwsException.validation("The start time must be before the end time.");
        if (schedule instanceof AwsSchedule.At && action.next(now).isEmpty())
            throw AwsException.validation("The scheduled time has already passed.");
    }

    void delete(Scope scope, Shapes.ActionNamed request) {
        Target.Key key = key(request.serviceNamespace(), request.resourceId(), request.scalableDimension());
        Book book = books.of(scope);
        book.remove(book.action(key, request.scheduledActionName())
                .orElseThrow(() -> Refusals.notFound("scheduled action", key, request.scheduledActionName())));
    }
}
