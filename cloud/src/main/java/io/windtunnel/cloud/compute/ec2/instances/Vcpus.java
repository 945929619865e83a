package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.types.InstanceType;
import io.windtunnel.cloud.compute.ec2.types.InstanceTypes;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.wire.AwsException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The vCPUs that an account's instances have, held against its quotas: those of instances that run or
/// are about to.
record Vcpus(Ground ground, Table<Instance> table) {
    /// How many of a launch the account may have: as many as were asked for, or fewer, but no less than
    /// `least`.
    ///
    /// @throws AwsException `VcpuLimitExceeded`
    int fitting(Launch launch, int least) {
        InstanceType type = InstanceTypes.require(launch.settings().instanceType());
        VcpuLimit limit = VcpuLimit.of(type.name());
        long used = used(limit);
        long room = ground.quotas().most(ground.scope(), limit) - used;
        long fitting = Math.max(least, Math.min(launch.count(), room / type.vcpus()));
        ground.require(limit, used + fitting * type.vcpus());
        return Math.toIntExact(fitting);
    }

    /// Lets stopped instances run again.
    ///
    /// @throws AwsException `VcpuLimitExceeded`
    void require(List<Instance> stopped) {
        Map<VcpuLimit, Long> more = new EnumMap<>(VcpuLimit.class);
        for (Instance instance : stopped) {
            InstanceType type = type(instance);
            more.merge(VcpuLimit.of(type.name()), (long) type.vcpus(), Long::sum);
        }
        more.forEach((limit, vcpus) -> ground.require(limit, used(limit) + vcpus));
    }

    private long used(VcpuLimit limit) {
        return table.values().stream()
                .filter(instance -> instance.is(State.PENDING) || instance.is(State.RUNNING))
                .map(Vcpus::type)
                .filter(type -> VcpuLimit.of(type.name()) == limit)
                .mapToLong(InstanceType::vcpus)
                .sum();
    }

    private static InstanceType type(Instance instance) {
        return InstanceTypes.require(instance.settings().instanceType());
    }
}
