package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Group.Attached;
import io.windtunnel.cloud.compute.autoscaling.Group.Conduct;
import io.windtunnel.cloud.compute.autoscaling.Group.Hook;
import io.windtunnel.cloud.compute.autoscaling.Group.Memory;
import io.windtunnel.cloud.compute.autoscaling.Group.Settings;
import io.windtunnel.cloud.compute.autoscaling.Group.Size;
import io.windtunnel.cloud.compute.autoscaling.Group.Terms;
import io.windtunnel.cloud.compute.autoscaling.Shapes.CreateAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupMembers;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MixedInstancesPolicy;
import io.windtunnel.cloud.compute.autoscaling.Shapes.UpdateAutoScalingGroupRequest;
import io.windtunnel.cloud.ports.LaunchTemplates;
import io.windtunnel.cloud.ports.Subnets.Subnet;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates, changes and deletes groups: everything is checked before anything is written.
final class GroupRequests {
    /// Defaults of the API (API reference, `CreateAutoScalingGroup`).
    static final int DEFAULT_COOLDOWN_SECONDS = 300;

    static final int DEFAULT_GRACE_SECONDS = 0;

    private static final String ONE_SOURCE = "Valid requests must contain either LaunchTemplate,"
            + " LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.";

    private static final LaunchSource NOTHING = new LaunchSource(null, null, null, null);

    private final Groups groups;

    GroupRequests(Groups groups) {
        this.groups = groups;
    }

    void create(Book book, CreateAutoScalingGroupRequest request) {
        String name = request.autoScalingGroupName();
        if (name.isEmpty() || name.contains(":"))
            throw AwsException.validation("Invalid group name: it must not be empty or contain a colon.");
        int desired = Objects.requireNonNullElse(request.desiredCapacity(), request.minSize());
        Settings settings =
                settings(book, request, new Settings(NOTHING, null, new Size(0, 0, desired), defaults(book)));
        List<String> targetGroups = new ArrayList<>(request.targetGroupArns());
        request.trafficSources().forEach(source -> targetGroups.add(source.identifier()));
        checkTargetGroups(targetGroups);
        requireRoom(
                book,
                targetGroups.size(),
                request.lifecycleHookSpecificationList().size());
        Instant now = groups.time().now();
        List<Hook> hooks = request.lifecycleHookSpecificationList().stream()
                .map(HookRequests::hook)
                .toList();
        Group group = new Group(
                name,
                book.uuid(),
                now,
                settings,
                new Attached(tags(request.tags()), List.copyOf(new LinkedHashSet<>(targetGroups)), hooks, List.of()),
                new Conduct(Map.of(), List.of()),
                new Memory(List.of(Causes.at(now, Causes.created(desired))), Map.of(), false),
                null);
        synchronized (book) {
            if (book.find(name) != null)
                throw new AwsException(
                        "AlreadyExists",
                        "AutoScalingGroup by this name already exists - A group with the name " + name
                                + " already exists");
            groups.quotas().require(book.scope, Limit.GROUPS, book.groups().size() + 1);
            book.put(group);
        }
        groups.kick(book.scope, name, Pace.CREATION);
    }

    private void requireRoom(Book book, int targetGroups, int hooks) {
        groups.quotas().require(book.scope, Limit.TARGET_GROUPS_PER_GROUP, targetGroups);
        groups.quotas().require(book.scope, Limit.HOOKS_PER_GROUP, hooks);
    }

    void update(Book book, UpdateAutoScalingGroupRequest request) {
        Group group = book.group(request.autoScalingGroupName());
        Settings before = group.settings();
        Settings after = settings(book, request, before);
        if (group.pool() != null) WarmPoolRequests.check(after.mix());
        int desired = after.desired();
        String cause = Causes.at(
                groups.time().now(), Causes.updated(after.minimum(), after.maximum(), before.desired(), desired));
        book.change(group.name(), current -> {
            Group changed = current.with(after).bars(Map.of());
            return desired == before.desired() ? changed : changed.capacity(desired, cause);
        });
        groups.kick(book.scope, request.autoScalingGroupName(), Pace.REACTION);
    }

