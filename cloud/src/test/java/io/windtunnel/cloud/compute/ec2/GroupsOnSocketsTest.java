package io.windtunnel.cloud.compute.ec2;

import static io.windtunnel.cloud.compute.ec2.Ec2World.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroupApi.RulesRequest;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.net.Beyond;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// On real sockets, with scenario time a hundred times as fast.
class GroupsOnSocketsTest {
    private static final ChannelInitializer<Channel> SILENT = new ChannelInitializer<>() {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
        }
    };

    private static ChannelFuture dial(Fabric fabric, Host from, Host to, Duration timeout) {
        return fabric.network().connect(from, to.realm(), to.ip(), 80, timeout, SILENT);
    }

    @Test
    void aConnectionNoRuleAllowsTimesOutAndOneThatARuleAllowsIsMade() {
        Directory directory = new Directory();
        try (Fabric fabric = Fabric.open(FabricOptions.standard().speed(100));
                Ec2 ec2 = Ec2.open(new CloudContext(fabric, directory, new ResourceTypes(), _ -> {}))) {
            Subnets subnets = directory.require(Subnets.class);
            Subnets.Subnet subnet =
                    subnets.defaultIn(SCOPE, SCOPE.region().zone("a")).orElseThrow();
            String address = subnets.attach(SCOPE, subnet.subnetId(), List.of(), "a node", true)
                    .privateIp();
            Host node = fabric.network().host(Place.in(subnet.zone()), subnet.vpcId(), address);
            fabric.network().listen(node, 80, SILENT);
            Host client = fabric.network().host(Place.INTERNET, NamedAddress.INTERNET, "203.0.113.7");
            ChannelFuture dropped = dial(fabric, client, node, Duration.ofSeconds(5));
            assertThat(dropped.awaitUninterruptibly(10_000)).isTrue();
            assertThat(dropped.cause()).isInstanceOf(ConnectTimeoutException.class);
            String group = subnets.defaultSecurityGroup(SCOPE, subnet.vpcId()).orElseThrow();
            ec2.face()
                    .authorizeSecurityGroupIngress(
                            Call.internal(SCOPE),
                            new RulesRequest(
                                    group, null, List.of(), "tcp", 80, 80, "203.0.113.0/24", null, List.of(), null));
            ChannelFuture made = dial(fabric, client, node, Duration.ofSeconds(100));
            assertThat(made.awaitUninterruptibly(10_000)).isTrue();
            assertThat(made.cause()).isNull();
        }
    }

    @Test
    void aFenceAroundASubnetHoldsBackWhatComesFromOtherSubnets() {
        Directory directory = new Directory();
        try (Fabric fabric = Fabric.open(FabricOptions.standard().speed(100));
                Ec2 _ = Ec2.open(new CloudContext(fabric, directory, new ResourceTypes(), _ -> {}))) {
            Subnets subnets = directory.require(Subnets.class);
            Host[] hosts = new Host[3];
            Subnets.Subnet[] of = new Subnets.Subnet[3];
            for (int i = 0; i < hosts.length; i++) {
                of[i] = subnets.defaultIn(SCOPE, SCOPE.region().zone(i == 2 ? "b" : "a"))
                        .orElseThrow();
                String address = subnets.attach(SCOPE, of[i].subnetId(), List.of(), "a node", false)
                        .privateIp();
                hosts[i] = fabric.network().host(Place.in(of[i].zone()), of[i].vpcId(), address);
            }
            fabric.network().listen(hosts[0], 80, SILENT);
            Fault fence = fabric.links().fence(Set.of(of[0].subnetId()), Beyond.EVERYTHING);
            ChannelFuture within = dial(fabric, hosts[1], hosts[0], Duration.ofSeconds(100));
            assertThat(within.awaitUninterruptibly(10_000)).isTrue();
            assertThat(within.cause()).isNull();
            ChannelFuture dropped = dial(fabric, hosts[2], hosts[0], Duration.ofSeconds(5));
            assertThat(dropped.awaitUninterruptibly(10_000)).isTrue();
            assertThat(dropped.cause()).isInstanceOf(ConnectTimeoutException.class);
            fence.lift();
            ChannelFuture made = dial(fabric, hosts[2], hosts[0], Duration.ofSeconds(100));
            assertThat(made.awaitUninterruptibly(10_000)).isTrue();
            assertThat(made.cause()).isNull();
        }
    }
}
