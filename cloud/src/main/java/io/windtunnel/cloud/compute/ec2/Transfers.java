package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.identity.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Tells the bill what an estate's interfaces have sent to the internet: instances, and the nodes of load balancers.
/// What a machine sent after the last look before it went is not counted.
///
/// Its state is touched only by what an estate does after its lock is free, one after the other.
///
/// Source: https://aws.amazon.com/ec2/pricing/on-demand/, data transfer
final class Transfers {
    private static final Usage.Type OUT =
            new Usage.Type("EC2 - Other", "DataTransfer-Out-Bytes", "GB", Usage.Charge.USE);
    private static final double GIGABYTE = 1L << 30;

    private final Scope scope;
    private final Fabric fabric;
    private final Supplier<Usage> usage;
    private Map<Host, Long> seen = new HashMap<>();

    Transfers(Scope scope, Fabric fabric, Supplier<Usage> usage) {
        this.scope = scope;
        this.fabric = fabric;
        this.usage = usage;
    }

    /// Counts what was sent since the last look.
    void look(Estate estate) {
        estate.in(same -> {
            List<NetworkInterface> all =
                    List.copyOf(same.networks().interfaces().all());
            same.afterwards(() -> count(all));
            return true;
        });
    }

    private void count(List<NetworkInterface> interfaces) {
        Map<Host, Long> now = new HashMap<>();
        for (NetworkInterface each : interfaces)
            fabric.hosts().find(each.vpcId(), each.privateIp()).ifPresent(host -> {
                long sent = host.traffic().sentToInternet();
                now.put(host, sent);
                long more = sent - seen.getOrDefault(host, 0L);
                String resource = each.instanceId() == null ? each.interfaceId() : each.instanceId();
                if (more > 0) usage.get().meter(scope, resource, OUT).add(more / GIGABYTE);
            });
        seen = now;
    }
}
