package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.FleetApi.InstanceReusePolicy;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.WarmPoolConfiguration;
import io.windtunnel.cloud.compute.autoscaling.Shapes.AutoScalingGroup;
import io.windtunnel.cloud.compute.autoscaling.Shapes.AvailabilityZoneDistribution;
import io.windtunnel.cloud.compute.autoscaling.Shapes.EnabledMetric;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupInstance;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstanceDetails;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstanceMaintenancePolicy;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstancesDistribution;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateOverrides;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MixedInstancesPolicy;
import io.windtunnel.cloud.compute.autoscaling.Shapes.RefreshPreferences;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ScalingActivity;
import io.windtunnel.cloud.compute.autoscaling.Shapes.SuspendedProcess;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TagDescription;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TrafficSourceIdentifier;
import io.windtunnel.cloud.compute.autoscaling.policies.Policies;
import io.windtunnel.kernel.scaling.Allocation;
import io.windtunnel.kernel.scaling.Maintenance;
import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Shows what is in the book as the API shows it.
final class Views {
    /// The usual number of records on a page (API reference).
    static final int PAGE = 50;

    private Views() {}

    /// A page of a longer answer.
    record Page<T>(List<T> items, @Nullable String nextToken) {}

    /// The page of `all` that `token` begins, at most `asked` (`usual` when not asked, never more than
    /// `most`) items.
    static <T> Page<T> page(List<T> all, @Nullable String token, @Nullable Integer asked, int usual, int most) {
        int limit = asked == null ? usual : asked;
        if (limit < 1 || limit > most)
            throw AwsException.validation("1 validation error detected: Value '" + limit
                    + "' at 'maxRecords' failed to satisfy constraint: Member must be between 1 and " + most);
        int start = token == null ? 0 : start(token);
        int end = Math.min(all.size(), start + limit);
        List<T> items = start >= end ? List.of() : all.subList(start, end);
        return new Page<>(items, end < all.size() ? token(end) : null);
    }

    /// A page as the policies' requests take it.
    static <T> Policies.Page<T> policyPage(
            List<T> all, @Nullable String token, @Nullable Integer asked, int usual, int most) {
        Page<T> page = page(all, token, asked, usual, most);
        return new Policies.Page<>(page.items, page.nextToken);
    }

    private static String token(int start) {
        return Base64.getUrlEncoder().encodeToString(("start:" + start).getBytes(StandardCharsets.UTF_8));
    }