    /// What a new group has where its request says nothing.
    private static Terms defaults(Book book) {
        String role = "arn:aws:iam::" + book.scope.account()
                + ":role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
        return new Terms(
                DEFAULT_COOLDOWN_SECONDS,
                List.of(),
                List.of(),
                "EC2",
                DEFAULT_GRACE_SECONDS,
                List.of("Default"),
                false,
                null,
                role,
                null,
                null,
                GroupChecks.BEST_EFFORT);
    }

    /// What stood `before`, changed where a request says something; checked as a whole.
    private Settings settings(Book book, GroupMembers asked, Settings before) {
        int minimum = Objects.requireNonNullElse(asked.minSize(), before.minimum());
        int maximum = Objects.requireNonNullElse(asked.maxSize(), before.maximum());
        int kept = asked instanceof Shapes.CreateAutoScalingGroupRequest
                ? before.desired()
                : Math.max(minimum, Math.min(maximum, before.desired()));
        LaunchSource launch = launch(book, asked, before);
        return GroupChecks.checked(new Settings(
                launch,
                mix(book, asked, before, launch),
                new Size(minimum, maximum, Objects.requireNonNullElse(asked.desiredCapacity(), kept)),
                terms(book, asked, before.terms())));
    }

    private LaunchSource launch(Book book, GroupMembers asked, Settings before) {
        MixedInstancesPolicy policy = asked.mixedInstancesPolicy();
        boolean plain = asked.launchTemplate() != null || asked.launchConfigurationName() != null;
        if (policy == null && !plain && !before.launch().equals(NOTHING)) return before.launch();
        if (policy == null) return source(book, asked.launchTemplate(), asked.launchConfigurationName());
        if (plain) throw AwsException.validation(ONE_SOURCE);
        LaunchTemplateSpecification template =
                policy.launchTemplate() == null ? null : policy.launchTemplate().launchTemplateSpecification();
        if (template == null && before.launch().templateId() != null) return before.launch();
        if (template == null)
            throw AwsException.validation(
                    "Valid requests must contain a LaunchTemplateSpecification in the MixedInstancesPolicy.");
        return source(book, template, null);
    }

    private @Nullable Mix mix(Book book, GroupMembers asked, Settings before, LaunchSource launch) {
        if (asked.mixedInstancesPolicy() != null)
            return MixRequests.read(
                    asked.mixedInstancesPolicy(),
                    launch,
                    before.mix(),
                    template -> source(book, template, null),
                    source -> type(book, source));
        return asked.launchTemplate() != null || asked.launchConfigurationName() != null ? null : before.mix();
    }

    private @Nullable String type(Book book, LaunchSource source) {
        String id = Objects.requireNonNull(source.templateId());
        LaunchTemplates templates = groups.neighbours.launchTemplates();
        return templates
                .find(book.scope, id)
                .flatMap(template -> templates.version(book.scope, id, template.number(source.version())))
                .map(LaunchTemplates.Version::instanceType)
                .orElse(null);
    }

