package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Application Auto Scaling's face.
///
/// Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/
public final class ApplicationAutoScalingApi {
    /// The page where a client does not say, and the largest (API reference, `MaxResults`); policies
    /// have their own.
    private static final int PAGE = 50;

    private static final int POLICIES_PAGE = 10;

    /// Tags of a target. Source:
    /// https://docs.aws.amazon.com/autoscaling/application/userguide/resource-tagging-support.html
    private static final int MOST_TAGS = 50;

    private final Books books;
    private final Requests requests;

    ApplicationAutoScalingApi(Books books, Requests requests) {
        this.books = books;
        this.requests = requests;
    }

    private Book book(Call call) {
        return books.of(call.scope());
    }

    public Shapes.Registered registerScalableTarget(Call call, Shapes.RegisterScalableTarget request) {
        requireTags(request.tags());
        return new Shapes.Registered(requests.register(call.scope(), request).arn(call.scope()));
    }

    public Shapes.Done deregisterScalableTarget(Call call, Shapes.TargetNamed request) {
        requests.deregister(
                call.scope(),
                Requests.key(request.serviceNamespace(), request.resourceId(), request.scalableDimension()));
        return new Shapes.Done();
    }

    public Shapes.ScalableTargets describeScalableTargets(Call call, Shapes.DescribeScalableTargets request) {
        List<Shapes.ScalableTarget> found = book(call).targets().stream()
                .filter(target -> matches(target.key(), request.serviceNamespace(), null, request.scalableDimension()))
                .filter(target -> request.resourceIds().isEmpty()
                        || request.resourceIds().contains(target.key().resourceId()))
                .map(target -> new Shapes.ScalableTarget(
                        target.key().namespace(),
                        target.key().resourceId(),
                        target.key().dimension(),
                        target.minimum(),
                        target.maximum(),
                        target.roleArn(),
                        target.created(),
                        target.suspended(),
                        target.arn(call.scope())))
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxResults(), PAGE);
        return new Shapes.ScalableTargets(page.items(), page.next());
    }

    /// A dimension needs its resource, as AWS insists.
    private static boolean matches(
            Target.Key key, String namespace, @Nullable String resourceId, @Nullable String dimension) {
        return key.namespace().equals(namespace)
                && (resourceId == null || resourceId.equals(key.resourceId()))
                && (dimension == null || dimension.equals(key.dimension()));
    }

    private static void requireResource(@Nullable String resourceId, @Nullable String dimension) {
        if (dimension != null && resourceId == null)
            throw AwsException.validation("If you specify a scalable dimension, you must also specify a resource ID.");
    }

    public Shapes.PolicyPut putScalingPolicy(Call call, Shapes.PutScalingPolicy request) {
        Policy policy = requests.put(call.scope(), request);
        return new Shapes.PolicyPut(policy.arn(call.scope()).toString(), alarms(call, policy));
    }

    private List<Shapes.Alarm> alarms(Call call, Policy policy) {
        Alarms alarms = books.findAlarms().orElse(null);
        if (alarms == null) return List.of();
        Stream<Alarms.View> found = policy.rule() instanceof Policy.Steps
                ? alarms.calling(call.scope(), policy.arn(call.scope())).stream()
                : policy.alarms().stream().flatMap(name -> alarms.find(call.scope(), name).stream());
        return found.map(view -> new Shapes.Alarm(view.name(), view.arn().toString()))
                .toList();
    }

    public Shapes.ScalingPolicies describeScalingPolicies(Call call, Shapes.DescribeScalingPolicies request) {
        requireResource(request.resourceId(), request.scalableDimension());
        List<Policy> found = book(call).policies().stream()
                .filter(policy -> matches(
                        policy.target(), request.serviceNamespace(), request.resourceId(), request.scalableDimension()))
                .filter(policy ->
                        request.policyNames().isEmpty() || request.policyNames().contains(policy.name()))
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxResults(), POLICIES_PAGE);
        return new Shapes.ScalingPolicies(
                page.items().stream().map(policy -> shape(call, policy)).toList(), page.next());
    }

    private Shapes.ScalingPolicy shape(Call call, Policy policy) {
        return new Shapes.ScalingPolicy(
                policy.arn(call.scope()).toString(),
                policy.name(),
                policy.target().namespace(),
                policy.target().resourceId(),
                policy.target().dimension(),
                policy.rule().apiName(),
                policy.rule() instanceof Policy.Steps(Shapes.StepScaling steps) ? steps : null,
                policy.rule() instanceof Policy.Tracking(Shapes.TargetTracking tracking) ? tracking : null,
                alarms(call, policy),
                policy.created());
    }

    public Shapes.Done deleteScalingPolicy(Call call, Shapes.PolicyNamed request) {
        requests.delete(call.scope(), request);
        return new Shapes.Done();
    }

    public Shapes.Done putScheduledAction(Call call, Shapes.PutScheduledAction request) {
        requests.put(call.scope(), request);
        return new Shapes.Done();
    }

    public Shapes.Done deleteScheduledAction(Call call, Shapes.ActionNamed request) {
        requests.delete(call.scope(), request);
        return new Shapes.Done();
    }

    public Shapes.ScheduledActions describeScheduledActions(Call call, Shapes.DescribeScheduledActions request) {
        requireResource(request.resourceId(), request.scalableDimension());
        List<Shapes.Scheduled> found = book(call).actions().stream()
                .filter(action -> matches(
                        action.target(), request.serviceNamespace(), request.resourceId(), request.scalableDimension()))
                .filter(action -> request.scheduledActionNames().isEmpty()
                        || request.scheduledActionNames().contains(action.name()))
                .map(action -> new Shapes.Scheduled(
                        action.name(),
                        action.arn(call.scope()),
                        action.target().namespace(),
                        action.schedule(),
                        action.timezone(),
                        action.target().resourceId(),
                        action.target().dimension(),
                        action.start(),
                        action.end(),
                        action.bounds(),
                        action.created()))
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxResults(), PAGE);
        return new Shapes.ScheduledActions(page.items(), page.next());
    }

    public Shapes.ScalingActivities describeScalingActivities(Call call, Shapes.DescribeScalingActivities request) {
        requireResource(request.resourceId(), request.scalableDimension());
        boolean all = Boolean.TRUE.equals(request.includeNotScaledActivities());
        List<Shapes.ScalingActivity> found = book(call).activities().stream()
                .filter(activity -> matches(
                        activity.target(),
                        request.serviceNamespace(),
                        request.resourceId(),
                        request.scalableDimension()))
                .filter(activity -> all || activity.notScaled() == null)
                .map(ApplicationAutoScalingApi::shape)
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxResults(), PAGE);
        return new Shapes.ScalingActivities(page.items(), page.next());
    }

    private static Shapes.ScalingActivity shape(Activity activity) {
        return new Shapes.ScalingActivity(
                activity.id(),
                activity.target().namespace(),
                activity.target().resourceId(),
                activity.target().dimension(),
                activity.description(),
                activity.cause(),
                activity.start(),
                activity.end(),
                activity.status().apiName(),
                activity.message(),
                activity.notScaled() == null ? List.of() : List.of(activity.notScaled()));
    }

    public Shapes.Tags listTagsForResource(Call call, Shapes.ResourceNamed request) {
        return new Shapes.Tags(tagged(call, request.resourceArn()).tags());
    }

    public Shapes.Done tagResource(Call call, Shapes.TagResource request) {
        Target target = tagged(call, request.resourceArn());
        Map<String, String> tags = new LinkedHashMap<>(target.tags());
        tags.putAll(request.tags());
        if (tags.size() > MOST_TAGS)
            throw new AwsException("TooManyTagsException", "A scalable target can have at most 50 tags.")
                    .with("ResourceName", request.resourceArn());
        book(call).change(target.key(), old -> old.tagged(Map.copyOf(tags)));
        return new Shapes.Done();
    }

    private static void requireTags(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) throw AwsException.validation("A scalable target can have at most 50 tags.");
    }

    public Shapes.Done untagResource(Call call, Shapes.UntagResource request) {
        Target target = tagged(call, request.resourceArn());
        Map<String, String> tags = new LinkedHashMap<>(target.tags());
        request.tagKeys().forEach(tags::remove);
        book(call).change(target.key(), old -> old.tagged(Map.copyOf(tags)));
        return new Shapes.Done();
    }

    private Target tagged(Call call, String arn) {
        return book(call).targets().stream()
                .filter(target -> target.arn(call.scope()).equals(arn))
                .findFirst()
                .orElseThrow(() -> Refusals.noResource(arn));
    }

    private record Page<T>(List<T> items, @Nullable String next) {
        /// @throws AwsException `InvalidNextTokenException`
        static <T> Page<T> of(List<T> all, @Nullable String token, @Nullable Integer most, int largest) {
            if (token != null && !token.matches("\\d{1,9}")) throw Refusals.badToken();
            int from = token == null ? 0 : Integer.parseInt(token);
            if (from > all.size()) throw Refusals.badToken();
            int asked = Objects.requireNonNullElse(most, largest);
            int to = Math.min(all.size(), from + Math.max(1, Math.min(largest, asked)));
            return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
        }
    }
}