    private static int start(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.matches("start:\\d{1,9}")) return Integer.parseInt(text.substring(6));
        } catch (IllegalArgumentException e) {
            // no token of ours: told below
        }
        throw new AwsException("InvalidNextToken", "The token '" + token + "' is invalid.");
    }

    static AutoScalingGroup group(Book book, Group group) {
        Group.Settings settings = group.settings();
        List<Instance> instances = book.instances(group.name());
        return new AutoScalingGroup(
                group.name(),
                group.arn(book.scope),
                settings.launch().configuration(),
                settings.mix() == null ? template(settings.launch()) : null,
                settings.minimum(),
                settings.maximum(),
                settings.desired(),
                settings.terms().cooldownSeconds(),
                settings.terms().zones(),
                List.of(),
                group.targetGroups(),
                settings.terms().healthCheckType(),
                settings.terms().gracePeriodSeconds(),
                instances.stream()
                        .filter(instance -> !instance.state().pooled())
                        .map(instance -> instance(group, instance))
                        .toList(),
                group.created(),
                group.suspended().entrySet().stream()
                        .map(entry -> new SuspendedProcess(entry.getKey(), entry.getValue()))
                        .toList(),
                settings.terms().subnets().isEmpty()
                        ? null
                        : String.join(",", settings.terms().subnets()),
                group.metrics().stream()
                        .map(metric -> new EnabledMetric(metric, "1Minute"))
                        .toList(),
                group.deleting() ? "Delete in progress" : null,
                tags(group),
                settings.terms().terminationPolicies(),
                settings.terms().protectNew(),
                settings.terms().serviceLinkedRole(),
                settings.terms().warmupSeconds(),
                group.targetGroups().stream()
                        .map(arn -> new TrafficSourceIdentifier(arn, "elbv2"))
                        .toList(),
                settings.mix() == null ? null : mix(settings.launch(), settings.mix()),
                settings.terms().lifetimeSeconds(),
                maintenance(settings.terms().maintenance()),
                new AvailabilityZoneDistribution(settings.terms().zoneStrategy()),
                pool(group),
                group.pool() == null
                        ? null
                        : (Integer) (int) instances.stream()
                                .filter(instance -> instance.state().pooled())
                                .count());
    }

    private static @Nullable InstanceMaintenancePolicy maintenance(@Nullable Maintenance range) {
        return range == null
                ? null
                : new InstanceMaintenancePolicy(range.minimumHealthyPercent(), range.maximumHealthyPercent());
    }

    private static MixedInstancesPolicy mix(LaunchSource launch, Mix mix) {
        Allocation.Distribution distribution = mix.distribution();
        return new MixedInstancesPolicy(
                new Shapes.LaunchTemplate(
                        template(launch),
                        mix.alternatives().stream()
                                .map(one -> new LaunchTemplateOverrides(
                                        one.type(),
                                        one.weight() == null
                                                ? null
                                                : one.weight().toString(),
                                        one.source() == null ? null : template(one.source()),
                                        null))
                                .toList()),
                new InstancesDistribution(
                        distribution.onDemand().apiName(),
                        distribution.base(),
                        distribution.percentageAbove(),
                        distribution.spot().apiName(),
                        distribution.spot() == Allocation.SpotStrategy.LOWEST_PRICE
                                ? (Integer) distribution.spotPools()
                                : null));
    }

    /// The group's warm pool; null when it has none.
    static @Nullable WarmPoolConfiguration pool(Group group) {
        Group.Pool pool = group.pool();
        return pool == null
                ? null
                : new WarmPoolConfiguration(
                        pool.prepared(),
                        pool.minimum(),
                        pool.state().apiName,
                        pool.leaving() ? "PendingDelete" : null,
                        pool.reuse() ? new InstanceReusePolicy(true) : null);
    }

    private static @Nullable String weight(Group group, Instance instance) {
        Mix mix = group.settings().mix();
        return mix == null || !mix.weighted() ? null : Integer.toString(group.units(instance));
    }

    static List<TagDescription> tags(Group group) {
        return group.tags().stream()
                .map(tag ->
                        new TagDescription(group.name(), "auto-scaling-group", tag.key(), tag.value(), tag.propagate()))
                .toList();
    }

    static @Nullable LaunchTemplateSpecification template(LaunchSource source) {
        if (source.templateId() == null) return null;
        return new LaunchTemplateSpecification(source.templateId(), source.templateName(), source.version());
    }

    private static String health(Instance instance) {
        return instance.unhealthy() == null ? "Healthy" : "Unhealthy";
    }

    static GroupInstance instance(Group group, Instance instance) {
        return new GroupInstance(
                instance.instanceId(),
                instance.type(),
                instance.zone(),
                instance.state().apiName,
                health(instance),
                instance.source().configuration(),
                template(instance.source()),
                instance.protectedFromScaleIn(),
                weight(group, instance));
    }

    /// As `DescribeAutoScalingInstances` shows it: with its group, and the health in capitals.
    static InstanceDetails details(Group group, Instance instance) {
        return new InstanceDetails(
                instance.instanceId(),
                instance.type(),
                instance.group(),
                instance.zone(),
                instance.state().apiName,
                health(instance).toUpperCase(Locale.ROOT),
                instance.source().configuration(),
                template(instance.source()),
                instance.protectedFromScaleIn(),
                weight(group, instance));
    }

    static ScalingActivity activity(Book book, Activity activity) {
        Group group = book.find(activity.group());
        boolean deleted = group == null || !group.arn(book.scope).equals(activity.groupArn());
        return new ScalingActivity(
                activity.id(),
                activity.group(),
                activity.description(),
                activity.cause(),
                activity.start(),
                activity.end(),
                activity.status(),
                activity.message(),
                activity.progress(),
                activity.details(),
                deleted ? "Deleted" : null,
                activity.groupArn());
    }

    static Shapes.LifecycleHook hook(Group group, Group.Hook hook) {
        return new Shapes.LifecycleHook(
                hook.name(),
                group.name(),
                hook.launching() ? HookRequests.LAUNCHING : HookRequests.TERMINATING,
                hook.metadata(),
                hook.heartbeatSeconds(),
                (int) Math.min(Lifecycle.LONGEST_WAIT.toSeconds(), hook.heartbeatSeconds() * 100L),
                hook.continues() ? "CONTINUE" : "ABANDON");
    }

    static Shapes.InstanceRefresh refresh(Book book, Refresh refresh) {
        Refresh.Preferences preferences = refresh.preferences();
        long left = book.instances(refresh.group()).stream()
                .filter(instance ->
                        instance.state().counts() && refresh.targets().contains(instance.instanceId()))
                .count();
        return new Shapes.InstanceRefresh(
                refresh.id(),
                refresh.group(),
                refresh.status(),
                refresh.reason(),
                refresh.start(),
                refresh.end(),
                refresh.percent(),
                (int) left,
                new RefreshPreferences(
                        preferences.minimumHealthyPercent(),
                        preferences.maximumHealthyPercent(),
                        preferences.warmupSeconds(),
                        preferences.checkpoints(),
                        preferences.checkpointDelaySeconds(),
                        preferences.skipMatching()),
                refresh.desired() == null ? null : new Shapes.DesiredConfiguration(template(refresh.desired())),
                refresh.rollbackStart() == null
                        ? null
                        : new Shapes.RollbackDetails(
                                Objects.requireNonNullElse(refresh.reason(), ""), refresh.rollbackStart()));
    }

    static Shapes.LaunchConfiguration configuration(Book book, Configuration configuration) {
        return new Shapes.LaunchConfiguration(
                configuration.name(),
                book.scope
                        .arn(
                                "autoscaling",
                                "launchConfiguration:" + configuration.id() + ":launchConfigurationName/"
                                        + configuration.name())
                        .toString(),
                configuration.imageId(),
                configuration.keyName(),
                configuration.securityGroups(),
                configuration.userData(),
                configuration.instanceType(),
                configuration.instanceProfile(),
                configuration.associatePublicIpAddress(),
                configuration.created());
    }
}