    private Terms terms(Book book, GroupMembers asked, Terms before) {
        boolean moved = before.zones().isEmpty()
                || asked.vpcZoneIdentifier() != null
                || !asked.availabilityZones().isEmpty();
        Places places = moved
                ? places(book, asked.vpcZoneIdentifier(), asked.availabilityZones())
                : new Places(before.zones(), before.subnets());
        return new Terms(
                Objects.requireNonNullElse(asked.defaultCooldown(), before.cooldownSeconds()),
                places.zones,
                places.subnets,
                Objects.requireNonNullElse(asked.healthCheckType(), before.healthCheckType()),
                Objects.requireNonNullElse(asked.healthCheckGracePeriod(), before.gracePeriodSeconds()),
                asked.terminationPolicies().isEmpty() ? before.terminationPolicies() : asked.terminationPolicies(),
                Objects.requireNonNullElse(asked.newInstancesProtectedFromScaleIn(), before.protectNew()),
                asked.defaultInstanceWarmup() == null ? before.warmupSeconds() : asked.defaultInstanceWarmup(),
                Objects.requireNonNullElse(asked.serviceLinkedRoleArn(), before.serviceLinkedRole()),
                GroupChecks.lifetime(asked.maxInstanceLifetime(), before.lifetimeSeconds()),
                GroupChecks.maintenance(asked.instanceMaintenancePolicy(), before.maintenance()),
                asked.availabilityZoneDistribution() == null
                        ? before.zoneStrategy()
                        : Objects.requireNonNullElse(
                                asked.availabilityZoneDistribution().capacityDistributionStrategy(),
                                GroupChecks.BEST_EFFORT));
    }

    void delete(Book book, String name, boolean force) {
        List<Effect> effects = new ArrayList<>();
        GroupLoop loop = groups.loop(book.scope, name);
        synchronized (book) {
            Group group = book.group(name);
            List<Instance> instances = book.instances(name);
            if (!force && !instances.isEmpty())
                throw new AwsException(
                        "ResourceInUse",
                        "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance"
                                + " request(s) still in the group.");
            Instant now = groups.time().now();
            Settings empty = group.settings().bounds(0, group.settings().maximum());
            String cause = Causes.at(
                    now, Causes.updated(0, empty.maximum(), group.settings().desired(), 0));
            Group leaving =
                    group.with(empty).hooks(_ -> List.of()).capacity(0, cause).leaving();
            book.put(leaving);
            for (Instance instance : instances)
                if (!instance.state().terminating()) Decisions.leave(book, leaving, instance, cause, now, effects);
            if (instances.isEmpty()) book.remove(group);
        }
        if (book.find(name) == null) {
            groups.forget(book.scope, name);
            return;
        }
        loop.apply(effects);
        loop.kick(Pace.NOTICE);
    }

    void setDesired(Book book, String name, int desired) {
        Group group = book.group(name);
        Settings settings = group.settings();
        if (desired < settings.minimum())
            throw AwsException.validation(
                    "New SetDesiredCapacity value %d is below min value %d for the AutoScalingGroup."
                            .formatted(desired, settings.minimum()));
        if (desired > settings.maximum())
            throw AwsException.validation(
                    "New SetDesiredCapacity value %d is above max value %d for the AutoScalingGroup."
                            .formatted(desired, settings.maximum()));
        if (desired == settings.desired()) return;
        String cause = Causes.at(groups.time().now(), Causes.explicit(settings.desired(), desired));
        book.change(name, current -> current.capacity(desired, cause));
        groups.kick(book.scope, name, Pace.REACTION);
    }

    void attachTargetGroups(Book book, String name, List<String> arns) {
        checkTargetGroups(arns);
        Set<String> all = new LinkedHashSet<>(book.group(name).targetGroups());
        all.addAll(arns);
        groups.quotas().require(book.scope, Limit.TARGET_GROUPS_PER_GROUP, all.size());
        book.change(name, group -> group.targetGroups(List.copyOf(all)));
        List<String> ids = serving(book, name);
        if (!ids.isEmpty()) groups.loop(book.scope, name).apply(List.of(new Effect.Register(arns, ids)));
    }

    void detachTargetGroups(Book book, String name, List<String> arns) {
        List<String> rest = new ArrayList<>(book.group(name).targetGroups());
        if (!rest.containsAll(arns))
            throw AwsException.validation("One or more of the target groups is not attached to the group " + name);
        rest.removeAll(arns);
        book.change(name, group -> group.targetGroups(List.copyOf(rest)));
        List<String> ids = serving(book, name);
        if (!ids.isEmpty()) groups.loop(book.scope, name).apply(List.of(new Effect.Deregister(arns, ids)));
    }

