package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.FleetApi.PutWarmPoolRequest;
import io.windtunnel.cloud.compute.autoscaling.Group.Pool;
import io.windtunnel.cloud.compute.autoscaling.Group.PoolState;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts warm pools beside groups and takes them away.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
final class WarmPoolRequests {
    private final Groups groups;

    WarmPoolRequests(Groups groups) {
        this.groups = groups;
    }

    void put(Book book, PutWarmPoolRequest request) {
        String name = request.autoScalingGroupName();
        Group group = book.group(name);
        Pool before = group.pool();
        if (before != null && before.leaving())
            throw new AwsException(
                    "LimitExceeded", "The warm pool of group " + name + " is being deleted; wait until it is gone.");
        check(group.settings().mix());
        Integer minimum = request.minSize();
        if (minimum != null && minimum < 0) throw AwsException.validation("MinSize must not be negative.");
        Pool after = new Pool(
                minimum != null ? minimum : before == null ? 0 : before.minimum(),
                prepared(request.maxGroupPreparedCapacity(), before),
                request.poolState() != null
                        ? state(request.poolState())
                        : before == null ? PoolState.STOPPED : before.state(),
                request.instanceReusePolicy() != null
                        ? Boolean.TRUE.equals(request.instanceReusePolicy().reuseOnScaleIn())
                        : before != null && before.reuse(),
                false);
        book.change(name, current -> current.pool(after));
        groups.kick(book.scope, name, Pace.REACTION);
    }

    /// A warm pool keeps instances on demand that all count alike (user guide, "Warm pools: limitations").
    static void check(@Nullable Mix mix) {
        if (mix == null) return;
        if (mix.weighted())
            throw AwsException.validation(
                    "You can't add a warm pool to an Auto Scaling group that has a mixed instances"
                            + " policy with instance weights.");
        if (mix.spot())
            throw AwsException.validation(
                    "You can't add a warm pool to an Auto Scaling group that has a mixed instances"
                            + " policy that launches Spot Instances.");
    }

    /// -1 goes back to the group's maximum.
    private static @Nullable Integer prepared(@Nullable Integer asked, @Nullable Pool before) {
        if (asked == null) return before == null ? null : before.prepared();
        if (asked < -1) throw AwsException.validation("MaxGroupPreparedCapacity must not be less than -1.");
        return asked == -1 ? null : asked;
    }

    private static PoolState state(String name) {
        return Stream.of(PoolState.values())
                .filter(one -> one.apiName.equals(name))
                .findFirst()
                .orElseThrow(() -> AwsException.validation("Invalid PoolState: " + name));
    }

    static Pool pool(Group group) {
        Pool pool = group.pool();
        if (pool == null) throw AwsException.validation("No warm pool found for Auto Scaling group " + group.name());
        return pool;
    }

    void delete(Book book, String name, boolean force) {
        List<Effect> effects = new ArrayList<>();
        synchronized (book) {
            Group group = book.group(name);
            Pool pool = pool(group);
            List<Instance> pooled = book.instances(name).stream()
                    .filter(instance -> instance.state().pooled())
                    .toList();
            if (pooled.isEmpty()) {
                book.put(group.pool(null));
                return;
            }
            if (!force)
                throw new AwsException(
                        "ResourceInUse",
                        "The warm pool of group " + name + " still has instances. Use ForceDelete to delete it along"
                                + " with them.");
            Instant now = groups.time().now();
            Group leaving = group.pool(pool.gone());
            book.put(leaving);
            String cause = Causes.at(now, Causes.deletingPool());
            for (Instance instance : pooled) {
                if (!instance.state().terminating()) Decisions.leave(book, leaving, instance, cause, now, effects);
                Instance out = Objects.requireNonNull(book.instance(instance.instanceId()));
                if (out.state() != Instance.State.WARMED_TERMINATING_PROCEED)
                    book.put(out.leave(Instance.State.WARMED_TERMINATING, out.activityId(), true));
            }
        }
        groups.loop(book.scope, name).apply(effects);
        groups.kick(book.scope, name, Pace.NOTICE);
    }
}