    private static List<String> serving(Book book, String name) {
        return book.instances(name).stream()
                .filter(instance -> instance.state() == Instance.State.IN_SERVICE)
                .map(Instance::instanceId)
                .toList();
    }

    static List<Group.Tag> tags(List<Shapes.Tag> tags) {
        Map<String, Group.Tag> byKey = new LinkedHashMap<>();
        for (Shapes.Tag tag : tags)
            byKey.put(
                    tag.key(),
                    new Group.Tag(
                            tag.key(),
                            Objects.requireNonNullElse(tag.value(), ""),
                            Boolean.TRUE.equals(tag.propagateAtLaunch())));
        return List.copyOf(byKey.values());
    }

    /// What a request names to launch from.
    LaunchSource source(Book book, @Nullable LaunchTemplateSpecification template, @Nullable String configuration) {
        if ((template == null) == (configuration == null)) throw AwsException.validation(ONE_SOURCE);
        if (configuration != null) {
            if (book.configuration(configuration) == null)
                throw AwsException.validation(
                        "Launch configuration name not found - Launch configuration " + configuration + " not found");
            return LaunchSource.configuration(configuration);
        }
        LaunchTemplateSpecification asked = Objects.requireNonNull(template);
        String name = asked.launchTemplateId() != null ? asked.launchTemplateId() : asked.launchTemplateName();
        if (name == null)
            throw AwsException.validation("Valid requests must contain either launchTemplateId or LaunchTemplateName");
        LaunchTemplates.Template found = groups.neighbours
                .launchTemplates()
                .find(book.scope, name)
                .orElseThrow(() -> AwsException.validation("You must use a valid fully-formed launch template. The"
                        + " specified launch template, " + name + ", does not exist."));
        checkVersion(book, found, asked.version());
        return LaunchSource.template(found.id(), found.name(), asked.version());
    }

    private void checkVersion(Book book, LaunchTemplates.Template template, @Nullable String version) {
        String refusal =
                "You must use a valid fully-formed launch template. Could not find launch template version " + version;
        if (version != null && !version.matches("|\\$Latest|\\$Default|\\d{1,18}"))
            throw AwsException.validation(refusal);
        if (groups.neighbours
                .launchTemplates()
                .version(book.scope, template.id(), template.number(version))
                .isEmpty()) throw AwsException.validation(refusal);
    }

    private record Places(List<String> zones, List<String> subnets) {}

    private Places places(Book book, @Nullable String subnetList, List<String> zones) {
        if (subnetList == null || subnetList.isBlank()) {
            if (zones.isEmpty())
                throw AwsException.validation("At least one Availability Zone or VPC Subnet is required.");
            return new Places(List.copyOf(zones), List.of());
        }
        List<String> subnets =
                Arrays.stream(subnetList.split(",")).map(String::strip).toList();
        Set<String> found = new LinkedHashSet<>();
        for (String id : subnets) {
            Subnet subnet = groups.neighbours
                    .subnets()
                    .find(book.scope, id)
                    .orElseThrow(() -> AwsException.validation("The subnet ID '" + id + "' does not exist"));
            found.add(subnet.zone().name());
        }
        if (!zones.isEmpty() && !Set.copyOf(zones).equals(found))
            throw AwsException.validation(
                    "The availability zones of the specified subnets and the Auto Scaling group do not match");
        return new Places(List.copyOf(found), subnets);
    }

    private void checkTargetGroups(List<String> arns) {
        for (String arn : arns) {
            boolean exists = Arn.isArn(arn)
                    && groups.neighbours
                            .targetGroups()
                            .map(port -> port.exists(Arn.parse(arn)))
                            .orElse(false);
            if (!exists)
                throw AwsException.validation(
                        "Provided Target Groups may not be valid. Please ensure they exist and try again.");
        }
    }
}
